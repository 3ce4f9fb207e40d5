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
