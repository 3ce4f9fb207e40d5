import { propertiesOf } from '../resource/properties.ts';
import { callSymbol, unknownValue } from '../resource/unknown.ts';
import type { LambdaSymbol, Property, Value } from '../resource/value.ts';
import type {
  CallExpression,
  Expression,
  LambdaExpression,
  MemberExpression,
  ObjectExpression,
  ResourceExpression,
} from '../template/expression.ts';
import type { Env } from './frame.ts';
import { unknownKeyText } from './functions/unknown-key.ts';
import { arrayValue, textValue } from '../resource/make-value.ts';
import { memberOf, stayingCall } from './staying-call.ts';
import type { Access } from './member.ts';
import { accessChain, safeCall, safeGroup } from './member.ts';
import { writtenResource, writtenTarget } from './written-resource.ts';

const BECAUSE = 'it is part of an expression that is unknown';

/**
 * What stands in a branch that is perhaps never taken. The preflight leaves it as it is written, in terms of the names of its own
 * template; otherwise it is evaluated, without complaint, in terms of the root deployment's inputs.
 */
export function undecided(expression: Expression, env: Env): Value {
  const { session } = env.frame;
  if (session.inputs.preflight) return asWritten(expression, env);
  return session.log.tentatively(() => session.evaluate(expression, env));
}

/** The value of something that is perhaps never deployed: what of it cannot be evaluated is undecided, no error. */
export function perhapsDeployed(expression: Expression, env: Env): Value {
  const { session } = env.frame;
  const { value, failed } = session.log.attempt(() => session.evaluate(expression, env));
  if (!failed) return value;
  if (expression.kind === 'object') {
    const properties = expression.properties.map(({ key, value: written }): Property => {
      return propertyNamed(perhapsDeployed(key, env), perhapsDeployed(written, env), key);
    });
    return { kind: 'object', properties: propertiesOf(properties), at: expression.at };
  }
  if (expression.kind !== 'array') return undecided(expression, env);
  return arrayValue(
    expression.items.map((item) => perhapsDeployed(item, env)),
    expression.at,
  );
}

/** A lambda that is not applied, likewise. */
export function undecidedLambda({ parameters, body }: LambdaExpression, env: Env): LambdaSymbol {
  return { kind: 'lambda', parameters, body: undecided(body, env) };
}

/** An expression as the preflight leaves it where it does not evaluate: in terms of the names of its own template. */
export function asWritten(expression: Expression, env: Env): Value {
  const { at } = expression;
  const { session } = env.frame;
  // The parser limits how deep expressions are written, but for variables, which are not followed here.
  if (!session.spend(1)) return session.evaluate(expression, env);
  switch (expression.kind) {
    case 'array':
      return arrayValue(
        expression.items.map((item) => asWritten(item, env)),
        at,
      );
    case 'object':
      return writtenObject(expression, env);
    case 'call':
      if (expression.name.toLowerCase() === 'copyindex') return session.evaluate(expression, env);
      if (/^list/i.test(expression.name)) return writtenList(expression, env);
      return stayingCall(expression.name, writtenArguments(expression.arguments, env), at, BECAUSE);
    case 'userCall':
      return stayingCall(expression.function.name, writtenArguments(expression.arguments, env), at, BECAUSE);
    case 'member':
      return writtenAccess(expression, env);
    case 'resource':
      return writtenFrom(expression, [], env) ?? session.log.tentatively(() => session.evaluate(expression, env));
    case 'parameter':
      return unknownValue(callSymbol('parameters', [textValue(expression.declaration.name, at)]), BECAUSE, at);
    case 'variable':
      return unknownValue(callSymbol('variables', [textValue(expression.declaration.name, at)]), BECAUSE, at);
    default:
      return session.log.tentatively(() => session.evaluate(expression, env));
  }
}

function writtenAccess(expression: MemberExpression, env: Env): Value {
  const { session } = env.frame;
  const { base, accesses } = accessChain(expression);
  if (base.kind !== 'resource') return writtenChain(asWritten(base, env), accesses, env);
  return writtenFrom(base, accesses, env) ?? session.log.tentatively(() => session.evaluate(expression, env));
}

function writtenFrom(resource: ResourceExpression, accesses: readonly Access[], env: Env): Value | undefined {
  const written = writtenResource(resource, accesses, env, asWritten, BECAUSE);
  return written === undefined ? undefined : writtenChain(written.base, written.accesses, env);
}

function writtenChain(base: Value, accesses: readonly Access[], env: Env): Value {
  let value = base;
  for (const [index, access] of accesses.entries()) {
    if (access.safe) {
      const [group, rest] = safeGroup(accesses.slice(index));
      return writtenChain(
        safeCall(value, group, (key) => asWritten(key, env), BECAUSE),
        rest,
        env,
      );
    }
    const key = asWritten(access.key, env);
    value = access.fromEnd
      ? stayingCall('indexFromEnd', [value, key], access.at, BECAUSE)
      : memberOf(value, key, access.at, BECAUSE);
  }
  return value;
}

/** A resource as an argument of `list*()` stands for its id. */
function writtenList({ name, arguments: args, at }: CallExpression, env: Env): Value {
  const written = args.map((argument) => {
    const target = argument.kind === 'resource' ? writtenTarget(argument, env, asWritten, BECAUSE) : undefined;
    return target ?? asWritten(argument, env);
  });
  return stayingCall(name, written, at, BECAUSE);
}

function writtenArguments(args: readonly Expression[], env: Env): readonly (Value | LambdaSymbol)[] {
  return args.map((argument) =>
    argument.kind === 'lambda' ? undecidedLambda(argument, env) : asWritten(argument, env),
  );
}

function writtenObject(expression: ObjectExpression, env: Env): Value {
  const properties = expression.properties.map(({ key, value }): Property => {
    return propertyNamed(asWritten(key, env), asWritten(value, env), key);
  });
  return { kind: 'object', properties: propertiesOf(properties), at: expression.at };
}

function propertyNamed(name: Value, value: Value, { at: keyAt }: Expression): Property {
  if (name.kind === 'unknown') return { key: unknownKeyText(name), keyAt, value, unknownKey: name };
  return { key: name.kind === 'string' ? name.value : name.kind, keyAt, value };
}
