import { propertiesOf } from '../../resource/properties.ts';
import type { MemberSymbol, ObjectValue, Property, UnknownValue, Value } from '../../resource/value.ts';
import type { Expression } from '../../template/expression.ts';
import type { Env, Frame, LocalBinding } from '../frame.ts';
import { envOf } from '../frame.ts';
import type { Instance } from '../instance.ts';
import { memberOf, stayingCall } from '../staying-call.ts';
import { follow } from '../member.ts';

/** Symbols nested deeper than this stay as they are. */
const DEEPEST = 60;
const SCOPE_FUNCTIONS: ReadonlySet<string> = new Set([
  'resourcegroup',
  'subscription',
  'managementgroup',
  'deployment',
  'tenant',
]);

/**
 * What the preflight makes of the `properties` of a resource, in which it evaluates what is left of each expression once more, in the
 * deployment that holds the resource. A nested deployment was given expressions of the one above it: what they tell of a scope that is
 * unknown there then tells of its own. The arguments of a module are such properties, too: of the deployment that passes them.
 */
export function evaluatedAgain(value: Value, holder: Frame): Value {
  return holder.parent === undefined ? value : new SecondLook(envOf(holder)).value(value, 0);
}

/** The body of a resource with its `properties` evaluated again. */
export function predictedBody(instance: Instance): ObjectValue {
  const body = instance.body();
  const properties = body.properties.get('properties');
  if (properties === undefined) return body;
  const again = evaluatedAgain(properties, instance.env.frame);
  if (again === properties) return body;
  const all = [...body.properties].map((each) => (each.value === properties ? { ...each, value: again } : each));
  return { ...body, properties: propertiesOf(all) };
}

class SecondLook {
  readonly #env: Env;
  readonly #done = new Map<UnknownValue, Value>();

  constructor(env: Env) {
    this.#env = env;
  }

  value(value: Value, depth: number): Value {
    if (depth > DEEPEST) return value;
    switch (value.kind) {
      case 'unknown':
        return this.#unknown(value, depth);
      case 'array': {
        const items = value.items.map((item) => this.value(item, depth + 1));
        return items.every((item, index) => item === value.items[index]) ? value : { ...value, items };
      }
      case 'object': {
        const old = [...value.properties];
        const properties = old.map((each) => this.#property(each, depth + 1));
        const isSame = properties.every((each, index) => each === old[index]);
        return isSame ? value : { ...value, properties: propertiesOf(properties) };
      }
      default:
        return value;
    }
  }

  #property(property: Property, depth: number): Property {
    const value = this.value(property.value, depth);
    return value === property.value ? property : { ...property, value };
  }

  #unknown(value: UnknownValue, depth: number): Value {
    const done = this.#done.get(value) ?? this.#again(value, depth + 1);
    this.#done.set(value, done);
    return done;
  }

  #again(value: UnknownValue, depth: number): Value {
    const { symbol } = value;
    if (symbol.kind === 'member') return this.#member(symbol, value, depth);
    if (symbol.kind !== 'call') return value;
    if (symbol.arguments.length === 0) {
      const isScope = SCOPE_FUNCTIONS.has(symbol.name.toLowerCase());
      return isScope ? this.#scope(symbol.name, value) : value;
    }
    const given = symbol.arguments.filter((argument) => argument.kind !== 'lambda');
    const args = given.map((argument) => this.value(argument, depth));
    const isSame = args.every((argument, index) => argument === given[index]);
    return isSame || given.length < symbol.arguments.length ? value : this.#call(symbol.name, args, value);
  }

  /** A scope of another kind than that of the deployment stays the caller's. */
  #scope(name: string, value: UnknownValue): Value {
    const { log } = this.#env.frame.session;
    const { value: scope, failed } = log.attempt(() => this.#call(name, [], value));
    return failed ? value : scope;
  }

  #member({ of, key }: MemberSymbol, value: UnknownValue, depth: number): Value {
    const base = this.value(of, depth);
    if (base === of) return value;
    if (key.kind !== 'string' && key.kind !== 'number') return memberOf(base, key, value.at, value.because);
    return follow(base, [{ key, at: value.at }], this.#env);
  }

  /** The call with arguments that are values already. */
  #call(name: string, args: readonly Value[], { at, because }: UnknownValue): Value {
    if (/^(reference|list|getKeyVaultSecret$)/i.test(name)) return stayingCall(name, args, at, because);
    let { locals } = this.#env;
    const parameters: Expression[] = [];
    for (const [index, value] of args.entries()) {
      locals = { kind: 'function', name: `#${index}`, value, next: locals } satisfies LocalBinding;
      parameters.push({ kind: 'functionParameter', name: `#${index}`, at });
    }
    const { session } = this.#env.frame;
    return session.evaluate({ kind: 'call', name, arguments: parameters, at }, { ...this.#env, locals });
  }
}
