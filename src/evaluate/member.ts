import type { Location } from '../text/location.ts';
import { hasUnknownKey } from '../resource/fully-known.ts';
import type { ArrayValue, KnownValue, ObjectValue, UnknownValue, Value } from '../resource/value.ts';
import type { Expression, MemberExpression } from '../template/expression.ts';
import type { Env, LoopBinding, LoopItems } from './frame.ts';
import { opaque } from './frame.ts';
import { boolValue, nullValue, objectOf, textValue } from '../resource/make-value.ts';
import { memberOf, stayingCall } from './staying-call.ts';
import { placedAt } from './place.ts';

/** One step of a chain of accesses: `.key`, `[key]`, `.?key`, `[^key]`. */
export type Access = Pick<MemberExpression, 'key' | 'safe' | 'fromEnd' | 'at'>;

/** The key of an access where it is written out, in lower case. */
export function keyOf(access: Access | undefined): string | undefined {
  return access?.key.kind === 'string' ? access.key.value.toLowerCase() : undefined;
}

/** Whether an access is that of a key. */
export function isKey(access: Access | undefined, key: string): boolean {
  return keyOf(access) === key;
}

/** `base.a.b[0]` as its base and its accesses, outermost last. What a running loop goes over is a base whose value is at hand. */
export function accessChain(
  expression: MemberExpression,
  loops?: LoopBinding,
): { base: Expression; accesses: Access[]; items: LoopItems | undefined } {
  const accesses: Access[] = [];
  let base: Expression = expression;
  let items: LoopItems | undefined;
  while (base.kind === 'member') {
    accesses.push(base);
    base = base.base;
    items = loopItems(base, loops);
    if (items !== undefined) break;
  }
  return { base, accesses: accesses.reverse(), items };
}

function loopItems(expression: Expression, loops: LoopBinding | undefined): LoopItems | undefined {
  for (let loop = loops; loop !== undefined; loop = loop.next)
    if (loop.items?.expression === expression) return loop.items;
  return undefined;
}

/**
 * The value at the end of a chain of accesses. A safe access of something that is not there ends the chain with null; any other is
 * what Azure's engine refuses.
 */
export function follow(base: Value, accesses: readonly Access[], env: Env): Value {
  let value = base;
  for (const access of accesses) {
    if (access.safe) return followSafely(value, accesses.slice(accesses.indexOf(access)), env);
    value = step(value, env.frame.session.evaluate(access.key, env), access, env) ?? nullValue(access.at);
  }
  return value;
}

/** A safe access and what follows it up to the next one are one `tryGet(value, key, key...)`, as the official compiler writes them. */
export function safeGroup(accesses: readonly Access[]): readonly [group: readonly Access[], rest: readonly Access[]] {
  const next = accesses.findIndex(({ safe }, index) => index > 0 && safe);
  return next < 0 ? [accesses, []] : [accesses.slice(0, next), accesses.slice(next)];
}

/** The name and the keys of the call that a safe access and what follows it are written as. */
export function safeCall(
  of: Value,
  group: readonly Access[],
  keyOf: (key: Expression) => Value,
  because: string,
): UnknownValue {
  const keys = group.map(({ key, fromEnd, at }, index) => {
    if (!fromEnd || index === 0) return keyOf(key);
    return objectOf(
      [
        ['value', keyOf(key)],
        ['fromEnd', boolValue(true, at)],
      ],
      at,
    );
  });
  const name = group[0]?.fromEnd ? 'tryIndexFromEnd' : 'tryGet';
  return stayingCall(name, [of, ...keys], group.at(-1)?.at ?? of.at, because);
}

function followSafely(base: Value, accesses: readonly Access[], env: Env): Value {
  const [group, rest] = safeGroup(accesses);
  const evaluate = (key: Expression): Value => env.frame.session.evaluate(key, env);
  const stays = (because: string): Value => follow(safeCall(base, group, evaluate, because), rest, env);
  if (base.kind === 'unknown') return stays(base.because);
  let value: Value = base;
  for (const [index, access] of group.entries()) {
    // What was found leads on to something unknown, as any other access would.
    if (value.kind === 'unknown') return follow(value, accesses.slice(index), env);
    const key = evaluate(access.key);
    if (key.kind === 'unknown') return stays(key.because);
    if (access.safe && mayHold(value, key, env)) return stays('a key of the object is unknown');
    const next = step(value, key, access, env);
    if (next === undefined) return nullValue(access.at);
    value = next;
  }
  return follow(value, rest, env);
}

/** Whether a key of the object that is unknown may be this one. */
function mayHold(of: KnownValue, key: KnownValue, env: Env): boolean {
  if (of.kind !== 'object' || key.kind !== 'string') return false;
  return env.frame.session.reading.values.mayHoldMore(of) && of.properties.get(key.value) === undefined;
}

function step(of: Value, key: Value, access: Access, env: Env): Value | undefined {
  return access.fromEnd ? fromEnd(of, key, access, env) : member(of, key, access, env);
}

/** What an access finds without complaint in a value that was declared; undefined when that is nothing. */
export function memberIfThere(value: Value, access: Access, env: Env): Value | undefined {
  if (access.fromEnd) return undefined;
  const key = env.frame.session.evaluate(access.key, env);
  if (value.kind === 'object' && key.kind === 'string') return value.properties.get(key.value);
  if (value.kind === 'array' && key.kind === 'number') return value.items[key.value];
  return undefined;
}

/** The member `key` of a value; undefined when a safe access finds nothing. */
function member(of: Value, key: Value, access: Access, env: Env): Value | undefined {
  if (of.kind === 'unknown') return memberOf(of, key, access.at, of.because);
  if (key.kind === 'unknown' && (of.kind === 'object' || of.kind === 'array'))
    return memberOf(of, key, access.at, key.because);
  if (of.kind === 'object' && key.kind === 'string') return property(of, key.value, access, env);
  if (of.kind === 'array' && key.kind === 'number') return item(of, key.value, access, env);
  // As `tryGet()`: whatever has no such member.
  if (access.safe) return undefined;
  return refuse(env, access.at, `The language expression property '${keyText(key)}' can't be evaluated.`);
}

function property(of: ObjectValue, key: string, access: Access, env: Env): Value | undefined {
  const found = of.properties.get(key);
  if (found !== undefined) return placedAt(found, access.at);
  if (access.safe) return undefined;
  if (hasUnknownKey(of)) return memberOf(of, textValue(key, access.at), access.at, 'a key of the object is unknown');
  const names = Array.from(of.properties, (entry) => entry.key).join(', ');
  return refuse(
    env,
    access.at,
    `The language expression property '${key}' doesn't exist, available properties are '${names}'.`,
  );
}

function item(of: ArrayValue, index: number, access: Access, env: Env): Value | undefined {
  const found = of.items[index];
  if (found !== undefined || access.safe) return found;
  return refuse(env, access.at, `The language expression property array index '${index}' is out of bounds.`);
}

function fromEnd(of: Value, key: Value, access: Access, env: Env): Value | undefined {
  if (of.kind === 'array' && key.kind === 'number') return item(of, of.items.length - key.value, access, env);
  if (of.kind === 'null' && access.safe) return undefined;
  if (of.kind === 'unknown' || key.kind === 'unknown') return stayingCall('indexFromEnd', [of, key], access.at);
  return refuse(env, access.at, `The language expression property '${keyText(key)}' can't be evaluated.`);
}

/** Notes what the engine would say and gives an unknown for the value that cannot be had. */
export function refuse(env: Env, at: Location, message: string, code = 'invalid-expression'): Value {
  const { session } = env.frame;
  session.log.note({ code, level: 'error', message, at });
  return opaque(session, message, at);
}

function keyText(key: Value): string {
  if (key.kind === 'string') return key.value;
  return key.kind === 'number' ? key.text : key.kind;
}
