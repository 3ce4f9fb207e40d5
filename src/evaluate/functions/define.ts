import { isFullyKnown } from '../../resource/fully-known.ts';
import type { KnownValue, NumberValue, StringValue, Value } from '../../resource/value.ts';
import { isKnown, isText, isWhole, typeName, wrongType } from './argument-types.ts';
import type { BuiltInFunction, FunctionArgument, FunctionCall } from './built-in-function.ts';

/** How many arguments a function takes: exactly `n`, or from `n` to `m`. */
export type Arity = number | readonly [minimum: number, maximum: number];

type Evaluate = BuiltInFunction['evaluate'];

/** A function that decides itself what it makes of unknown arguments. */
export function defined(name: string, arity: Arity, evaluate: Evaluate): BuiltInFunction {
  const [minimumArguments, maximumArguments] = typeof arity === 'number' ? [arity, arity] : arity;
  return { name, minimumArguments, maximumArguments, evaluate };
}

/** A function of values that can look at arguments which are known at the top; their parts may be unknown. It stays otherwise. */
export function shallow(
  name: string,
  arity: Arity,
  compute: (args: readonly KnownValue[], call: FunctionCall) => Value,
): BuiltInFunction {
  return defined(name, arity, (args, call) => {
    if (args.every(isKnown)) return compute(args, call);
    const first = args.findIndex((arg) => !isKnown(arg));
    return args[first]?.kind === 'lambda' ? unexpectedLambda(args, first, call) : call.stay(args);
  });
}

/** A function that needs to know all of its arguments through and through: it stays while a part of one is unknown. */
export function pure(
  name: string,
  arity: Arity,
  compute: (args: readonly KnownValue[], call: FunctionCall) => Value,
): BuiltInFunction {
  return shallow(name, arity, (args, call) => (args.every(isFullyKnown) ? compute(args, call) : call.stay(args)));
}

/** The types of a fixed list of parameters, a letter each: `s` text, `i` integer; upper case where it may be left out. */
export type Signature = readonly ('s' | 'i' | 'S' | 'I')[];

/** Texts and integers of a call that were checked against a signature. */
export class Checked {
  readonly #args: readonly KnownValue[];

  constructor(args: readonly KnownValue[]) {
    this.#args = args;
  }

  get count(): number {
    return this.#args.length;
  }

  // The signature was checked before: the casts repeat what it says.
  text(index: number): string {
    return (this.#args[index] as StringValue).value;
  }

  integer(index: number): NumberValue {
    return this.#args[index] as NumberValue;
  }
}

/** A pure function whose parameters are texts and integers only. */
export function scalar(
  name: string,
  signature: Signature,
  compute: (args: Checked, call: FunctionCall) => Value,
): BuiltInFunction {
  const minimum = signature.filter((type) => type === type.toLowerCase()).length;
  const areTexts = signature.map((type) => type.toLowerCase() === 's');
  return pure(name, [minimum, signature.length], (args, call) => {
    for (let index = 0; index < args.length; index++) {
      const isOfType = areTexts[index] ? isText(args[index]) : isWhole(args[index]);
      if (!isOfType)
        return wrongType(call, args, index, areTexts[index] ? 'String' : 'Integer', signature.length === 1);
    }
    return compute(new Checked(args), call);
  });
}

function unexpectedLambda(args: readonly FunctionArgument[], index: number, call: FunctionCall): Value {
  const arg = args[index];
  return call.fail(
    `The template language function '${call.name}' does not take a lambda: parameter ${index + 1} is of type '${arg === undefined ? 'Lambda' : typeName(arg)}'.`,
  );
}
