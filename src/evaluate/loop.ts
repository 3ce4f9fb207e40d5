import { renderExpression } from '../resource/render-expression.ts';
import type { Value } from '../resource/value.ts';
import type { Location } from '../text/location.ts';
import { callSymbol, unknownValue } from '../resource/unknown.ts';
import type { Expression, LoopExpression } from '../template/expression.ts';
import type { Loop } from '../template/template.ts';
import type { Env, LoopItems } from './frame.ts';
import { opaque } from './frame.ts';
import { arrayValue, integerValue } from '../resource/make-value.ts';
import { stayingCall } from './staying-call.ts';
import { refuse } from './member.ts';
import { valueKey } from './symbol-key.ts';

/** Azure refuses a copy loop of more instances. https://learn.microsoft.com/azure/azure-resource-manager/templates/copy-resources#copy-limits */
const LARGEST_COPY = 800;

/** How often a loop runs: a number, or unknown with the reason. */
export type LoopCount = { readonly known: true; readonly count: number } | UnknownCount;

/** A count that is unknown, as the value that it is. */
export interface UnknownCount {
  readonly known: false;
  readonly because: string;
  readonly value: Value;
}

/** Evaluates the count of a loop; a count that is no number, negative or too large is what the engine refuses. */
export function loopCount(count: Expression, at: Location, env: Env): LoopCount {
  const { session } = env.frame;
  const value = session.evaluate(count, env);
  if (value.kind === 'unknown') return { known: false, because: value.because, value };
  if (value.kind !== 'number' || !Number.isInteger(value.value) || value.value < 0 || value.value > LARGEST_COPY) {
    const message = invalidCount(countText(value));
    refuse(env, at, message, 'invalid-copy-count');
    return { known: false, because: message, value };
  }
  return { known: true, count: value.value };
}

/**
 * The index of the one instance that stands for an unknown number of them. Loops of one deployment that run equally often share it, so
 * that what is said of one index pairs their instances.
 */
export function unknownIndex(count: UnknownCount, loop: Loop, env: Env): Value {
  const { frame } = env;
  const key = valueKey(count.value) ?? frame.session.freshIdentity();
  return unknownValue(callSymbol('copyIndex', [], `${frame.key}|${key}`), count.because, loop.at);
}

/** Refuses a count that is unknown. */
export function refuseUnknownCount(count: UnknownCount, loop: Loop, env: Env): void {
  refuse(env, loop.at, invalidCount(`[${renderExpression(count.value)}]`), 'invalid-copy-count');
}

function invalidCount(written: string): string {
  return `The template 'copy' definition has an invalid copy count of: '${written}'. The copy count must be a non-negative integer value and cannot exceed '${LARGEST_COPY}'.`;
}

/** Surroundings in which the loop `name` runs at `index`. */
export function inLoop(env: Env, name: string, index: Value, ofResource: boolean, items?: LoopItems): Env {
  return { ...env, loops: { name: name.toLowerCase(), index, ofResource, items, next: env.loops } };
}

/** The list of a Bicep `for`, whose count is `length(list)`; undefined for a loop that counts otherwise. */
export function itemsOf(count: Expression, env: Env): LoopItems | undefined {
  const expression = count.kind === 'call' && count.name === 'length' ? count.arguments[0] : undefined;
  if (expression === undefined || isCheap(expression)) return undefined;
  let value: Value | undefined;
  return {
    expression,
    value: () => {
      value ??= env.frame.session.evaluate(expression, env);
      return value;
    },
  };
}

/** Parameters and variables are remembered anyway. */
function isCheap({ kind }: Expression): boolean {
  return kind === 'parameter' || kind === 'variable';
}

/** A copy loop of values, or a `for` expression: an array with one value per index; unknown when the count is. */
export function evaluateLoop(expression: LoopExpression, env: Env): Value {
  const { session } = env.frame;
  const counted = loopCount(expression.count, expression.at, env);
  if (!counted.known) {
    return opaque(session, counted.because, expression.at);
  }
  if (counted.count > session.budget.size) return opaque(session, 'the loop is larger than the limit', expression.at);
  const list = itemsOf(expression.count, env);
  const items: Value[] = [];
  for (let index = 0; index < counted.count; index++) {
    const inside = inLoop(env, expression.name, integerValue(index, expression.at), false, list);
    items.push(session.evaluate(expression.body, inside));
  }
  return arrayValue(items, expression.at);
}

/** `copyIndex()`, `copyIndex(offset)`, `copyIndex('loop', offset)`: the index of a running loop. */
export function copyIndex(args: readonly Value[], at: Location, env: Env): Value {
  const [first, second] = args;
  const name = first?.kind === 'string' ? first.value.toLowerCase() : undefined;
  const offset = name === undefined ? first : second;
  for (let loop = env.loops; loop !== undefined; loop = loop.next) {
    if (name === undefined ? loop.ofResource : loop.name === name) return shifted(loop.index, offset, at);
  }
  return refuse(
    env,
    at,
    `The template language function 'copyIndex' has an invalid argument. The provided copy name '${name ?? ''}' doesn't exist in the resource.`,
  );
}

function shifted(index: Value, offset: Value | undefined, at: Location): Value {
  if (offset === undefined) return index.kind === 'number' ? integerValue(index.value, at) : index;
  if (index.kind === 'number' && offset.kind === 'number') return integerValue(index.value + offset.value, at);
  return stayingCall('add', [index, offset], at);
}

function countText(value: Value): string {
  if (value.kind === 'number') return value.text;
  return value.kind === 'string' ? value.value : value.kind;
}
