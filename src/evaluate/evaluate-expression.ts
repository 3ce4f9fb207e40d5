import type { Location } from '../text/location.ts';
import { propertiesOf } from '../resource/properties.ts';
import { callSymbol, unknownValue } from '../resource/unknown.ts';
import type { Property, Value } from '../resource/value.ts';
import type {
  ArrayExpression,
  DeferredExpression,
  Expression,
  MemberExpression,
  ObjectExpression,
  StringLiteral,
  VariableExpression,
} from '../template/expression.ts';
import { entryValue } from './argument-entry.ts';
import { evaluateCall } from './call.ts';
import { declaredMember, evaluateResource } from './declared-resource.ts';
import type { Env } from './frame.ts';
import { EVALUATING, envOf, evaluateOnce, frameOfVariables, opaque } from './frame.ts';
import { unknownKeyText } from './functions/unknown-key.ts';
import { evaluateLoop } from './loop.ts';
import { accessChain, follow, refuse } from './member.ts';
import { parameterValue } from './parameter.ts';
import { evaluateUserCall } from './user-function.ts';

/** Expressions but literals, which are values themselves. */
export type Computed = Exclude<Expression, { readonly kind: 'string' | 'number' | 'bool' | 'null' }>;

/** The value of an expression in its surroundings: one case per kind. Depth and steps are watched by the session, which calls this. */
export function evaluateExpression(expression: Computed, env: Env): Value {
  switch (expression.kind) {
    case 'array':
      return evaluateArray(expression, env);
    case 'object':
      return evaluateObject(expression, env);
    case 'call':
      return evaluateCall(expression, env);
    case 'userCall':
      return evaluateUserCall(expression, env);
    case 'member':
      return evaluateMember(expression, env);
    case 'parameter':
      return parameterValue(expression.declaration, env.frame, expression.at);
    case 'variable':
      return evaluateVariable(expression, env);
    case 'functionParameter':
      return local('function', expression.name, expression, env);
    case 'lambdaVariable':
      return local('lambda', expression.name, expression, env);
    case 'resource':
      return evaluateResource(expression, env);
    case 'loop':
      return evaluateLoop(expression, env);
    case 'deferred':
      return evaluateDeferred(expression, env);
    case 'entry':
      return entryValue(env.frame.session.evaluate(expression.entry, env), env.frame.session);
    case 'lambda':
      return refuse(env, expression.at, 'A lambda is only valid as an argument of a function.');
    case 'unsupported':
      return opaque(env.frame.session, expression.because, expression.at);
  }
}

function evaluateArray(expression: ArrayExpression, env: Env): Value {
  const items = expression.items.map((item) => env.frame.session.evaluate(item, env));
  return { kind: 'array', items, at: expression.at };
}

function evaluateObject({ properties, at }: ObjectExpression, env: Env): Value {
  const { session } = env.frame;
  if (!properties.every(isWritten)) return evaluateComputedKeys(properties, at, env);
  const list = properties.map(({ key, value }) => ({
    key: key.value,
    keyAt: key.at,
    value: session.evaluate(value, env),
  }));
  return { kind: 'object', properties: propertiesOf(list), at };
}

type PropertyExpression = ObjectExpression['properties'][number];

function isWritten(property: PropertyExpression): property is PropertyExpression & { readonly key: StringLiteral } {
  return property.key.kind === 'string';
}

/** An object of which some keys are computed: the engine refuses one that meets another. */
function evaluateComputedKeys(written: readonly PropertyExpression[], at: Location, env: Env): Value {
  const { session } = env.frame;
  const properties: Property[] = [];
  const seen = new Map<string, Expression>();
  for (const property of written) {
    const key = session.evaluate(property.key, env);
    const keyAt = property.key.at;
    const value = session.evaluate(property.value, env);
    if (key.kind === 'string' && meetsAnother(key.value, property.key, seen)) {
      refuse(
        env,
        keyAt,
        `The name of a property is computed, and the property with name '${key.value}' already exists.`,
      );
    }
    if (key.kind === 'string') properties.push({ key: key.value, keyAt, value });
    else if (key.kind === 'unknown') properties.push({ key: unknownKeyText(key), keyAt, value, unknownKey: key });
    else refuse(env, keyAt, 'The name of a property must be a string.');
  }
  return { kind: 'object', properties: propertiesOf(properties), at };
}

/** Whether a name that is computed is that of another property, too. Names that are written the same are one name already in the text. */
function meetsAnother(name: string, key: Expression, seen: Map<string, Expression>): boolean {
  const other = seen.get(name.toLowerCase());
  seen.set(name.toLowerCase(), key);
  if (other === undefined || (other.kind === 'string' && key.kind === 'string')) return false;
  return sourceText(other) !== sourceText(key);
}

function sourceText({ at }: Expression): string | undefined {
  return at.kind === 'file' ? at.file.text.slice(at.span.start, at.span.end) : undefined;
}

function evaluateMember(expression: MemberExpression, env: Env): Value {
  const { base, accesses, items } = accessChain(expression, env.loops);
  if (items !== undefined) return follow(items.value(), accesses, env);
  const declared = declaredMember(base, accesses, env);
  if (declared !== undefined) return declared;
  return follow(env.frame.session.evaluate(base, env), accesses, env);
}

/** What is left for a deployment itself sees that deployment's own names and functions. */
function evaluateDeferred({ levelsUp, expression }: DeferredExpression, env: Env): Value {
  let { frame } = env;
  for (let level = 0; level < levelsUp && frame.parent !== undefined; level++) frame = frame.parent;
  return frame.session.evaluate(expression, { ...env, frame: { ...frame, functions: 'own' } });
}

/** A variable is evaluated once per deployment, when something asks. */
function evaluateVariable(expression: VariableExpression, env: Env): Value {
  const frame = frameOfVariables(env.frame);
  const { declaration } = expression;
  const { variables, session } = frame;
  const known = variables.get(declaration);
  if (known === EVALUATING) {
    return refuse(env, expression.at, `The variable '${declaration.name}' refers to itself.`, 'cycle');
  }
  if (known !== undefined) return known;
  return evaluateOnce(variables, declaration, session, () => session.evaluate(declaration.value, envOf(frame)));
}

function local(kind: 'function' | 'lambda', name: string, expression: Expression, env: Env): Value {
  const lower = name.toLowerCase();
  for (let binding = env.locals; binding !== undefined; binding = binding.next) {
    if (binding.kind === kind && binding.name === lower) return binding.value;
  }
  if (kind === 'lambda') {
    return unknownValue({ kind: 'lambdaVariable', name }, 'it is an item of a list that is unknown', expression.at);
  }
  const nameValue: Value = { kind: 'string', value: name, at: expression.at };
  return unknownValue(
    callSymbol('parameters', [nameValue]),
    `the parameter '${name}' of the function is not bound`,
    expression.at,
  );
}
