import type { KnownValue, NumberValue, StringValue, UnknownValue } from '../../resource/value.ts';
import type { FunctionArgument, FunctionCall } from './built-in-function.ts';

/** The name that Azure's engine gives to the type of an argument in its messages. */
export function typeName(value: FunctionArgument): string {
  switch (value.kind) {
    case 'string':
      return 'String';
    case 'number':
      return isInteger(value) ? 'Integer' : 'Float';
    case 'bool':
      return 'Boolean';
    case 'null':
      return 'Null';
    case 'array':
      return 'Array';
    case 'object':
      return 'Object';
    case 'lambda':
      return 'Lambda';
    case 'unknown':
      return 'Token';
  }
}

/** The engine tells integers from floats by how they are written: `1.0` is a float. */
export function isInteger(value: NumberValue): boolean {
  return /^[+-]?\d+$/.test(value.text);
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth'];

/** `its second parameter`, or `its parameter` of a function that has only one. */
function parameterName(args: readonly FunctionArgument[], index: number, only = args.length === 1): string {
  return only ? 'its parameter' : `its ${ordinals[index] ?? `${index + 1}th`} parameter`;
}

/** Refuses an argument for its type, in the engine's words. */
export function wrongType(
  call: FunctionCall,
  args: readonly FunctionArgument[],
  index: number,
  expected: string,
  only?: boolean,
): UnknownValue {
  return call.fail(wrongTypeMessage(call.name, args, index, expected, only));
}

/** The engine's words for an argument of the wrong type. */
export function wrongTypeMessage(
  name: string,
  args: readonly FunctionArgument[],
  index: number,
  expected: string,
  only?: boolean,
): string {
  const actual = args[index];
  const type = actual === undefined ? 'Null' : typeName(actual);
  return `The template language function '${name}' expects ${parameterName(args, index, only)} to be of type '${expected}'. The provided value is of type '${type}'.`;
}

/** The text of an argument. */
export function isText(value: FunctionArgument | undefined): value is StringValue {
  return value?.kind === 'string';
}

/** An integer argument. */
export function isWhole(value: FunctionArgument | undefined): value is NumberValue {
  return value?.kind === 'number' && isInteger(value);
}

/** The exact value of an integer. */
export function exact(value: NumberValue): bigint {
  return BigInt(value.text.replace(/^\+/, ''));
}

/** An argument that is a value, known at the top. */
export function isKnown(value: FunctionArgument): value is KnownValue {
  return value.kind !== 'unknown' && value.kind !== 'lambda';
}

/** Refuses an integer that the engine cannot use as a count or index, for it holds those in 32 bits. */
export function outsideInt32(number: NumberValue, call: FunctionCall): UnknownValue | undefined {
  if (number.value >= -2_147_483_648 && number.value <= 2_147_483_647) return undefined;
  return call.fail(
    `The value '${number.text}' cannot be used as a number because it is either too large or too small. The value must be between -2147483648 and 2147483647.`,
  );
}
