import { describe, expect, it } from 'vitest';
import { buildReport } from '../../src/report/index.ts';
import type { JudgedUnit, Report } from '../../src/report/index.ts';
import type { Diagnostic } from '../../src/text/diagnostic.ts';
import type { Value } from '../../src/resource/value.ts';
import type { Verdict } from '../../src/rule/index.ts';
import { render } from './render.ts';
import { checkedRuns } from './sarif-checks.ts';

function subscriptionId(index: number): string {
  return `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

function failure(subscription: string): Verdict {
  const id = `/subscriptions/${subscription}/resourceGroups/RG/providers/Microsoft.Compute/virtualMachines/vm1`;
  const at = { kind: 'live', resourceId: id } as const;
  const text = (value: string): Value => ({ kind: 'string', value, at });
  return {
    ruleId: 'vm-unprotected',
    kind: 'fail',
    level: 'error',
    resource: { type: 'Microsoft.Compute/virtualMachines', name: text('vm1'), id: text(id) },
    message: "'vm1' is not protected",
    location: at,
    related: [],
  };
}

function unit(index: number, status: 'read' | 'partly' = 'read'): JudgedUnit {
  const id = subscriptionId(index);
  const at = { kind: 'live', resourceId: `/subscriptions/${id}` } as const;
  return {
    template: at.resourceId,
    scope: 'subscription',
    subscription: { id, name: `sub-${index}`, status },
    complete: status === 'read',
    subjects: { virtualMachine: 1 },
    verdicts: [failure(id)],
    passed: 3,
    suppressed: [],
    diagnostics:
      status === 'read' ? [] : [{ code: 'subscription-partly', level: 'error', message: 'a list broke off', at }],
  };
}

function reportOf(units: readonly JudgedUnit[], diagnostics: readonly Diagnostic[] = []): Report {
  const rule = {
    id: 'vm-unprotected',
    level: 'error',
    summary: 's',
    why: 'w',
    fix: 'f',
    references: [],
    controls: [],
  } as const;
  return buildReport({
    tool: { name: 'backuplint', version: '1.0.0' },
    rules: [rule],
    units,
    diagnostics,
    skippedFiles: 0,
    listVerdicts: false,
  });
}

function runsOf(units: readonly JudgedUnit[], category?: string) {
  const options = category === undefined ? {} : { sarifCategory: category };
  return checkedRuns(render('sarif', reportOf(units), options));
}

describe('the SARIF of an audit', () => {
  it('has a run for each subscription that was read, with its own results only', () => {
    const [unread, ...runs] = runsOf([unit(1), unit(2, 'partly'), unit(3)]).toReversed();
    expect(runs.map((run) => run.automationDetails?.id).toReversed()).toEqual([
      `backuplint-audit/${subscriptionId(1)}/`,
      `backuplint-audit/${subscriptionId(3)}/`,
    ]);
    expect(unread?.automationDetails?.id).toBe('backuplint-audit/incomplete/');
    for (const run of runs.toReversed()) {
      expect(run.results).toHaveLength(1);
      expect(run.invocations).toMatchObject([{ executionSuccessful: true }]);
    }
    const [place] = runs[1]?.results?.[0]?.locations ?? [];
    expect(place?.physicalLocation?.artifactLocation?.uri).toBe(
      `azure/${subscriptionId(1)}/rg/microsoft.compute/virtualmachines/vm1`,
    );
  });

  it('takes the categories from --sarif-category', () => {
    expect(runsOf([unit(1)], 'nightly').map((run) => run.automationDetails?.id)).toEqual([
      `nightly/${subscriptionId(1)}/`,
    ]);
  });

  it('has no result of what was not read, which would close alerts, but says what that is', () => {
    const [run, ...others] = runsOf([unit(1, 'partly')]);
    expect(others).toEqual([]);
    expect(run).toMatchObject({ results: [], automationDetails: { id: 'backuplint-audit/incomplete/' } });
    expect(run?.invocations).toMatchObject([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          {
            level: 'error',
            descriptor: { id: 'subscription-partly' },
            message: { text: 'a list broke off' },
            locations: [
              { physicalLocation: { artifactLocation: { uri: expect.stringContaining(subscriptionId(1)) } } },
            ],
          },
        ],
      },
    ]);
  });

  it('says that nothing was seen, where nothing was', () => {
    const message = 'no subscription was found: nothing was judged';
    const report = reportOf([], [{ code: 'no-subscription', level: 'error', message }]);
    expect(checkedRuns(render('sarif', report))).toMatchObject([
      {
        results: [],
        invocations: [{ executionSuccessful: false, toolExecutionNotifications: [{ message: { text: message } }] }],
      },
    ]);
  });

  it('keeps to 20 runs, in groups that do not depend on the order', () => {
    const units = Array.from({ length: 60 }, (_, index) => unit(index));
    const runs = runsOf(units);
    expect(runs.length).toBeGreaterThan(10);
    expect(runs.flatMap((run) => run.results ?? [])).toHaveLength(60);
    const groups = new Map(runs.map((run) => [run.automationDetails?.id, run.results?.length]));
    expect(
      new Map(runsOf([...units].reverse()).map((run) => [run.automationDetails?.id, run.results?.length])),
    ).toEqual(groups);
    // One subscription that was not read takes its group with it, and no other.
    const [unread, ...others] = runsOf(units.with(7, unit(7, 'partly'))).toReversed();
    expect(others).toHaveLength(runs.length - 1);
    expect(unread?.results).toEqual([]);
  });

  it('tells in each run which machines of it were not judged, as no result', () => {
    const id = `/subscriptions/${subscriptionId(1)}/resourceGroups/RG/providers/Microsoft.Compute/virtualMachines/spot1`;
    const resource = { type: 'Microsoft.Compute/virtualMachines', name: 'spot1', id };
    const because = 'it is a Spot machine';
    const [first, second] = runsOf([{ ...unit(1), exempt: [{ resource, kind: 'spot', because }] }, unit(2)]);
    expect(first?.results).toHaveLength(1);
    expect(first?.invocations?.[0]?.toolExecutionNotifications).toMatchObject([
      {
        level: 'note',
        descriptor: { id: 'exempt' },
        message: { text: '1 not judged because it is a Spot machine: RG/spot1' },
        locations: [
          { physicalLocation: { artifactLocation: { uri: expect.stringMatching(/virtualmachines\/spot1$/) } } },
        ],
      },
    ]);
    expect(second?.invocations).toMatchObject([{ executionSuccessful: true }]);
    expect(second?.invocations?.[0]?.toolExecutionNotifications).toBeUndefined();
  });

  it('counts what passed without listing it', () => {
    expect(reportOf([unit(1), unit(2)]).summary).toMatchObject({ checks: 8, decided: 8, failed: 2, open: 0 });
  });
});
