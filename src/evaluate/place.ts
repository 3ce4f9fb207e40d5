import { inFile, type Location } from '../text/location.ts';
import type { ResourceScope } from '../resource/resource-id.ts';
import { callSymbol, unknownValue } from '../resource/unknown.ts';
import type { UnknownValue, Value } from '../resource/value.ts';
import type { DeploymentScope, Template } from '../template/template.ts';
import type { DeploymentContext } from './evaluation.ts';
import type { Place } from './frame.ts';
import { textValue } from '../resource/make-value.ts';
import { memberOf } from './staying-call.ts';
import { valueKey } from './symbol-key.ts';

/** Where the root deployment happens: what the context says, else symbols that are equal to themselves within the unit. */
export function rootPlace(template: Template, context: DeploymentContext, unit: string): Place {
  const at = inFile(template.file, 0, 0);
  const given = (value: string | undefined, call: string, key: string, flag: string): Value =>
    value === undefined ? scopeSymbol(call, key, unit, at, flag) : textValue(value, at);
  const { scope } = template;
  return {
    scope,
    tenantId: given(context.tenantId, 'tenant', 'tenantId', '--tenant-id'),
    subscriptionId: given(context.subscriptionId, 'subscription', 'subscriptionId', '--subscription-id'),
    resourceGroup: given(context.resourceGroup, 'resourceGroup', 'name', '--resource-group'),
    managementGroup: given(context.managementGroup, 'managementGroup', 'name', '--management-group'),
    groupLocation: () =>
      given(scope === 'resourceGroup' ? context.location : undefined, 'resourceGroup', 'location', '--location'),
    groupTags: () => undefined,
    identity: unit,
    ...(context.resourceGroup === undefined ? {} : { groupGiven: true }),
  };
}

/** The place of what is said of a scope without being written in a template: of no extent. Who reads it there gives its own place. */
export function nowhere(at: Location): Location {
  return at.kind === 'file' ? inFile(at.file, at.span.start, at.span.start) : at;
}

/** A value that was not written anywhere gets the place of the expression that reads it. */
export function placedAt<T extends Value>(value: T, at: Location): T {
  const isNowhere = value.at.kind === 'file' && value.at.span.start === value.at.span.end;
  return isNowhere ? { ...value, at } : value;
}

/** `subscription().subscriptionId` and the like of one scope, with the flag that would make it known. */
export function scopeSymbol(call: string, key: string, identity: string, at: Location, flag: string): UnknownValue {
  const because = `${call}().${key} is known only to the deployment; pass ${flag}`;
  return memberOf(unknownValue(callSymbol(call, [], identity), because, at), textValue(key, at), at, because);
}

/** Where a nested deployment happens that says so; what it does not say is the parent's. */
export interface Move {
  readonly scope: DeploymentScope;
  readonly subscriptionId?: Value;
  readonly resourceGroup?: Value;
  readonly managementGroup?: Value;
  /** What goes to the tenant from a management group stays in that group. */
  readonly staysInGroup?: boolean;
}

/** A move, and what is found where it leads. */
export interface SeenMove extends Move {
  /** What the group says of itself where the unit declares it. */
  readonly findInGroup: (key: 'location' | 'tags', resourceGroup: Value) => Value | undefined;
}

/** The place of a nested deployment. The same group as the parent's is the same group. */
export function movedPlace(parent: Place, move: SeenMove, unit: string, at: Location): Place {
  const subscriptionId = move.subscriptionId ?? parent.subscriptionId;
  const resourceGroup = move.resourceGroup ?? parent.resourceGroup;
  const managementGroup = move.managementGroup ?? parent.managementGroup;
  const sameSubscription = same(subscriptionId, parent.subscriptionId);
  if (
    move.scope === parent.scope &&
    sameSubscription &&
    same(resourceGroup, parent.resourceGroup) &&
    same(managementGroup, parent.managementGroup)
  ) {
    return parent;
  }
  const identity = `${unit}|${valueKey(subscriptionId) ?? ''}|${move.scope === 'resourceGroup' ? (valueKey(resourceGroup) ?? '') : ''}`;
  return {
    scope: move.scope,
    tenantId: parent.tenantId,
    subscriptionId,
    resourceGroup,
    managementGroup,
    ...(move.staysInGroup && scopeOf(parent).kind === 'managementGroup' ? { reachedFromGroup: true } : {}),
    identity,
    groupLocation: once(
      () => move.findInGroup('location', resourceGroup),
      () =>
        scopeSymbol(
          'resourceGroup',
          'location',
          identity,
          nowhere(at),
          'it as a parameter, or declare the group in the same deployment',
        ),
    ),
    groupTags: once(
      () => move.findInGroup('tags', resourceGroup),
      () => undefined,
    ),
  };
}

/** Finds a value on first use; while it is being found, and when it is not, the fallback stands for it. */
function once<F extends Value | undefined>(find: () => Value | undefined, fallback: () => F): () => Value | F {
  let found: { readonly value: Value | F } | undefined;
  let finding = false;
  return () => {
    if (found !== undefined) return found.value;
    if (finding) return fallback();
    finding = true;
    found = { value: find() ?? fallback() };
    finding = false;
    return found.value;
  };
}

function same(a: Value, b: Value): boolean {
  if (a === b) return true;
  const key = valueKey(a);
  return key !== undefined && key === valueKey(b);
}

/** What the ids of resources in this place start with. */
export function scopeOf(place: Place): ResourceScope {
  switch (place.scope) {
    case 'tenant':
      return place.reachedFromGroup ? { kind: 'managementGroup', name: place.managementGroup } : { kind: 'tenant' };
    case 'managementGroup':
      return { kind: 'managementGroup', name: place.managementGroup };
    case 'subscription':
      return { kind: 'subscription', subscriptionId: place.subscriptionId };
    case 'resourceGroup':
    case 'desiredStateConfiguration':
    case 'local':
      return { kind: 'resourceGroup', subscriptionId: place.subscriptionId, resourceGroup: place.resourceGroup };
  }
}

/** What a resource of this place that is named without its scope is found behind, in pieces. */
export function scopePrefix(place: Place, at: Location): readonly Value[] {
  const providers = textValue('/providers/', at);
  const { kind } = scopeOf(place);
  if (kind === 'tenant') return [providers];
  if (kind === 'managementGroup') {
    return [textValue('/providers/Microsoft.Management/managementGroups/', at), place.managementGroup, providers];
  }
  const subscription = [textValue('/subscriptions/', at), place.subscriptionId];
  return place.scope === 'subscription'
    ? [...subscription, providers]
    : [...subscription, textValue('/resourceGroups/', at), place.resourceGroup, providers];
}
