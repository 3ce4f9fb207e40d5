import { describe, expect, it } from 'vitest';
import { buildReport, collectSources, wantsColor } from '../../src/report/index.ts';
import type { ReporterOptions } from '../../src/report/index.ts';
import { createSourceFile } from '../../src/text/source-file.ts';
import { render } from './render.ts';
import { input, region, spot, template, unit, verdict } from './sample.ts';

function lines(given: ReturnType<typeof input>, options: Partial<ReporterOptions> = {}, format = 'text'): string[] {
  const report = buildReport(given);
  return render(format, report, options, collectSources(given)).trimEnd().split('\n');
}

const open = (name: string, because?: string) =>
  verdict({
    kind: 'open',
    name,
    message: `region of '${name}'`,
    location: spot(`'v'`),
    ...(because ? { because } : {}),
  });

describe('the text report on a terminal', () => {
  it('says what was judged, then frames each finding, then what to do', () => {
    expect(lines(input([unit([region])]), { terminal: true })).toEqual([
      '1 virtual machine, 1 vault: 1 of 1 check decided, 1 failed, 0 open',
      '',
      "error[vault-region-mismatch]: the vault 'v' is in another region",
      ' --> main.bicep:4:13',
      '  |',
      "4 |   location: 'northeurope'",
      '  |             ^^^^^^^^^^^^^',
      '  = see: main.bicep:6:1 the machine',
      '  = fix: Move the vault.',
      '  = more: backuplint explain vault-region-mismatch',
      '',
      '1 finding (1 error)',
    ]);
  });

  it.each([
    ['tabs', '\tvalue:\tx', 'x', '1 |     value:  x', '  |             ^'],
    ['wide characters', "'名前' x", 'x', "1 | '名前' x", '  |        ^'],
    ['emoji', 'a 👩‍💻 x', 'x', '1 | a 👩‍💻 x', '  |      ^'],
    ['an escape sequence', 'a\u001b[31mx', 'x', '1 | a\\u{1b}[31mx', '  |            ^'],
    ['a span over two lines', 'a xx\nyy b', 'xx\nyy', '1 | a xx', '  |   ^^ ...'],
  ])('marks the exact span with %s', (_, content, span, code, marks) => {
    const file = createSourceFile('/repo/infra/a.bicep', content);
    const output = lines(input([unit([verdict({ location: spot(span, file) })])]), { terminal: true });
    expect(output).toContain(code);
    expect(output).toContain(marks);
  });

  it('shows only the part of a long line that matters', () => {
    const file = createSourceFile('/repo/infra/a.json', `${'a'.repeat(5000)}xyz${'b'.repeat(5000)}`);
    const output = lines(input([unit([verdict({ location: spot('xyz', file) })])]), { terminal: true, width: 80 });
    const code = output.find((line) => line.startsWith('1 | ')) ?? '';
    expect(code.length).toBeLessThanOrEqual(82);
    expect(output.find((line) => line.includes('^'))?.indexOf('^')).toBe(code.indexOf('xyz'));
  });

  it('groups what is open by what would close it, most first', () => {
    const at = (nth: number) => ({ kind: 'open' as const, location: spot('resource', template, nth) });
    const verdicts = [
      open('a', 'pass --x'),
      verdict({ name: 'b', because: 'pass --y', ...at(2) }),
      verdict({ name: 'c', because: 'pass --y', ...at(2) }),
      verdict({ name: 'd', because: 'pass --w', ...at(1) }),
    ];
    const output = lines(input([unit(verdicts)]), { terminal: true });
    expect(output.filter((line) => /pass --|^open/.test(line))).toEqual([
      'open: 4 checks could not be decided',
      '  2 pass --y',
      '  1 pass --w',
      '  1 pass --x',
    ]);
  });

  it('tells how to fix it at the first finding of each rule', () => {
    const several = ['a', 'b'].map((name, nth) => verdict({ name, location: spot('resource', template, nth + 1) }));
    const output = lines(input([unit([...several, region])]), { terminal: true });
    expect(output.filter((line) => /^error|^warning|= more/.test(line)).map((line) => line.trim())).toEqual([
      expect.stringMatching(/^warning\[vm-unprotected\]/),
      '= more: backuplint explain vm-unprotected',
      expect.stringMatching(/^error\[vault-region-mismatch\]/),
      '= more: backuplint explain vault-region-mismatch',
      expect.stringMatching(/^warning\[vm-unprotected\]/),
    ]);
  });

  it('breaks long reasons between words', () => {
    const because = 'parameter of a long name has no value and nobody knows it';
    const output = lines(input([unit([open('v', because)])]), { terminal: true, width: 50 });
    expect(output.slice(4, 6)).toEqual(['  1 parameter of a long name has no value and', '    nobody knows it']);
  });

  it('colours only when asked', () => {
    expect(lines(input([unit([region])]), { terminal: true }).join('')).not.toContain('\u001b');
    expect(lines(input([unit([region])]), { terminal: true, color: true }).join('')).toContain('\u001b[31m');
  });
});

describe('the text report in a pipe', () => {
  it('has one line per finding and per open one', () => {
    expect(lines(input([unit([region, open('v', 'pass --location')])]))).toEqual([
      '1 virtual machine, 1 vault: 1 of 2 checks decided, 1 failed, 1 open',
      "main.bicep:4:13: error vault-region-mismatch the vault 'v' is in another region",
      'open (1 check): pass --location',
      "  main.bicep:3:9: open vm-unprotected region of 'v'",
      '1 finding (1 error), 1 open',
    ]);
  });

  it('names an incomplete run in its second line and its last', () => {
    const problem = { code: 'bicep-syntax', level: 'error' as const, message: 'Expected a name.', hint: 'Add one.' };
    const output = lines(input([unit([], { complete: false, diagnostics: [{ ...problem, at: spot('param') }] })]));
    expect(output[1]).toMatch(/^Incomplete: 1 error/);
    expect(output[2]).toBe('main.bicep:1:1: error bicep-syntax Expected a name. (Add one.)');
    expect(output.at(-1)).toBe('Nothing was judged, incomplete');
  });

  it.each([
    ['nothing to judge', unit([], { subjects: {} }), 'Nothing was judged'],
    ['only passes', unit([verdict({ kind: 'pass' })]), 'No check failed'],
    ['something open', unit([open('v')]), 'No check failed, 1 open'],
  ])('never calls it clean, with %s', (_, judged, expected) => {
    const output = lines(input([judged]));
    expect(output.at(-1)).toBe(expected);
    expect(output.join('\n')).not.toMatch(/clean|no problems/i);
  });

  it('says how often a finding occurs, and what was skipped', () => {
    const several = [verdict({ name: 'a' }), verdict({ name: 'b' })];
    const output = lines(input([unit(several), unit(several)], { skippedFiles: 3 }));
    expect(output).toContain(
      "main.bicep:6:1: warning vm-unprotected 'vm1' is not protected by Azure Backup (2 instances, in 2 deployments)",
    );
    expect(output.at(-1)).toBe('1 finding (1 warning), 3 JSON files without a template skipped');
  });

  it('lets no name forge a line, a colour, or a command of the pipeline', () => {
    const message = "'a\nb\u001b[2J\u202e ##vso[task.complete]##[error]' is bad";
    const file = createSourceFile('/repo/infra/::error::x.bicep', 'x');
    const output = lines(input([unit([verdict({ message, location: spot('x', file) })])]));
    expect(output).toHaveLength(3);
    expect(output[1]).toContain("'a\\nb\\u{1b}[2J\\u{202e} ");
    expect(output[1]).not.toMatch(/##vso|##\[|^::/);
  });
});

describe('GitHub annotations', () => {
  it('escape what a name could forge', () => {
    const file = createSourceFile('/repo/a,b:c%.bicep', 'x');
    const message = '100%\r\n::error::\u001b[31mforged';
    expect(lines(input([unit([verdict({ message, location: spot('x', file) })])]), {}, 'github')[0]).toBe(
      '::warning file=a%2Cb%3Ac%25.bicep,line=1,endLine=1,col=1,endColumn=2,title=vm-unprotected::100%25%0D%0A::error::\\u{1b}[31mforged',
    );
  });

  it('are ten of a kind at most, errors first, the tenth saying how many are left out', () => {
    const file = createSourceFile('/repo/a.bicep', 'x\n'.repeat(12));
    const verdicts = file.lineStarts
      .slice(0, 12)
      .map((start) =>
        verdict({ name: `vm${start}`, location: { kind: 'file', file, span: { start, end: start + 1 } } }),
      );
    const output = lines(input([unit([...verdicts, region])]), {}, 'github');
    expect(output[0]).toMatch(/^::error file=infra\/main.bicep,line=4/);
    expect(output.filter((line) => line.startsWith('::warning'))).toHaveLength(10);
    expect(output.at(-2)).toBe('::warning title=backuplint::and 3 more');
  });
});

describe('wantsColor', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
    [{ TERM: 'dumb' }, true, false],
  ])('%j on a terminal: %s', (environment, isTerminal, expected) => {
    expect(wantsColor(environment, isTerminal)).toBe(expected);
  });
});
