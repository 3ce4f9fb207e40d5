import { propertiesOf } from '../../resource/properties.ts';
import { callSymbol, unknownValue } from '../../resource/unknown.ts';
import type { LambdaSymbol, Property, Value } from '../../resource/value.ts';
import type {
  CallExpression,
  Expression,
  LambdaExpression,
  MemberExpression,
  ObjectExpression,
  ResourceExpression,
} from '../../template/expression.ts';
import type { Env } from '../frame.ts';
import { propertyNamed } from '../functions/unknown-key.ts';
import { arrayValue, textValue } from '../../resource/make-value.ts';
import { memberOf, stayingCall } from '../staying-call.ts';
import type { Access } from '../member.ts';
import { accessChain, safeCall, safeGroup } from '../member.ts';
import { writtenProperties, writtenResource, writtenTarget } from './written-resource.ts';

const BECAUSE = 'it is part of an expression that is unknown';

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
      if (/^(list|reference$)/i.test(expression.name)) return writtenRuntimeCall(expression, env);
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

/** A resource as an argument of `list*()` or `reference()` stands for its id. */
function writtenRuntimeCall({ name, arguments: args, at }: CallExpression, env: Env): Value {
  const [only] = args;
  // The engine adds the version that is left out.
  if (only?.kind === 'resource' && args.length === 1 && name.toLowerCase() === 'reference') {
    const reference = writtenProperties(only, env, asWritten, BECAUSE);
    if (reference !== undefined) return reference;
  }
  const written = args.map((argument) => {
    const target = argument.kind === 'resource' ? writtenTarget(argument, env, asWritten, BECAUSE) : undefined;
    return target ?? asWritten(argument, env);
  });
  return stayingCall(name, written, at, BECAUSE);
}

function writtenArguments(args: readonly Expression[], env: Env): readonly (Value | LambdaSymbol)[] {
  return args.map((argument) => (argument.kind === 'lambda' ? writtenLambda(argument, env) : asWritten(argument, env)));
}

function writtenLambda({ parameters, body }: LambdaExpression, env: Env): LambdaSymbol {
  return { kind: 'lambda', parameters, body: asWritten(body, env) };
}

function writtenObject(expression: ObjectExpression, env: Env): Value {
  const properties = expression.properties.map(({ key, value }): Property => {
    return propertyNamed(asWritten(key, env), asWritten(value, env), key.at);
  });
  return { kind: 'object', properties: propertiesOf(properties), at: expression.at };
}
