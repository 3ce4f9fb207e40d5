import { expect, it } from 'vitest';
import { buildReport, exitCodeOf } from '../../src/report/index.ts';
import { input, unit, verdict } from './sample.ts';

const warning = unit([verdict()]);
const open = unit([verdict({ kind: 'open', level: 'error' })]);
const lost = unit([verdict({ level: 'error' })], { complete: false });

it.each([
  ['nothing found', [unit([])], 'note', false, 0],
  ['a warning', [warning], 'warning', false, 1],
  ['a warning below the threshold', [warning], 'error', false, 0],
  ['a warning above the threshold', [warning], 'note', false, 1],
  ['no threshold', [warning], 'none', false, 0],
  ['an open finding', [open], 'note', false, 0],
  ['an open finding that fails', [open], 'none', true, 1],
  ['an incomplete run with findings', [lost], 'warning', false, 3],
  ['an incomplete run without a threshold', [lost], 'none', true, 3],
] as const)('%s', (_, units, failOn, failOnOpen, expected) => {
  expect(exitCodeOf(buildReport(input(units)), { failOn, failOnOpen })).toBe(expected);
});
