import { expect, it } from 'vitest';
import { builtInRules } from '../../rules/index.ts';
import type { Estate } from '../../src/estate/estate.ts';
import { defineRule, durationText } from '../../src/rule/index.ts';
import { runRules } from '../../src/rule/run-rules.ts';
import { bicep, judgeSnippet, rows } from '../../src/testing/index.ts';

const rule = defineRule({
  id: 'live-only',
  for: 'virtualMachine',
  only: 'live',
  level: 'note',
  summary: '',
  why: '',
  fix: '',
  references: [],
  controls: [],
  options: {},
  check(machine, { report }) {
    report(machine, 'seen');
  },
});

it('leaves templates alone where a rule is for running subscriptions only', () => {
  const template = bicep`
    resource vm 'Microsoft.Compute/virtualMachines@2024-07-01' = {
      name: 'web1'
      location: 'westeurope'
    }
  `;
  const id = '/subscriptions/1/resourceGroups/app/providers/Microsoft.Compute/virtualMachines/web1';
  expect(judgeSnippet(rule, template)).toEqual([]);
  expect(judgeSnippet(rule, rows('2026-11-24T03:00:00Z', [{ id }]))).toMatchObject([{ kind: 'fail', message: 'seen' }]);
});

it('has five of them', () => {
  expect(builtInRules.filter(({ only }) => only === 'live').map(({ id }) => id)).toEqual([
    'backup-stale',
    'item-soft-deleted',
    'last-backup-failed',
    'protection-stopped',
    'vault-missing-in-region',
  ]);
});

it('judges nothing in an empty estate', () => {
  const nothing: Estate = { source: 'live', virtualMachine: [], vault: [], backupPolicy: [], protectedItem: [] };
  expect(runRules(builtInRules, nothing)).toEqual({ verdicts: [], diagnostics: [] });
});

it.each([
  [0.5, '0 hours'],
  [1.9, '1 hour'],
  [47.9, '47 hours'],
  [48, '2 days'],
  [24 * 400, '400 days'],
])('writes %d hours as %s', (hours, expected) => {
  expect(durationText(hours)).toBe(expected);
});
