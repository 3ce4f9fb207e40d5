/**
 * The tree of a Bicep file or parameter file: what was written, with offsets. Follows the official grammar
 * (https://github.com/Azure/bicep/blob/main/docs/grammar.md). Offsets are half-open UTF-16 ranges of the text.
 */
export interface Node {
  readonly start: number;
  readonly end: number;
}

export interface BicepFile extends Node {
  readonly statements: readonly Statement[];
  /** Comments and directives in order, for suppressions. */
  readonly trivia: readonly Trivia[];
}

/** `// text`, `/* text *\/`, `#disable-next-line ...`, `#disable-diagnostics ...`, `#restore-diagnostics ...`. */
export interface Trivia extends Node {
  readonly kind: 'lineComment' | 'blockComment' | 'directive';
}

export type Statement =
  | TargetScopeStatement
  | MetadataStatement
  | ParameterStatement
  | VariableStatement
  | ResourceStatement
  | ModuleStatement
  | OutputStatement
  | FunctionStatement
  | TypeStatement
  | ImportStatement
  | ExtensionStatement
  | ExtensionConfigStatement
  | AssertStatement
  | TestStatement
  | UsingStatement
  | ExtendsStatement
  | ParameterAssignment
  | MissingStatement;

export interface Identifier extends Node {
  readonly name: string;
}

export interface Decorator extends Node {
  /** `secure()`, `sys.description('x')`: always a call in valid code. */
  readonly expression: Expression;
}

interface Decorated {
  readonly decorators: readonly Decorator[];
}

export interface TargetScopeStatement extends Node, Decorated {
  readonly kind: 'targetScope';
  readonly value: Expression;
}
export interface MetadataStatement extends Node, Decorated {
  readonly kind: 'metadata';
  readonly name: Identifier;
  readonly value: Expression;
}
export interface ParameterStatement extends Node, Decorated {
  readonly kind: 'param';
  readonly name: Identifier;
  readonly type: TypeExpression;
  readonly defaultValue?: Expression;
}
export interface VariableStatement extends Node, Decorated {
  readonly kind: 'var';
  readonly name: Identifier;
  readonly type?: TypeExpression;
  readonly value: Expression;
}
export interface ResourceStatement extends Node, Decorated {
  readonly kind: 'resource';
  /** The word `resource`. */
  readonly keyword: Node;
  readonly name: Identifier;
  /** `'Microsoft.Compute/virtualMachines@2024-07-01'`; of a nested child, `'extensions'` or `'extensions@...'`. */
  readonly type: StringExpression;
  readonly existing: boolean;
  /** The object, `if (...) {}`, or `[for ...: ...]`. */
  readonly value: Expression;
}
export interface ModuleStatement extends Node, Decorated {
  readonly kind: 'module';
  readonly keyword: Node;
  readonly name: Identifier;
  /** `'./vault.bicep'`, `'br/public:avm/...:1.0.0'`. */
  readonly path: StringExpression;
  readonly value: Expression;
}
export interface OutputStatement extends Node, Decorated {
  readonly kind: 'output';
  readonly name: Identifier;
  readonly type: TypeExpression;
  readonly value: Expression;
}
export interface FunctionStatement extends Node, Decorated {
  readonly kind: 'func';
  readonly name: Identifier;
  readonly parameters: readonly FunctionParameter[];
  readonly returns: TypeExpression;
  readonly body: Expression;
}
export interface FunctionParameter extends Node {
  readonly name: Identifier;
  readonly type: TypeExpression;
}
export interface TypeStatement extends Node, Decorated {
  readonly kind: 'type';
  readonly name: Identifier;
  readonly value: TypeExpression;
}
export interface ImportStatement extends Node, Decorated {
  readonly kind: 'import';
  /** `{ a, b as c }`, or `* as name`. */
  readonly what: ImportList | ImportWildcard;
  readonly from: StringExpression;
}
export interface ImportList extends Node {
  readonly kind: 'list';
  readonly items: readonly ImportItem[];
}
export interface ImportItem extends Node {
  /** An identifier, or a string for names that are none (`'my-name' as name`). */
  readonly name: Identifier | StringExpression;
  readonly alias?: Identifier;
}
export interface ImportWildcard extends Node {
  readonly kind: 'wildcard';
  readonly alias: Identifier;
}
export interface ExtensionStatement extends Node, Decorated {
  readonly kind: 'extension';
  readonly specification: Identifier | StringExpression;
  readonly config?: Expression;
  readonly alias?: Identifier;
}
/** `extensionConfig name with { ... }` in parameter files. */
export interface ExtensionConfigStatement extends Node, Decorated {
  readonly kind: 'extensionConfig';
  readonly name: Identifier;
  readonly config?: Expression;
}
export interface AssertStatement extends Node, Decorated {
  readonly kind: 'assert';
  readonly name: Identifier;
  readonly value: Expression;
}
export interface TestStatement extends Node, Decorated {
  readonly kind: 'test';
  readonly name: Identifier;
  readonly path: StringExpression;
  readonly value: Expression;
}
/** `using './main.bicep'`, `using none`, with an optional `with { ... }`. */
export interface UsingStatement extends Node, Decorated {
  readonly kind: 'using';
  readonly path: StringExpression | 'none';
  readonly config?: Expression;
}
export interface ExtendsStatement extends Node, Decorated {
  readonly kind: 'extends';
  readonly path: StringExpression;
}
/** `param name = value` in a parameter file. */
export interface ParameterAssignment extends Node, Decorated {
  readonly kind: 'paramAssignment';
  readonly name: Identifier;
  readonly value: Expression;
}
/** Text that is no statement, or decorators without one; a diagnostic says what is wrong. */
export interface MissingStatement extends Node, Decorated {
  readonly kind: 'missing';
}

export type Expression =
  | StringExpression
  | IntegerExpression
  | BooleanExpression
  | NullExpression
  | VariableAccess
  | ArrayExpression
  | ObjectExpression
  | ForExpression
  | IfCondition
  | ParenthesizedExpression
  | TernaryExpression
  | BinaryExpression
  | UnaryExpression
  | CallExpression
  | PropertyAccess
  | ArrayAccess
  | ResourceAccess
  | NonNullAssertion
  | LambdaExpression
  | MissingExpression;

/** Single-line, multi-line and interpolated strings: `texts` has one element more than `values`. Escapes are resolved. */
export interface StringExpression extends Node {
  readonly kind: 'string';
  readonly texts: readonly string[];
  readonly values: readonly Expression[];
}
export interface IntegerExpression extends Node {
  readonly kind: 'integer';
  /** The digits as written (up to 2^63). */
  readonly text: string;
}
export interface BooleanExpression extends Node {
  readonly kind: 'boolean';
  readonly value: boolean;
}
export interface NullExpression extends Node {
  readonly kind: 'null';
}
/** A name: parameter, variable, resource, module, loop variable, namespace, imported symbol. */
export interface VariableAccess extends Node {
  readonly kind: 'variable';
  readonly name: string;
}
export interface ArrayExpression extends Node {
  readonly kind: 'array';
  readonly items: readonly (Expression | Spread)[];
}
export interface ObjectExpression extends Node {
  readonly kind: 'object';
  readonly members: readonly (ObjectProperty | Spread | ResourceStatement)[];
}
export interface ObjectProperty extends Node {
  readonly kind: 'property';
  readonly key: Identifier | StringExpression;
  readonly value: Expression;
}
/** `...expression`. */
export interface Spread extends Node {
  readonly kind: 'spread';
  readonly value: Expression;
}
/** `[for item in items: body]`, `[for (item, index) in items: if (...) {}]`. */
export interface ForExpression extends Node {
  readonly kind: 'for';
  readonly item: Identifier;
  readonly index?: Identifier;
  readonly items: Expression;
  readonly body: Expression;
}
/** `if (condition) { ... }` as the value of a resource or module, or the body of its loop. */
export interface IfCondition extends Node {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly body: Expression;
}
export interface ParenthesizedExpression extends Node {
  readonly kind: 'parenthesized';
  readonly expression: Expression;
}
export interface TernaryExpression extends Node {
  readonly kind: 'ternary';
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}
export type BinaryOperator =
  | '||'
  | '&&'
  | '=='
  | '!='
  | '=~'
  | '!~'
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '??';
export interface BinaryExpression extends Node {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}
export interface UnaryExpression extends Node {
  readonly kind: 'unary';
  readonly operator: '!' | '-';
  readonly operand: Expression;
}
/** `name(args)` or, with a base, `namespace.name(args)` and `resource.listKeys(args)`. */
export interface CallExpression extends Node {
  readonly kind: 'call';
  readonly base?: Expression;
  /** `base.?name(args)`. */
  readonly safe: boolean;
  readonly name: Identifier;
  readonly arguments: readonly Expression[];
}
/** `base.name`, `base.?name`. */
export interface PropertyAccess extends Node {
  readonly kind: 'propertyAccess';
  readonly base: Expression;
  readonly name: Identifier;
  readonly safe: boolean;
}
/** `base[index]`, `base[?index]`, `base[^index]`, `base[?^index]`. */
export interface ArrayAccess extends Node {
  readonly kind: 'arrayAccess';
  readonly base: Expression;
  readonly index: Expression;
  readonly safe: boolean;
  readonly fromEnd: boolean;
}
/** `resource::child`. */
export interface ResourceAccess extends Node {
  readonly kind: 'resourceAccess';
  readonly base: Expression;
  readonly name: Identifier;
}
/** `base!`. */
export interface NonNullAssertion extends Node {
  readonly kind: 'nonNull';
  readonly base: Expression;
}
/** `x => body`, `(a, b) => body`. */
export interface LambdaExpression extends Node {
  readonly kind: 'lambda';
  readonly parameters: readonly Identifier[];
  readonly body: Expression;
}
/** An expression is due here and none is written; a diagnostic says so. */
export interface MissingExpression extends Node {
  readonly kind: 'missing';
}

export type TypeExpression =
  | TypeName
  | TypeLiteral
  | TypeUnion
  | TypeArray
  | TypeTuple
  | TypeObject
  | TypeNullable
  | TypeNonNull
  | TypeNegation
  | TypeParenthesized
  | TypeMember
  | TypeItem
  | TypeInstantiation
  | ResourceType
  | MissingType;

/** `string`, a named type, a namespace. */
export interface TypeName extends Node {
  readonly kind: 'typeName';
  readonly name: string;
}
/** `'a'`, `1`, `true`, `null`. */
export interface TypeLiteral extends Node {
  readonly kind: 'typeLiteral';
  readonly value: StringExpression | IntegerExpression | BooleanExpression | NullExpression;
}
export interface TypeUnion extends Node {
  readonly kind: 'typeUnion';
  readonly members: readonly TypeExpression[];
}
/** `T[]`. */
export interface TypeArray extends Node {
  readonly kind: 'typeArray';
  readonly item: TypeExpression;
}
/** `[ A, B ]` with decorators on each item. */
export interface TypeTuple extends Node {
  readonly kind: 'typeTuple';
  readonly items: readonly TypeTupleItem[];
}
export interface TypeTupleItem extends Node, Decorated {
  readonly type: TypeExpression;
}
export interface TypeObject extends Node {
  readonly kind: 'typeObject';
  readonly properties: readonly TypeProperty[];
}
/** `name: T`, or `*: T` for all other names. */
export interface TypeProperty extends Node, Decorated {
  readonly key: Identifier | StringExpression | '*';
  readonly type: TypeExpression;
}
/** `T?`. */
export interface TypeNullable extends Node {
  readonly kind: 'typeNullable';
  readonly base: TypeExpression;
}
/** `T!`: `T` without null. */
export interface TypeNonNull extends Node {
  readonly kind: 'typeNonNull';
  readonly base: TypeExpression;
}
/** `-1`, `!true`. */
export interface TypeNegation extends Node {
  readonly kind: 'typeNegation';
  readonly operator: '!' | '-';
  readonly operand: TypeExpression;
}
export interface TypeParenthesized extends Node {
  readonly kind: 'typeParenthesized';
  readonly type: TypeExpression;
}
/** `A.b`, `sys.string`, `A.*`. */
export interface TypeMember extends Node {
  readonly kind: 'typeMember';
  readonly base: TypeExpression;
  readonly name: Identifier | '*';
}
/** `A[0]`, `A[*]`. */
export interface TypeItem extends Node {
  readonly kind: 'typeItem';
  readonly base: TypeExpression;
  readonly index: IntegerExpression | '*';
}
/** `resourceInput<'Type@version'>`, `sys.resourceOutput<...>`. */
export interface TypeInstantiation extends Node {
  readonly kind: 'typeInstantiation';
  readonly base: TypeExpression;
  readonly arguments: readonly TypeExpression[];
}
/** The experimental `resource 'Type@version'` type. */
export interface ResourceType extends Node {
  readonly kind: 'resourceType';
  readonly type?: StringExpression;
}
export interface MissingType extends Node {
  readonly kind: 'missingType';
}
