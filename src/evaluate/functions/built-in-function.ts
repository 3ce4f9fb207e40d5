import type { Location } from '../../text/location.ts';
import type { ValueReading } from '../reading.ts';
import type { LambdaSymbol, SymbolNode, UnknownValue, Value } from '../../resource/value.ts';

/** An argument of a built-in function: a value, or a lambda that can be applied. */
export type FunctionArgument = Value | Lambda;

/** `lambda('x', ...)` as an argument. */
export interface Lambda {
  readonly kind: 'lambda';
  readonly parameters: readonly string[];
  /** The body with the parameters bound to values. */
  apply(values: readonly Value[]): Value;
  /** The lambda as it is spelled inside an unknown. */
  symbol(): LambdaSymbol;
}

/** What a function may ask of the evaluation that calls it. */
export interface FunctionCall {
  /** The name as it was written. */
  readonly name: string;
  /** Place of the call: results that are computed are written here. */
  readonly at: Location;
  /** What to make of values that are known in part. */
  readonly reading: ValueReading;
  /**
   * The result stays: an unknown whose symbol is this call with these arguments. `because` defaults to that of the first unknown argument.
   */
  stay(args: readonly FunctionArgument[], because?: string, identity?: string): UnknownValue;
  /** An unknown with another symbol. */
  unknown(symbol: SymbolNode, because: string): UnknownValue;
  /** Azure's engine refuses this call: notes a diagnostic of level error and gives an unknown. The message is the engine's own wording. */
  fail(message: string): UnknownValue;
  /** Counts work against the step budget; false when the budget is used up (then return `fail`-free unknown: use `stay`). */
  spend(steps: number): boolean;
}

/** A function of the template language that computes its result from its arguments alone. */
export interface BuiltInFunction {
  /** As ARM spells it: `toLower`. */
  readonly name: string;
  readonly minimumArguments: number;
  /** `Infinity` when there is no limit. */
  readonly maximumArguments: number;
  /** Never throws at the user's values. Arguments may be unknown, wholly or in parts. */
  evaluate(args: readonly FunctionArgument[], call: FunctionCall): Value;
}
