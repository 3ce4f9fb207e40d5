import { expect, it } from 'vitest';
import type { SubscriptionScope } from '../../src/input/row-source.ts';
import { unitsOf } from '../../src/scan/audit-units.ts';
import type { JudgedSubscriptionPart } from '../../src/scan/judge-subscriptions.ts';
import type { Diagnostic } from '../../src/text/diagnostic.ts';

const outcome = { diagnostics: [], gaps: [], requests: 1, pages: 1, retries: 0, waitedMs: 0 };
const broken: Diagnostic = { code: 'broken-row', level: 'error', message: 'a row is broken' };

function partWith(diagnostics: readonly Diagnostic[]): JudgedSubscriptionPart {
  return { subjects: {}, verdicts: [], passed: 0, folded: [], suspects: [], diagnostics };
}

it.each<[SubscriptionScope['status'], readonly Diagnostic[], boolean]>([
  ['read', [], true],
  ['read', [{ ...broken, level: 'warning' }], true],
  ['read', [broken], false],
  ['partly', [], false],
  ['hidden', [], false],
])('a subscription that is %s, with the diagnostics %j, is complete: %s', (status, diagnostics, complete) => {
  const scopes = [{ subscriptionId: 'S1', status }];
  const parts = new Map([['s1', partWith(diagnostics)]]);
  const units = unitsOf({ outcome: { ...outcome, scopes }, laterGaps: [], parts, exempt: [], allowIncomplete: [] });
  expect(units.map((unit) => unit.complete)).toEqual([complete]);
});
