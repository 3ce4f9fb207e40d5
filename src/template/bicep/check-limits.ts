import type * as bicep from '../../syntax/bicep/nodes.ts';
import type { TypeNode } from '../type-node.ts';
import type { Context } from './context.ts';
import { literalText } from './lower-string.ts';

/**
 * Reports a literal that is longer, shorter, larger or smaller than a type allows; false when there is nothing to report. A type of certain
 * numbers has a least and a greatest one, a tuple a length.
 */
export function checkLimits(value: bicep.Expression, shape: TypeNode, context: Context): boolean {
  const number = integerOf(value);
  const length = lengthOf(value, shape);
  if (number !== undefined) return checkNumber(number, value, shape, context);
  return length !== undefined && checkLength(length, value, shape, context);
}

function checkNumber(number: number, node: bicep.Expression, shape: TypeNode, context: Context): boolean {
  const numbers = numbersOf(shape);
  const least = shape.minValue ?? (numbers.length > 0 ? Math.min(...numbers) : undefined);
  const greatest = shape.maxValue ?? (numbers.length > 0 ? Math.max(...numbers) : undefined);
  if (greatest !== undefined && number > greatest) {
    const message = `The provided value (which will always be greater than or equal to ${number}) is too large to assign to a target for which the maximum allowable value is ${greatest}.`;
    context.unit.report({ code: 'BCP327', node, message });
    return true;
  }
  if (least === undefined || number >= least) return false;
  const message = `The provided value (which will always be less than or equal to ${number}) is too small to assign to a target for which the minimum allowable value is ${least}.`;
  context.unit.report({ code: 'BCP328', node, message });
  return true;
}

function checkLength(length: Length, node: bicep.Expression, shape: TypeNode, context: Context): boolean {
  const least = shape.kind === 'tuple' ? shape.items.length : shape.minLength;
  const greatest = shape.kind === 'tuple' ? shape.items.length : shape.maxLength;
  if (greatest !== undefined && length.atLeast > greatest) {
    const message = `The provided value (whose length will always be greater than or equal to ${length.atLeast}) is too long to assign to a target for which the maximum allowable length is ${greatest}.`;
    context.unit.report({ code: 'BCP332', node, message });
    return true;
  }
  if (least === undefined || length.atMost >= least) return false;
  const message = `The provided value (whose length will always be less than or equal to ${length.atMost}) is too short to assign to a target for which the minimum allowable length is ${least}.`;
  context.unit.report({ code: 'BCP333', node, message });
  return true;
}

interface Length {
  readonly atLeast: number;
  readonly atMost: number;
}

function lengthOf(value: bicep.Expression, shape: TypeNode): Length | undefined {
  const text = literalText(value);
  if (text !== undefined) return shape.kind === 'string' ? { atLeast: text.length, atMost: text.length } : undefined;
  const isArray = shape.kind === 'array' || shape.kind === 'list' || shape.kind === 'tuple';
  if (value.kind !== 'array' || !isArray) return undefined;
  const items = value.items.filter(({ kind }) => kind !== 'spread').length;
  return { atLeast: items, atMost: items === value.items.length ? items : Number.POSITIVE_INFINITY };
}

function integerOf(value: bicep.Expression): number | undefined {
  if (value.kind === 'integer') return Number(value.text);
  if (value.kind !== 'unary' || value.operator !== '-') return undefined;
  return value.operand.kind === 'integer' ? -Number(value.operand.text) : undefined;
}

/** The numbers that a type consists of; none when it is not only numbers. */
function numbersOf(shape: TypeNode): readonly number[] {
  const values =
    shape.kind === 'union'
      ? shape.members.map((member) => (member.kind === 'literal' ? member.value : undefined))
      : shape.kind === 'int'
        ? (shape.allowedValues ?? [])
        : [];
  const numbers = values.flatMap((value) => (value?.kind === 'number' ? [value.value] : []));
  return numbers.length === values.length ? numbers : [];
}
