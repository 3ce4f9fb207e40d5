import { describe, expect, it } from 'vitest';
import { Ajv } from 'ajv';
import { buildReport, collectSources, type ReporterOptions } from '../../src/report/index.ts';
import { mergeReports } from '../../src/report/merge-reports.ts';
import { reportSchema } from '../../src/report/report-schema.ts';
import type { JudgedUnit, ReportInput } from '../../src/report/report-input.ts';
import type { Verdict } from '../../src/rule/verdict.ts';
import { render } from './render.ts';
import { rules, text, verdict } from './sample.ts';

const group = '/subscriptions/A1/resourceGroups/RG-App';

function liveVerdict(resourceId: string, message = 'it is not protected'): Verdict {
  const at = { kind: 'live', resourceId } as const;
  const resource = { type: 'Microsoft.Compute/virtualMachines', name: text('web1'), id: text(resourceId) };
  return { ...verdict({ message, location: at }), resource, declaredAt: at };
}

function machineId(name: string): string {
  return `${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
}

function subscription(id: string, name: string, more: Partial<JudgedUnit> = {}): JudgedUnit {
  return {
    template: `/subscriptions/${id}`,
    scope: 'subscription',
    subscription: { id, name, status: 'read' },
    complete: true,
    subjects: { virtualMachine: 2 },
    verdicts: [],
    suppressed: [],
    diagnostics: [],
    ...more,
  };
}

function exempt(name: string, because: string, kind = 'spot') {
  const resource = { type: 'Microsoft.Compute/virtualMachines', name, id: machineId(name) };
  return { resource, kind, because };
}

const spot = 'it is a Spot machine (audit.exempt.spot)';
const input: ReportInput = {
  tool: { name: 'backuplint', version: '0.1.0' },
  portal: 'https://portal.azure.com',
  rules,
  units: [
    subscription('A1', 'Contoso', {
      verdicts: [liveVerdict(machineId('web1'))],
      exempt: [exempt('s1', spot), exempt('new1', 'it is younger than 48 hours', 'young'), exempt('s2', spot)],
    }),
    subscription('B2', 'Fabrikam', { exempt: ['1', '2', '3', '4', '5'].map((index) => exempt(`t${index}`, spot)) }),
  ],
  diagnostics: [],
  skippedFiles: 0,
  listVerdicts: false,
};
const report = buildReport(input);

function linesOf(format: string, given = report, options: Partial<ReporterOptions> = {}): string[] {
  return render(format, given, options, collectSources(input)).trimEnd().split('\n');
}

describe('exempt machines', () => {
  it('are counted and listed in JSON, by unit', () => {
    expect(report.summary.exempt).toBe(8);
    expect(report.exempt).toHaveLength(8);
    expect(report.exempt?.[0]).toEqual({ ...exempt('s1', spot), unit: 0 });
    expect(report.exempt?.at(-1)).toMatchObject({ unit: 1, resource: { name: 't5' } });
    expect(new Ajv({ strict: false }).validate(reportSchema, report)).toBe(true);
  });

  it('are not mentioned where there are none', () => {
    const without = buildReport({ ...input, units: [subscription('A1', 'Contoso')] });
    expect(without).not.toHaveProperty('exempt');
    expect(without.summary).not.toHaveProperty('exempt');
    expect(linesOf('text', without).join('\n')).not.toContain('exempt');
    expect(new Ajv({ strict: false }).validate(reportSchema, without)).toBe(true);
  });

  it.each([true, false])('are counted first, and told by reason (terminal: %s)', (terminal) => {
    const lines = linesOf('text', report, { terminal });
    expect(lines[0]).toMatch(/, 8 exempt$/);
    const at = lines.indexOf('8 machines exempt, not judged:');
    expect(lines.slice(at + 1, at + 3)).toEqual([
      `  7 because ${spot}: RG-App/s1, RG-App/s2, RG-App/t1, RG-App/t2, RG-App/t3, and 2 more`,
      '  1 because it is younger than 48 hours: RG-App/new1',
    ]);
  });

  it('are told with their subscription where two have the same name in the same group', () => {
    const twin = (id: string) => {
      const { resource, ...why } = exempt('s1', spot);
      return {
        ...why,
        resource: { ...resource, id: resource.id.replace(/^\/subscriptions\/[^/]+/, `/subscriptions/${id}`) },
      };
    };
    const given = buildReport({
      ...input,
      units: [
        subscription('A1', 'Contoso', { exempt: [twin('A1'), exempt('s2', spot)] }),
        subscription('B2', 'Fabrikam', { exempt: [twin('B2')] }),
      ],
    });
    const lines = linesOf('text', given);
    expect(lines[lines.indexOf('3 machines exempt, not judged:') + 1]).toBe(
      `  3 because ${spot}: A1/RG-App/s1, RG-App/s2, B2/RG-App/s1`,
    );
  });

  it('are a table in Markdown', () => {
    const lines = linesOf('markdown');
    expect(lines).toContain('### Exempt');
    expect(lines).toContain('| 1 | it is younger than 48 hours | RG-App/new1 |');
  });

  it('are joined with those of other reports, once for each subscription', () => {
    const other = buildReport({
      ...input,
      units: [...input.units.slice(1), subscription('C3', 'Tailspin', { exempt: [exempt('c', spot)] })],
    });
    const merged = mergeReports([
      { name: 'a.json', report },
      { name: 'b.json', report: other },
    ]);
    expect(merged.summary.exempt).toBe(9);
    expect(merged.exempt?.at(-1)).toMatchObject({ unit: 2, resource: { name: 'c' } });
    expect(merged.portal).toBe(input.portal);
  });
});

describe('a live finding', () => {
  it('says on a terminal where the resource is, and its page in the portal', () => {
    const lines = linesOf('text', report, { terminal: true });
    expect(lines).toContain(` --> ${machineId('web1')}`);
    expect(lines).toContain("  = in: resource group 'RG-App', subscription 'Contoso'");
    expect(lines).toContain(`  = open: https://portal.azure.com/#resource${machineId('web1')}`);
  });

  it('is one line without a terminal', () => {
    expect(linesOf('text')).toContain(`${machineId('web1')}: warning vm-unprotected it is not protected`);
  });

  it('is short in Markdown, with a link', () => {
    expect(linesOf('markdown')).toContain(
      `| [web1](https://portal.azure.com/#resource${machineId('web1')}) in RG-App of Contoso | warning | vm-unprotected | it is not protected |`,
    );
  });

  it('names an item by its machine', () => {
    const vault = '/subscriptions/A1/resourceGroups/rg-b/providers/Microsoft.RecoveryServices/vaults/v';
    const id = `${vault}/backupFabrics/Azure/protectionContainers/c/protectedItems/VM;iaasvmcontainerv2;rg-app;web1`;
    const { portal: _, ...rest } = input;
    const units = [subscription('A1', 'Contoso', { verdicts: [liveVerdict(id)] })];
    const lines = linesOf('markdown', buildReport({ ...rest, units }));
    expect(lines).toContain(
      '| protected item of web1 in rg-b of Contoso | warning | vm-unprotected | it is not protected |',
    );
  });

  it('has no link where nobody knows the portal', () => {
    const { portal: _, ...rest } = input;
    const lines = linesOf('markdown', buildReport(rest));
    expect(lines).toContain('| web1 in RG-App of Contoso | warning | vm-unprotected | it is not protected |');
  });

  it.each(['a) [x](https://evil.example', 'a|b`<img src=x>@you', 'a\ud800b', "a';x(1)", 'a"b\nc'])(
    'cannot break out of its link: %j',
    (name) => {
      const units = [subscription('A1', 'Contoso', { verdicts: [liveVerdict(machineId(name))] })];
      const lines = linesOf('markdown', buildReport({ ...input, units }));
      const row = lines.find((line) => line.includes('vm-unprotected'));
      expect(row).toMatch(
        /^\| \[[^\n]*\]\(https:\/\/portal\.azure\.com\/#resource[\w/%.;-]*\) in RG-App of Contoso \| warning/,
      );
      expect(row?.match(/https:\/\//g)).toHaveLength(1);
    },
  );
});
