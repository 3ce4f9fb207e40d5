import { describe, expect, it } from 'vitest';
import { buildReport, collectSources } from '../../src/report/index.ts';
import type { ReporterOptions } from '../../src/report/index.ts';
import { lineHashes } from '../../src/report/line-hash.ts';
import { createSourceFile } from '../../src/text/source-file.ts';
import { render } from './render.ts';
import { checkedRun } from './sarif-checks.ts';
import { input, region, spot, template, unit, verdict } from './sample.ts';

function sarif(given: ReturnType<typeof input>, options: Partial<ReporterOptions> = {}) {
  const report = buildReport(given);
  return checkedRun(render('sarif', report, options, collectSources(given)));
}

const uris = (run: ReturnType<typeof sarif>) =>
  (run.results ?? []).map((result) => result.locations?.[0]?.physicalLocation?.artifactLocation?.uri);

describe('SARIF', () => {
  it('has one located result per finding, with links to related places', () => {
    const run = sarif(input([unit([region, verdict()])]));
    expect(run.results).toHaveLength(2);
    expect(run.results?.[0]).toMatchObject({
      ruleId: 'vault-region-mismatch',
      level: 'error',
      message: { text: "the vault 'v' is in another region\nRelated: [the machine](1)" },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'infra/main.bicep' },
            region: { startLine: 4, startColumn: 13, endLine: 4, endColumn: 26 },
          },
        },
      ],
      partialFingerprints: { primaryLocationLineHash: lineHashes(template.text)[3] },
    });
    expect(run.invocations).toEqual([{ executionSuccessful: true }]);
  });

  it('has an empty list of results for nothing found', () => {
    expect(sarif(input([unit([])])).results).toEqual([]);
  });

  it('scores rules by level', () => {
    const scores = sarif(input([])).tool.driver.rules?.map((rule) => [rule.id, rule.properties?.['security-severity']]);
    expect(scores).toEqual([
      ['vault-region-mismatch', '8.0'],
      ['vm-unprotected', '5.5'],
      ['could-not-evaluate', '8.0'],
    ]);
  });

  it('holds open findings as notes only when asked', () => {
    const given = input([unit([verdict({ kind: 'open', level: 'error' })])]);
    expect(sarif(given).results).toEqual([]);
    const [result] = sarif(given, { sarifOpen: true }).results ?? [];
    expect(result).toMatchObject({ ruleId: 'vm-unprotected', level: 'note' });
    expect(result?.message.text).toContain(". Open because parameter 'location' has no value");
  });

  it('holds suppressed findings only when asked', () => {
    const suppression = { rules: ['vm-unprotected'], reason: 'test', at: spot('param'), covers: spot('param') };
    const given = input([unit([], { suppressed: [{ verdict: verdict(), suppression }] })]);
    expect(sarif(given).results).toEqual([]);
    const [result] = sarif(given, { sarifSuppressed: true }).results ?? [];
    expect(result?.suppressions).toMatchObject([{ kind: 'inSource', status: 'accepted', justification: 'test' }]);
  });

  it('says what could not be evaluated: one result per file, a notification each, and that it failed', () => {
    const problem = { code: 'bicep-syntax', level: 'error' as const, message: 'Expected a name.', hint: 'Add one.' };
    const diagnostics = [
      { ...problem, at: spot('param') },
      { ...problem, at: spot('vault') },
      { ...problem, code: 'no-template', message: 'No template was found.' },
    ];
    const run = sarif(input([unit([verdict()], { diagnostics, complete: false })]));
    expect(run.results?.map((result) => result.ruleId)).toEqual(['could-not-evaluate', 'vm-unprotected']);
    expect(run.invocations?.[0]?.executionSuccessful).toBe(false);
    expect(run.invocations?.[0]?.toolExecutionNotifications?.map((item) => item.descriptor?.id)).toEqual([
      'no-template',
      'bicep-syntax',
      'bicep-syntax',
    ]);
  });

  it('notifies of an incomplete unit that has no diagnostic', () => {
    const [invocation] = sarif(input([unit([], { complete: false })])).invocations ?? [];
    expect(invocation).toMatchObject({ executionSuccessful: false, toolExecutionNotifications: [{ level: 'error' }] });
  });

  it.each([
    ['/repo/infra/a b#c?.bicep', 'infra/a%20b%23c%3F.bicep'],
    ['/repo/debian:buster.bicep', 'debian%3Abuster.bicep'],
    ['/repo/é/\ud800.bicep', '%C3%A9/%EF%BF%BD.bicep'],
    ['/home/me/.bicep/br/x/main.json', 'external/home/me/.bicep/br/x/main.json'],
  ])('names %j by a relative URI', (path, expected) => {
    const file = createSourceFile(path, 'x');
    expect(uris(sarif(input([unit([verdict({ location: spot('x', file) })])])))).toEqual([expected]);
  });

  it('shows a finding in the module cache at the line that calls the module', () => {
    const module = createSourceFile('/home/me/.bicep/br/x/main.json', '{"location": "x"}');
    const related = [{ at: spot('vault'), message: "module 'vault' is called here" }];
    const run = sarif(input([unit([verdict({ location: spot('"x"', module), related })])]));
    expect(uris(run)).toEqual(['infra/main.bicep']);
    const [result] = run.results ?? [];
    expect(result?.partialFingerprints?.['primaryLocationLineHash']).toBe(lineHashes(template.text)[1]);
    expect(result?.relatedLocations?.[0]?.physicalLocation?.artifactLocation?.uri).toMatch(/^external\//);
  });

  it('gives a live resource a path of its own', () => {
    const resourceId = '/subscriptions/0B1F/resourceGroups/rg-App/providers/Microsoft.Compute/virtualMachines/vm1';
    const location = { kind: 'live' as const, resourceId };
    const { workingDirectory: _, sourceRoot: __, ...live } = input([unit([verdict({ location })])]);
    expect(uris(sarif(live))).toEqual(['azure/0b1f/rg-app/microsoft.compute/virtualmachines/vm1']);
  });

  it('makes one result of the findings of one rule on one line', () => {
    const oneLine = createSourceFile('/repo/a.json', '{"a":1,"b":2}');
    const verdicts = [
      verdict({ location: spot('1', oneLine), message: 'first' }),
      verdict({ location: spot('2', oneLine), message: 'second', level: 'error' }),
    ];
    const run = sarif(input([unit(verdicts)]));
    expect(run.results).toHaveLength(1);
    expect(run.results?.[0]?.message.text).toBe('second\nRelated: [first](1)');
  });

  it('lets no text from a template become a link', () => {
    const message = "'[click](https://example.org)' is not protected";
    const related = [{ at: spot('param'), message: 'a](https://example.org)[' }];
    const text = sarif(input([unit([verdict({ message, related })])])).results?.[0]?.message.text ?? '';
    expect(text.match(/(?<!\\)\]\(/g)).toEqual(['](']);
  });

  it('keeps the 5,000 most serious results and says how many it left out', () => {
    const lines = createSourceFile('/repo/a.bicep', Array.from({ length: 5002 }, (_, index) => `x${index}`).join('\n'));
    const verdicts = lines.lineStarts.map((start, index) =>
      verdict({
        name: `vm${index}`,
        level: index >= 5000 ? 'error' : 'warning',
        location: { kind: 'file', file: lines, span: { start, end: start + 1 } },
      }),
    );
    const run = sarif(input([unit(verdicts)]));
    expect(run.results).toHaveLength(5000);
    expect(run.results?.filter((result) => result.level === 'error')).toHaveLength(2);
    const notices = run.invocations?.[0]?.toolExecutionNotifications ?? [];
    expect(notices.map((item) => item.message.text)).toEqual([expect.stringMatching(/^2 results/)]);
  });

  it('sets a category only when asked', () => {
    expect(sarif(input([]))).not.toHaveProperty('automationDetails');
    expect(sarif(input([]), { sarifCategory: 'audit/x/' }).automationDetails).toEqual({ id: 'audit/x/' });
  });
});
