import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { Scope } from '../types/scope.ts';
import { settle } from '../types/static-type.ts';
import type { StaticType } from '../types/static-type.ts';

/**
 * Reports a value that is longer, shorter, larger or smaller than a type allows, whatever it will be; false when there is nothing to report. A type of
 * certain numbers has a least and a greatest one, a tuple a length.
 */
export function checkLimits(node: bicep.Node, actual: StaticType, target: StaticType, scope: Scope): boolean {
  const given = settle(actual);
  const allowed = settle(target);
  const numbers = numberRange(given);
  if (numbers !== undefined) return checkNumber(numbers, numberRange(allowed), node, scope);
  const length = lengthRange(given);
  const limits = allowed.kind === 'literal' ? undefined : lengthRange(allowed);
  return length !== undefined && checkLength(length, limits, node, scope);
}

interface Range {
  readonly least: number;
  readonly greatest: number;
}

/** Between which numbers the values lie; `undefined` when they are not all numbers. */
function numberRange(type: StaticType): Range | undefined {
  const { minValue: least = Number.NEGATIVE_INFINITY, maxValue: greatest = Number.POSITIVE_INFINITY } = type;
  if (type.kind === 'int') return { least, greatest };
  if (type.kind === 'literal' && type.value.kind === 'number')
    return { least: type.value.value, greatest: type.value.value };
  return type.kind === 'union' ? spanOf(type.members.map(numberRange)) : undefined;
}

/** Between which lengths the values have theirs; `undefined` when they have none. */
function lengthRange(type: StaticType): Range | undefined {
  const { minLength: least = 0, maxLength: greatest = Number.POSITIVE_INFINITY } = type;
  switch (type.kind) {
    case 'string':
    case 'array':
    case 'list':
      return { least, greatest };
    case 'tuple':
      return { least: type.items.length, greatest: type.items.length };
    case 'literal':
      return type.value.kind === 'string' ? exactly(type.value.value.length) : undefined;
    default:
      return undefined;
  }
}

function exactly(length: number): Range {
  return { least: length, greatest: length };
}

function spanOf(ranges: readonly (Range | undefined)[]): Range | undefined {
  const known = ranges.filter((range) => range !== undefined);
  if (known.length < ranges.length || known.length === 0) return undefined;
  return {
    least: Math.min(...known.map(({ least }) => least)),
    greatest: Math.max(...known.map(({ greatest }) => greatest)),
  };
}

function checkNumber(given: Range, allowed: Range | undefined, node: bicep.Node, { unit }: Scope): boolean {
  if (allowed !== undefined && given.least > allowed.greatest) {
    const message = `The provided value (which will always be greater than or equal to ${given.least}) is too large to assign to a target for which the maximum allowable value is ${allowed.greatest}.`;
    unit.report({ code: 'BCP327', node, message });
    return true;
  }
  if (allowed === undefined || given.greatest >= allowed.least) return false;
  const message = `The provided value (which will always be less than or equal to ${given.greatest}) is too small to assign to a target for which the minimum allowable value is ${allowed.least}.`;
  unit.report({ code: 'BCP328', node, message });
  return true;
}

function checkLength(given: Range, allowed: Range | undefined, node: bicep.Node, { unit }: Scope): boolean {
  if (allowed !== undefined && given.least > allowed.greatest) {
    const message = `The provided value (whose length will always be greater than or equal to ${given.least}) is too long to assign to a target for which the maximum allowable length is ${allowed.greatest}.`;
    unit.report({ code: 'BCP332', node, message });
    return true;
  }
  if (allowed === undefined || given.greatest >= allowed.least) return false;
  const message = `The provided value (whose length will always be less than or equal to ${given.greatest}) is too short to assign to a target for which the minimum allowable length is ${allowed.least}.`;
  unit.report({ code: 'BCP333', node, message });
  return true;
}
