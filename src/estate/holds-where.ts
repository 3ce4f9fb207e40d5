import { allTrue, sameValue } from '../resource/same-value.ts';
import type { UnknownValue, Value } from '../resource/value.ts';

/**
 * Whether one of `others` is true wherever `given` is: certain where each way to decide their unknown parts shows it. What `and`, `or` and `not`
 * are made of is decided; parts that depend on each other otherwise are taken to be free, which can only lose a "yes".
 */
export function holdsWhere(given: Value, others: readonly Value[]): boolean {
  const parts: UnknownValue[] = [];
  const budget = { steps: mostSteps };
  const first = formulaOf(given, { parts, budget, depth: 0 });
  const rest = others.map((other) => formulaOf(other, { parts, budget, depth: 0 }));
  return isShown(first, rest, [], { parts, budget });
}

/** What conditions of a template come to; beyond it the answer is "not known". */
const mostSteps = 2_000;
const mostDepth = 50;

/** A condition as a function of its decided parts; undefined while these do not decide it. */
type Formula = (truths: readonly boolean[]) => boolean | undefined;

interface Reading {
  /** The unknown parts that were met so far: each is one, however often it is written. */
  readonly parts: UnknownValue[];
  readonly budget: { steps: number };
  readonly depth: number;
}

/** Decides one part after the other, the first ones first: what is decided already needs no further ones. */
function isShown(
  given: Formula,
  others: readonly Formula[],
  truths: readonly boolean[],
  { parts, budget }: Pick<Reading, 'parts' | 'budget'>,
): boolean {
  if (--budget.steps < 0) return false;
  if (given(truths) === false || others.some((other) => other(truths) === true)) return true;
  if (truths.length === parts.length) return false;
  return [false, true].every((truth) => isShown(given, others, [...truths, truth], { parts, budget }));
}

function formulaOf(value: Value, reading: Reading): Formula {
  if (value.kind === 'bool') return () => value.value;
  if (value.kind !== 'unknown') return () => undefined;
  const { symbol } = value;
  const inner = { ...reading, depth: reading.depth + 1 };
  if (symbol.kind !== 'call' || reading.depth > mostDepth || --reading.budget.steps < 0) return partOf(value, reading);
  const operands = symbol.arguments.flatMap((argument) => (argument.kind === 'lambda' ? [] : [argument]));
  switch (symbol.name.toLowerCase()) {
    case 'and':
      return allOf(operands.map((operand) => formulaOf(operand, inner)));
    case 'or':
      return negated(allOf(operands.map((operand) => negated(formulaOf(operand, inner)))));
    case 'not':
      return negated(allOf(operands.map((operand) => formulaOf(operand, inner))));
    default:
      return partOf(value, reading);
  }
}

function partOf(value: UnknownValue, { parts }: Reading): Formula {
  const known = parts.findIndex((part) => sameValue(part, value) === true);
  const index = known >= 0 ? known : parts.push(value) - 1;
  return (truths) => truths[index];
}

function negated(formula: Formula): Formula {
  return (truths) => {
    const truth = formula(truths);
    return truth === undefined ? undefined : !truth;
  };
}

function allOf(formulas: readonly Formula[]): Formula {
  return (truths) => allTrue(formulas.map((formula) => formula(truths)));
}
