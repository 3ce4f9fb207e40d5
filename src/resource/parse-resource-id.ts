import type { ResourceId, ResourceScope } from './resource-id.ts';
import { allTrue, sameText } from './same-value.ts';
import { literal, literalText, splitParts, textParts, valueOfParts } from './text-parts.ts';
import type { TextPart } from './text-parts.ts';
import type { Value } from './value.ts';

/**
 * The id that a value holds: text, a call of the `resourceId(...)` family, or text around such a call (`'${vault.id}/backupPolicies/x'`).
 * Undefined when the value is no id or does not show the id's shape (a parameter that holds a whole id).
 */
export function parseResourceId(value: Value): ResourceId | undefined {
  const segments = segmentsOf(value);
  if (segments === undefined) return undefined;
  segments.shift();
  if (segments.at(-1) === '') segments.pop();
  return readId(segments, value);
}

/** A part of an id between slashes: its text, or what it consists of where that is not wholly known. */
type Segment = string | readonly TextPart[];

function segmentsOf(value: Value): Segment[] | undefined {
  // Text has no parts to look into: live ids come by the million.
  if (value.kind === 'string') return value.value.startsWith('/') ? value.value.split('/') : undefined;
  const parts = textParts(value);
  if (parts === undefined || parts[0]?.kind !== 'literal' || !parts[0].text.startsWith('/')) return undefined;
  return splitParts(parts, '/').map((segment) => literalText(segment) ?? segment);
}

/**
 * Whether two ids name the same resource, ignoring case: true, false, or undefined when it depends on something unknown. Symbols
 * of the same deployment scope are the same group and subscription.
 */
export function sameResourceId(a: ResourceId, b: ResourceId): boolean | undefined {
  if (a.value === b.value) return true;
  if (a.type.toLowerCase() !== b.type.toLowerCase() || a.names.length !== b.names.length) return false;
  const names = allTrue(a.names.map((name, index) => sameName(name, b.names[index])));
  return names === false ? false : allTrue([names, sameScope(a.scope, b.scope)]);
}

/** The id of the resource that contains this one: `vault/policy` gives the vault. Undefined for a resource without a parent. */
export function parentId(id: ResourceId, levels = 1): ResourceId | undefined {
  const type = beforeSlashes(id.type, levels);
  if (!type.includes('/') || id.names.length <= levels) return undefined;
  const names = id.names.slice(0, id.names.length - levels);
  return { scope: id.scope, type, names, value: parentValue(id.value, levels) };
}

/** The text before the last `count` slashes. */
function beforeSlashes(text: string, count: number): string {
  let end = text.length;
  for (let left = count; left > 0 && end > 0; left--) end = text.lastIndexOf('/', end - 1);
  return text.slice(0, Math.max(end, 0));
}

function parentValue(value: Value, levels: number): Value {
  if (value.kind === 'string') {
    const text = value.value.endsWith('/') ? value.value.replace(/\/+$/, '') : value.value;
    return { kind: 'string', value: beforeSlashes(text, 2 * levels), at: value.at };
  }
  const pieces = textParts(value);
  const segments = pieces === undefined ? [] : splitParts(pieces, '/');
  const rest = segments
    .slice(0, segments.length - 2 * levels)
    .flatMap((segment, index) => [...(index === 0 ? [] : [literal('/')]), ...segment]);
  return valueOfParts(rest, value);
}

/** Whether two scopes are the same place. */
function sameScope(a: ResourceScope, b: ResourceScope): boolean | undefined {
  if (a.kind === 'resource' && b.kind === 'resource') return sameIdValue(a.id, b.id);
  if (a.kind === 'tenant' && b.kind === 'tenant') return true;
  if (a.kind === 'managementGroup' && b.kind === 'managementGroup') return sameName(a.name, b.name);
  if (a.kind === 'subscription' && b.kind === 'subscription') return sameName(a.subscriptionId, b.subscriptionId);
  if (a.kind === 'resourceGroup' && b.kind === 'resourceGroup') {
    return allTrue([sameName(a.resourceGroup, b.resourceGroup), sameName(a.subscriptionId, b.subscriptionId)]);
  }
  // A scope that is known only as a value may turn out to be any of the others.
  return (a.kind === 'resource' && !parsed(a.id)) || (b.kind === 'resource' && !parsed(b.id)) ? undefined : false;
}

function parsed(id: Value): boolean {
  return parseResourceId(id) !== undefined;
}

function sameIdValue(a: Value, b: Value): boolean | undefined {
  const first = parseResourceId(a);
  const second = parseResourceId(b);
  return first && second ? sameResourceId(first, second) : sameText(a, b, { ignoreCase: true });
}

function sameName(a: Value, b: Value | undefined): boolean | undefined {
  return b === undefined ? false : sameText(a, b, { ignoreCase: true });
}

/** Reads the scope, then `providers/Namespace/type/name...`; each further `providers` makes what came before the scope. */
function readId(segments: readonly Segment[], value: Value): ResourceId | undefined {
  const start = readScope(segments, value);
  if (start === undefined) return undefined;
  let { scope } = start;
  let position = start.next;
  if (position === segments.length) return start.itself;
  for (;;) {
    const namespace = segments[position + 1];
    if (!isWord(segments[position], 'providers') || !isNamed(namespace) || typeof namespace !== 'string')
      return undefined;
    let type = namespace;
    const names: Value[] = [];
    position += 2;
    while (position < segments.length && !isWord(segments[position], 'providers')) {
      const segment = segments[position];
      const name = segments[position + 1];
      if (typeof segment !== 'string' || !isNamed(name)) return undefined;
      type += `/${segment}`;
      names.push(valueOf(name, value));
      position += 2;
    }
    if (names.length === 0) return undefined;
    if (position >= segments.length) return { value, scope, type, names };
    scope = { kind: 'resource', id: joined(segments.slice(0, position), value) };
  }
}

interface ScopeStart {
  readonly scope: ResourceScope;
  /** Index of the first segment after the scope. */
  readonly next: number;
  /** The id when nothing follows: a subscription or a resource group is a resource, too. */
  readonly itself: ResourceId | undefined;
}

function readScope(segments: readonly Segment[], value: Value): ScopeStart | undefined {
  if (isWord(segments[0], 'providers')) return readManagementGroup(segments, value) ?? tenantStart;
  const subscription = segments[1];
  if (!isWord(segments[0], 'subscriptions') || !isNamed(subscription)) return undefined;
  const subscriptionId = valueOf(subscription, value);
  const inSubscription: ResourceScope = { kind: 'subscription', subscriptionId };
  const group = segments[3];
  if (!isWord(segments[2], 'resourcegroups') || !isNamed(group)) {
    const type = 'Microsoft.Resources/subscriptions';
    const itself: ResourceId = { value, scope: { kind: 'tenant' }, type, names: [subscriptionId] };
    return { scope: inSubscription, next: 2, itself };
  }
  const resourceGroup = valueOf(group, value);
  const type = 'Microsoft.Resources/resourceGroups';
  const itself: ResourceId = { value, scope: inSubscription, type, names: [resourceGroup] };
  return { scope: { kind: 'resourceGroup', subscriptionId, resourceGroup }, next: 4, itself };
}

const tenantStart: ScopeStart = { scope: { kind: 'tenant' }, next: 0, itself: undefined };

function readManagementGroup(segments: readonly Segment[], value: Value): ScopeStart | undefined {
  const name = segments[3];
  if (!isWord(segments[1], 'microsoft.management') || !isWord(segments[2], 'managementgroups')) return undefined;
  // Without a further provider it is the management group itself, a resource of the tenant.
  if (name === undefined || !isWord(segments[4], 'providers')) return undefined;
  return { scope: { kind: 'managementGroup', name: valueOf(name, value) }, next: 4, itself: undefined };
}

/** Whether a segment is a word of the path, given in lower case. */
function isWord(segment: Segment | undefined, word: string): boolean {
  return typeof segment === 'string' && segment.length === word.length && segment.toLowerCase() === word;
}

function isNamed(segment: Segment | undefined): segment is Segment {
  return segment !== undefined && segment.length > 0;
}

function valueOf(segment: Segment, origin: Value): Value {
  return typeof segment === 'string'
    ? { kind: 'string', value: segment, at: origin.at }
    : valueOfParts(segment, origin);
}

function joined(segments: readonly Segment[], origin: Value): Value {
  if (segments.every((segment) => typeof segment === 'string')) return valueOf(`/${segments.join('/')}`, origin);
  const parts = segments.flatMap((segment) => {
    return [literal('/'), ...(typeof segment === 'string' ? [literal(segment)] : segment)];
  });
  return valueOfParts(parts, origin);
}
