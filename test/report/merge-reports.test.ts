import { describe, expect, it } from 'vitest';
import { mergeReports } from '../../src/report/merge-reports.ts';
import type { Finding, Report, Shard, Unit } from '../../src/report/report.ts';

interface ReportOptions {
  readonly subscriptions: readonly string[];
  readonly shard?: Shard;
  readonly complete?: boolean;
  readonly workingDirectory?: string;
}

/** A report of an audit in which each subscription has two machines, one of them unprotected. */
function reportOf({ subscriptions, shard, complete = true, workingDirectory }: ReportOptions): Report {
  const count = subscriptions.length;
  return {
    schemaVersion: 1,
    tool: { name: 'backuplint', version: '1.0.0' },
    complete,
    ...(workingDirectory === undefined ? {} : { workingDirectory }),
    summary: {
      units: count,
      subjects: { virtualMachine: 2 * count },
      checks: 2 * count,
      decided: 2 * count,
      failed: count,
      open: 0,
      suppressed: 0,
      levels: { error: count, warning: 0, note: 0 },
      skippedFiles: 0,
    },
    rules: [],
    units: subscriptions.map((id) => unitOf(id, complete)),
    findings: subscriptions.map(findingOf),
    suppressed: [],
    diagnostics: complete
      ? []
      : [{ code: 'subscription-partly', level: 'error', message: 'it could be read in part only' }],
    ...(shard === undefined ? {} : { shard }),
  };
}

function unitOf(id: string, complete: boolean): Unit {
  return {
    template: `/subscriptions/${id}`,
    scope: 'subscription',
    complete,
    subscription: {
      id,
      status: complete ? 'read' : 'partly',
      subjects: { virtualMachine: 2 },
      checks: 2,
      failed: 1,
      open: 0,
    },
  };
}

function findingOf(id: string, unit: number): Finding {
  const resourceId = `/subscriptions/${id}/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm`;
  return {
    ruleId: 'vm-unprotected',
    kind: 'fail',
    level: 'error',
    message: 'not protected',
    resource: { type: 'Microsoft.Compute/virtualMachines', name: 'vm', id: resourceId },
    location: { resourceId },
    related: [],
    instances: 1,
    units: [unit],
    fingerprint: `print-${id}`,
  };
}

function merge(...reports: readonly Report[]): Report {
  return mergeReports(reports.map((report, index) => ({ name: `${index + 1}.json`, report })));
}

describe('merging reports', () => {
  it('gives what one audit of all would give', () => {
    const merged = merge(
      reportOf({ subscriptions: ['b', 'd'], shard: { index: 2, count: 2 } }),
      reportOf({ subscriptions: ['a', 'c'], shard: { index: 1, count: 2 } }),
    );
    const { units, ...whole } = reportOf({ subscriptions: ['a', 'b', 'c', 'd'] });
    expect(merged).toMatchObject({ complete: true, summary: whole.summary, diagnostics: [] });
    expect(merged).not.toHaveProperty('shard');
    expect(merged.findings.map(({ fingerprint }) => fingerprint)).toEqual(
      whole.findings.map((each) => each.fingerprint),
    );
    for (const finding of merged.findings) {
      const [unit] = finding.units.map((index) => merged.units[index]?.subscription?.id);
      expect(finding.fingerprint).toBe(`print-${unit}`);
    }
    expect(merged.units).toHaveLength(units.length);
  });

  it('is incomplete while a shard is missing, and says which', () => {
    const merged = merge(
      reportOf({ subscriptions: ['a'], shard: { index: 1, count: 3 } }),
      reportOf({ subscriptions: ['c'], shard: { index: 3, count: 3 } }),
    );
    expect(merged.complete).toBe(false);
    expect(merged.diagnostics).toMatchObject([
      { code: 'shard-missing', level: 'error', message: expect.stringMatching(/shard 2 of 3/) },
    ]);
  });

  it('is incomplete when a report is', () => {
    const merged = merge(reportOf({ subscriptions: ['a'] }), reportOf({ subscriptions: ['b'], complete: false }));
    expect(merged.complete).toBe(false);
    expect(merged.diagnostics).toHaveLength(1);
  });

  it('counts a subscription that two reports have once, and keeps the one that was read completely', () => {
    const merged = merge(reportOf({ subscriptions: ['a'], complete: false }), reportOf({ subscriptions: ['a', 'b'] }));
    expect(merged.summary).toMatchObject({ units: 2, subjects: { virtualMachine: 4 }, checks: 4, failed: 2 });
    expect(merged.units.every(({ complete }) => complete)).toBe(true);
    expect(merged.findings).toHaveLength(2);
  });

  it('tells the versions when they differ', () => {
    const other = { ...reportOf({ subscriptions: ['b'] }), tool: { name: 'backuplint', version: '2.0.0' } };
    expect(merge(reportOf({ subscriptions: ['a'] }), other).diagnostics).toMatchObject([{ code: 'mixed-versions' }]);
  });

  it.each<[string, readonly Report[], RegExp]>([
    ['no report', [], /no report/],
    [
      'one shard twice',
      [1, 1].map((index) => reportOf({ subscriptions: ['a'], shard: { index, count: 2 } })),
      /'1.json' and '2.json' are both of shard 1\/2/,
    ],
    [
      'shards of different counts',
      [2, 3].map((count) => reportOf({ subscriptions: ['a'], shard: { index: 1, count } })),
      /not shards of one audit/,
    ],
    [
      'a shard and a whole audit',
      [reportOf({ subscriptions: ['a'] }), reportOf({ subscriptions: ['b'], shard: { index: 1, count: 2 } })],
      /not shards of one audit/,
    ],
    [
      'reports of different folders',
      ['/a', '/b'].map((workingDirectory) => reportOf({ subscriptions: ['a'], workingDirectory })),
      /different folders/,
    ],
  ])('refuses %s', (_name, reports, message) => {
    expect(() => merge(...reports)).toThrow(message);
  });
});
