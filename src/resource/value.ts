import type { Located, Location } from '../text/location.ts';

/**
 * A value of a deployment: known, or unknown *because* of something the user can act on. Every value carries the place where it
 * was written, through parameters, variables and modules.
 */
export type Value = StringValue | NumberValue | BoolValue | NullValue | ArrayValue | ObjectValue | UnknownValue;
/** Every value but an unknown; what it holds may be unknown all the same. */
export type KnownValue = Exclude<Value, UnknownValue>;

/** Text. */
export interface StringValue extends Located {
  readonly kind: 'string';
  readonly value: string;
}

/** A number: ARM has whole ones, and decimals as text of `json('1.5')`. */
export interface NumberValue extends Located {
  readonly kind: 'number';
  readonly value: number;
  /** The digits as written: exact above 2^53, decimals as Azure prints them. */
  readonly text: string;
}

/** True or false. */
export interface BoolValue extends Located {
  readonly kind: 'bool';
  readonly value: boolean;
}

/** JSON's null. */
export interface NullValue extends Located {
  readonly kind: 'null';
}

/** A list; its items may be unknown. */
export interface ArrayValue extends Located {
  readonly kind: 'array';
  readonly items: readonly Value[];
}

/** An object; its values, and even its keys, may be unknown. */
export interface ObjectValue extends Located {
  readonly kind: 'object';
  readonly properties: Properties;
}

/** A value that only the deployment, or a person, can know. */
export interface UnknownValue extends Located {
  readonly kind: 'unknown';
  readonly symbol: SymbolNode;
  /** One sentence a user can act on: "parameter 'days' has no value; pass --parameters". */
  readonly because: string;
  /** Comes from a `@secure()` parameter or output: may be compared, its content is never rendered. */
  readonly sealed?: true;
}

/**
 * What an unknown is: the expression that Azure would evaluate, after substitution, in terms of the ROOT deployment's inputs.
 * Two unknowns with the same tree (names ignoring case, `identity` exactly) are the same value.
 */
export type SymbolNode = CallSymbol | MemberSymbol | LambdaSymbol | LambdaVariableSymbol;

/** A function call that stayed: `parameters('x')`, `resourceGroup()`, `format('{0}-vm', parameters('x'))`, `reference(...)`. */
export interface CallSymbol {
  readonly kind: 'call';
  /** Built-in function name as ARM spells it (`toLower`), or `namespace.name` of a user function. */
  readonly name: string;
  readonly arguments: readonly (Value | LambdaSymbol)[];
  /**
   * Tells apart what reads the same: one key per deployment scope for `resourceGroup()`, `subscription()`, `deployment()` ...; one per
   * evaluation for `newGuid()`. Never rendered.
   */
  readonly identity?: string;
}

/** `of.key`, `of[key]`. What is safe stays as a call of `tryGet()` or `tryIndexFromEnd()`. */
export interface MemberSymbol {
  readonly kind: 'member';
  readonly of: Value;
  readonly key: Value;
}

/** `lambda('x', body)` inside a call that stayed. */
export interface LambdaSymbol {
  readonly kind: 'lambda';
  readonly parameters: readonly string[];
  readonly body: Value;
}

/** `lambdaVariables('x')` inside such a body. */
export interface LambdaVariableSymbol {
  readonly kind: 'lambdaVariable';
  readonly name: string;
}

/** One property of an object: its key as written, where the key stands, and its value. */
export interface Property {
  readonly key: string;
  readonly keyAt: Location;
  readonly value: Value;
  /** The key is not known: what stands for it. `key` is then only its canonical text, and no other key is certainly absent. */
  readonly unknownKey?: UnknownValue;
}

/** An object's properties: looked up ignoring case (as Resource Manager does), order kept. `__proto__` is a key like any other. */
export interface Properties extends Iterable<Property> {
  readonly size: number;
  /** No key is an unknown, so that one which is not found is not there. */
  readonly areAllKeysKnown: boolean;
  /** There are keys that differ in case alone. */
  readonly hasTwins: boolean;
  get(key: string): Value | undefined;
  /** The whole property, with its place. */
  entry(key: string): Property | undefined;
}
