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
  if (value.kind === 'string') return parseText(value.value, value);
  const parts = textParts(value);
  if (parts === undefined || parts[0]?.kind !== 'literal' || !parts[0].text.startsWith('/')) return undefined;
  const segments = splitParts(parts, '/').slice(1);
  if (segments.at(-1)?.length === 0) segments.pop();
  return readId(segments, value);
}

/** Text has no parts to look into: live ids come by the million. */
function parseText(text: string, value: Value): ResourceId | undefined {
  if (!text.startsWith('/')) return undefined;
  const segments = text.split('/').map((segment) => (segment === '' ? [] : [literal(segment)]));
  segments.shift();
  if (segments.at(-1)?.length === 0) segments.pop();
  return readId(segments, value);
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
  const type = id.type.split('/');
  const kept = type.slice(0, type.length - levels);
  if (kept.length < 2 || id.names.length <= levels) return undefined;
  const names = id.names.slice(0, id.names.length - levels);
  return { scope: id.scope, type: kept.join('/'), names, value: parentValue(id.value, levels) };
}

function parentValue(value: Value, levels: number): Value {
  if (value.kind === 'string') {
    const segments = value.value.replace(/\/+$/, '').split('/');
    return { ...value, value: segments.slice(0, segments.length - 2 * levels).join('/') };
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

type Segments = readonly (readonly TextPart[])[];

/** Reads the scope, then `providers/Namespace/type/name...`; each further `providers` makes what came before the scope. */
function readId(segments: Segments, value: Value): ResourceId | undefined {
  const start = readScope(segments, value);
  if (start === undefined) return undefined;
  let { scope } = start;
  let position = start.next;
  if (position === segments.length) return start.itself;
  for (;;) {
    if (word(segments, position) !== 'providers') return undefined;
    const namespace = literalText(segments[position + 1] ?? []);
    if (namespace === undefined || namespace === '') return undefined;
    const type = [namespace];
    const names: Value[] = [];
    position += 2;
    while (position < segments.length && word(segments, position) !== 'providers') {
      const segment = literalText(segments[position] ?? []);
      const name = segments[position + 1];
      if (segment === undefined || name === undefined || name.length === 0) return undefined;
      type.push(segment);
      names.push(valueOfParts(name, value));
      position += 2;
    }
    if (names.length === 0) return undefined;
    if (position >= segments.length) return { value, scope, type: type.join('/'), names };
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

function readScope(segments: Segments, value: Value): ScopeStart | undefined {
  if (word(segments, 0) === 'providers') return readManagementGroup(segments, value) ?? tenantStart;
  const subscription = segments[1];
  if (word(segments, 0) !== 'subscriptions' || subscription === undefined || subscription.length === 0)
    return undefined;
  const subscriptionId = valueOfParts(subscription, value);
  const inSubscription: ResourceScope = { kind: 'subscription', subscriptionId };
  const group = segments[3];
  if (word(segments, 2) !== 'resourcegroups' || group === undefined || group.length === 0) {
    const itself: ResourceId = {
      value,
      scope: { kind: 'tenant' },
      type: 'Microsoft.Resources/subscriptions',
      names: [subscriptionId],
    };
    return { scope: inSubscription, next: 2, itself };
  }
  const resourceGroup = valueOfParts(group, value);
  const itself: ResourceId = {
    value,
    scope: inSubscription,
    type: 'Microsoft.Resources/resourceGroups',
    names: [resourceGroup],
  };
  return { scope: { kind: 'resourceGroup', subscriptionId, resourceGroup }, next: 4, itself };
}

const tenantStart: ScopeStart = { scope: { kind: 'tenant' }, next: 0, itself: undefined };

function readManagementGroup(segments: Segments, value: Value): ScopeStart | undefined {
  const name = segments[3];
  if (word(segments, 1) !== 'microsoft.management' || word(segments, 2) !== 'managementgroups') return undefined;
  // Without a further provider it is the management group itself, a resource of the tenant.
  if (name === undefined || word(segments, 4) !== 'providers') return undefined;
  return { scope: { kind: 'managementGroup', name: valueOfParts(name, value) }, next: 4, itself: undefined };
}

function word(segments: Segments, index: number): string | undefined {
  const segment = segments[index];
  return segment === undefined ? undefined : literalText(segment)?.toLowerCase();
}

function joined(segments: Segments, origin: Value): Value {
  return valueOfParts(
    segments.flatMap((segment) => [{ kind: 'literal', text: '/' } as const, ...segment]),
    origin,
  );
}
