import type { Location } from '../text/location.ts';
import { plainText } from './text-parts.ts';
import { callSymbol, firstUnknown } from './unknown.ts';
import type { Value } from './value.ts';

/**
 * The id of a resource, structured so that `vm.id`, `resourceId(...)` and a literal id meet in one comparison. Each segment may be
 * unknown or partly known.
 */
export interface ResourceId {
  /** The id as a value: text, or an unknown whose symbol is the `resourceId(...)` family. */
  readonly value: Value;
  /** Where the resource lives. */
  readonly scope: ResourceScope;
  /** Full type: `Microsoft.Compute/virtualMachines/extensions`. */
  readonly type: string;
  /** One name per type segment after the namespace. */
  readonly names: readonly Value[];
}

/** What a resource id starts with. */
export type ResourceScope =
  | { readonly kind: 'tenant' }
  | { readonly kind: 'managementGroup'; readonly name: Value }
  | { readonly kind: 'subscription'; readonly subscriptionId: Value }
  | { readonly kind: 'resourceGroup'; readonly subscriptionId: Value; readonly resourceGroup: Value }
  /** An extension resource: its scope is another resource (or a scope known only as a value). */
  | { readonly kind: 'resource'; readonly id: Value };

/**
 * The id of the resource of `type` called `names` (one name per type segment) in `scope`: text when every part is known, else an unknown
 * spelled with the function of the `resourceId` family that fits the scope.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#resourceid
 */
export function resourceIdOf(scope: ResourceScope, type: string, names: readonly Value[], at: Location): ResourceId {
  return new BuiltId(scope, type, names, at);
}

/** Of many resources nobody asks for the id as a value. */
class BuiltId implements ResourceId {
  readonly scope: ResourceScope;
  readonly type: string;
  readonly names: readonly Value[];
  readonly #at: Location;
  #value: Value | undefined;

  constructor(scope: ResourceScope, type: string, names: readonly Value[], at: Location) {
    this.scope = scope;
    this.type = type;
    this.names = names;
    this.#at = at;
  }

  get value(): Value {
    this.#value ??= idValue(this.scope, this.type, this.names, this.#at);
    return this.#value;
  }
}

function idValue(scope: ResourceScope, type: string, names: readonly Value[], at: Location): Value {
  const prefix = scopeParts(scope);
  const unknown = firstUnknown(prefix) ?? firstUnknown(names);
  if (unknown === undefined) return { kind: 'string', value: scopeText(scope) + idTail(scope, type, names), at };
  const typeName: Value = { kind: 'string', value: type, at };
  return {
    kind: 'unknown',
    symbol: callSymbol(ID_FUNCTIONS[scope.kind], [...prefix, typeName, ...names]),
    because: unknown.because,
    at,
  };
}

const ID_FUNCTIONS: Readonly<Record<ResourceScope['kind'], string>> = {
  tenant: 'tenantResourceId',
  managementGroup: 'managementGroupResourceId',
  subscription: 'subscriptionResourceId',
  resourceGroup: 'resourceId',
  resource: 'extensionResourceId',
};

/** The parts of a scope that may be unknown, in the order in which the functions of the `resourceId` family take them. */
export function scopeParts(scope: ResourceScope): readonly Value[] {
  switch (scope.kind) {
    case 'tenant':
      return [];
    case 'managementGroup':
      return [scope.name];
    case 'subscription':
      return [scope.subscriptionId];
    case 'resourceGroup':
      return [scope.subscriptionId, scope.resourceGroup];
    case 'resource':
      return [scope.id];
  }
}

/** What an id in a scope of known parts starts with; nothing for the tenant. */
function scopeText(scope: ResourceScope): string {
  switch (scope.kind) {
    case 'tenant':
      return '';
    case 'managementGroup':
      return `/providers/Microsoft.Management/managementGroups/${plainText(scope.name)}`;
    case 'subscription':
      return `/subscriptions/${plainText(scope.subscriptionId)}`;
    case 'resourceGroup':
      return `/subscriptions/${plainText(scope.subscriptionId)}/resourceGroups/${plainText(scope.resourceGroup)}`;
    case 'resource':
      return `/${plainText(scope.id)
        .split('/')
        .filter((segment) => segment !== '')
        .join('/')}`;
  }
}

function idTail(scope: ResourceScope, type: string, names: readonly Value[]): string {
  const [first] = names;
  const firstName = first === undefined ? '' : plainText(first);
  if (scope.kind === 'subscription' && type.toLowerCase() === 'microsoft.resources/resourcegroups')
    return `/resourceGroups/${firstName}`;
  if (scope.kind === 'tenant' && type.toLowerCase() === 'microsoft.resources/subscriptions')
    return `/subscriptions/${firstName}`;
  const [namespace = '', ...segments] = type.split('/');
  let path = '';
  let paired = 0;
  for (const name of names) {
    const text = plainText(name);
    // Azure leaves empty names out before it pairs types with names.
    if (text !== '') path += `/${segments[paired++] ?? ''}/${text}`;
  }
  return `/providers/${namespace}${path === '' ? '/' : path}`;
}
