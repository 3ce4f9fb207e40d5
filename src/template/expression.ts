import type { Located } from '../text/location.ts';
import type {
  FunctionDeclaration,
  ParameterDeclaration,
  ResourceDeclaration,
  VariableDeclaration,
} from './template.ts';

/**
 * An expression of either language. Bicep's operators and interpolation are calls of the ARM functions that the official compiler
 * emits (`a + b` is `add(a, b)`, `'${x}-vm'` is `format('{0}-vm', x)`, `a ? b : c` is `if(a, b, c)`, `a ?? b` is `coalesce(a, b)`,
 * spread is `shallowMerge`/`flatten`), so that one evaluator serves both and unknowns are spelled as Azure's engine spells them.
 */
export type Expression =
  | StringLiteral
  | NumberLiteral
  | BoolLiteral
  | NullLiteral
  | ArrayExpression
  | ObjectExpression
  | CallExpression
  | UserCallExpression
  | MemberExpression
  | ParameterExpression
  | VariableExpression
  | FunctionParameterExpression
  | ResourceExpression
  | LambdaExpression
  | LambdaVariableExpression
  | LoopExpression
  | DeferredExpression
  | EntryExpression
  | UnsupportedExpression;

export interface StringLiteral extends Located {
  readonly kind: 'string';
  readonly value: string;
}
export interface NumberLiteral extends Located {
  readonly kind: 'number';
  readonly value: number;
  readonly text: string;
}
export interface BoolLiteral extends Located {
  readonly kind: 'bool';
  readonly value: boolean;
}
export interface NullLiteral extends Located {
  readonly kind: 'null';
}
export interface ArrayExpression extends Located {
  readonly kind: 'array';
  readonly items: readonly Expression[];
}
export interface ObjectExpression extends Located {
  readonly kind: 'object';
  readonly properties: readonly ObjectPropertyExpression[];
}
export interface ObjectPropertyExpression {
  readonly key: Expression;
  readonly value: Expression;
}
/** A built-in function, in any case. Evaluation decides whether it exists. */
export interface CallExpression extends Located {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: readonly Expression[];
  /** It asks for what is known at run time, where the engine evaluates before there are resources: reached there, it is refused. */
  readonly misplaced?: true;
}
export interface UserCallExpression extends Located {
  readonly kind: 'userCall';
  readonly function: FunctionDeclaration;
  readonly arguments: readonly Expression[];
}
/** `base.key`, `base[key]`; `safe`: `base.?key`, `base[?key]`; `fromEnd`: `base[^key]`. */
export interface MemberExpression extends Located {
  readonly kind: 'member';
  readonly base: Expression;
  readonly key: Expression;
  readonly safe?: true;
  readonly fromEnd?: true;
}
export interface ParameterExpression extends Located {
  readonly kind: 'parameter';
  readonly declaration: ParameterDeclaration;
}
export interface VariableExpression extends Located {
  readonly kind: 'variable';
  readonly declaration: VariableDeclaration;
}
/** A parameter of the user function whose body this is. */
export interface FunctionParameterExpression extends Located {
  readonly kind: 'functionParameter';
  readonly name: string;
}
/**
 * A resource or module by symbol. `.id`, `.name`, `.type`, `.apiVersion` and, for modules, `.outputs` are answered from the declaration;
 * other members are `reference(...)`. As an argument of `reference()`, `list*()`, `dependsOn` it stands for its id.
 */
export interface ResourceExpression extends Located {
  readonly kind: 'resource';
  readonly declaration: ResourceDeclaration;
  readonly index?: Expression;
}
export interface LambdaExpression extends Located {
  readonly kind: 'lambda';
  readonly parameters: readonly string[];
  readonly body: Expression;
}
export interface LambdaVariableExpression extends Located {
  readonly kind: 'lambdaVariable';
  readonly name: string;
}
/** A variable, property or output copy loop, or a Bicep `for` expression: an array of `count` values; `copyIndex(name)` inside. */
export interface LoopExpression extends Located {
  readonly kind: 'loop';
  readonly name: string;
  readonly count: Expression;
  readonly body: Expression;
}
/**
 * `[[...]` in a nested template whose expressions a deployment further up evaluates: that one leaves an expression behind, which the
 * deployment `levelsUp` above the one it stands in evaluates then, with its own names.
 */
export interface DeferredExpression extends Located {
  readonly kind: 'deferred';
  readonly levelsUp: number;
  readonly expression: Expression;
}
/**
 * What a deployment is passed by an expression of `{ value }` or `{ reference: { keyVault, secretName } }`: a secret, or a choice of the
 * two. https://learn.microsoft.com/azure/azure-resource-manager/templates/key-vault-parameter
 */
export interface EntryExpression extends Located {
  readonly kind: 'entry';
  readonly entry: Expression;
}
/** Something that cannot be evaluated: becomes an unknown with this reason. */
export interface UnsupportedExpression extends Located {
  readonly kind: 'unsupported';
  readonly because: string;
}
