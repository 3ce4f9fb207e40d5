import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { builtInFunctions } from '../../src/evaluate/functions/index.ts';
import { answerText, askFunction } from './ask-function.ts';

// One line per case: an expression and its answer, `! ` before a refusal. These are the answers of Azure's own engine (bicep snapshot
// 0.49.2) but for the links in its messages; `parameters('x')` is unknown there and here.
const folder = new URL('function-answers/', import.meta.url);
const cases = readdirSync(folder).flatMap((file) => readCases(file, readFileSync(new URL(file, folder), 'utf8')));

interface Case {
  readonly family: string;
  readonly expression: string;
  readonly answer: string;
}

function readCases(file: string, text: string): Case[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const at = line.lastIndexOf(' => ');
      return { family: file.replace('.txt', ''), expression: line.slice(0, at), answer: line.slice(at + 4) };
    });
}

describe.each([...new Set(cases.map(({ family }) => family))])('%s functions answer as the engine does', (family) => {
  test.each(cases.filter((one) => one.family === family))('$expression', ({ expression, answer }) => {
    expect(answerText(expression)).toBe(answer);
  });
});

// Where the engine of the snapshot guesses, only the preflight does: an unknown item may be equal, an unknown key may be the one.
describe('what may still turn out otherwise stays unknown, but for the preflight', () => {
  test.each([
    ["contains(createArray(parameters('u'), 'a'), 'b')", false],
    ["contains(createArray(createArray(parameters('u'))), createArray('b'))", false],
    ["contains(createObject(parameters('u'), 1), 'b')", false],
    ["tryGet(createObject(parameters('u'), 1), 'b')", null],
    ["equals(createArray(parameters('u')), createArray('a'))", false],
    ["equals(createObject('b', parameters('u')), createObject('b', 2))", false],
    ["not(equals(createArray(parameters('u')), createArray('a')))", true],
  ])('%s', (expression, guess) => {
    expect(JSON.parse(answerText(expression))).toBe(`[${expression}]`);
    expect(JSON.parse(answerText(expression, { isPreflight: true }))).toBe(guess);
  });

  test.each([
    ["equals(createArray(parameters('u')), createArray(parameters('u')))", true, true],
    [
      "equals(createArray(parameters('u'), createObject('k', 1)), createArray('u', createObject('K', 1)))",
      false,
      false,
    ],
    ["equals(createArray(1, parameters('u')), createArray(2, parameters('u')))", false, false],
    [
      "indexOf(createArray(createArray(parameters('u')), 'x'), 'x')",
      1,
      "[indexOf(createArray(createArray(parameters('u')), 'x'), 'x')]",
    ],
  ])('%s', (expression, certain, guess) => {
    expect(JSON.parse(answerText(expression))).toBe(certain);
    expect(JSON.parse(answerText(expression, { isPreflight: true }))).toBe(guess);
  });
});

describe('every function', () => {
  const called = (expression: string): Set<string> =>
    new Set([...expression.matchAll(/\b(\w+)\(/g)].map((match) => (match[1] ?? '').toLowerCase()));
  const names = [...builtInFunctions.values()].map((builtIn) => builtIn.name);

  // `fail` never has a value.
  test.each(names.filter((name) => name !== 'fail'))('%s is tried with known values', (name) => {
    expect(
      cases.some(
        ({ expression, answer }) =>
          !answer.startsWith('!') && !expression.includes('parameters(') && called(expression).has(name.toLowerCase()),
      ),
    ).toBe(true);
  });

  test.each(names.filter((name) => !['true', 'false', 'null'].includes(name)))(
    '%s is tried with unknown parts',
    (name) => {
      expect(
        cases.some(
          ({ expression }) => expression.includes('parameters(') && called(expression).has(name.toLowerCase()),
        ),
      ).toBe(true);
    },
  );

  test.each(
    names.filter(
      (name) => !['array', 'coalesce', 'createArray', 'dataUri', 'tryGet', 'tryIndexFromEnd'].includes(name),
    ),
  )('%s is tried with what it refuses', (name) => {
    expect(
      cases.some(({ expression, answer }) => answer.startsWith('! ') && called(expression).has(name.toLowerCase())),
    ).toBe(true);
  });

  test.each(names)('%s stays when the budget is used up, and never throws', (name) => {
    for (const { expression } of cases.filter((one) => called(one.expression).has(name.toLowerCase()))) {
      expect(() => askFunction(expression, { steps: 0 })).not.toThrow();
    }
  });
});
