import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { Context } from '../context.ts';
import { resourceGroupType } from '../lower/lower-target.ts';
import type { Target } from '../lower/lower-target.ts';
import type { Instance } from '../lower/resolve-instance.ts';
import type { ModuleSymbol, ResourceSymbol } from '../names/symbols.ts';

/** Where the outermost ancestor of a resource goes. */
export interface Inherited {
  readonly from: ResourceSymbol | ModuleSymbol;
  readonly target: Target;
}

/** A resource with what says where it goes. */
export interface PlacedResource {
  readonly symbol: ResourceSymbol;
  /** Its `scope:` as written. */
  readonly scope: bicep.Expression | undefined;
  readonly placed: Target | undefined;
  /** Of a child. */
  readonly inherited: Inherited | undefined;
}

/** Resources that extend resources that extend resources: longer chains are a circle, which is reported where circles are. */
const longestChain = 20;

/**
 * Reports the `scope:` of a child, which goes where its parent is, and a resource that is deployed to another scope than the file: only modules can be.
 * https://learn.microsoft.com/azure/azure-resource-manager/bicep/scope-extension-resources
 */
export function checkPlace(
  { symbol, scope, placed, inherited }: PlacedResource,
  { unit }: Context,
  targetOf: (instance: Instance) => Target,
): void {
  if (inherited !== undefined && scope !== undefined) {
    const message =
      'A child resource\'s scope is computed based on the scope of its ancestor resource. This means that using the "scope" property on a child resource is unsupported.';
    return unit.report({ code: 'BCP164', node: scope, message });
  }
  const target = inherited?.target ?? placed;
  if (symbol.node.existing || target === undefined || !isElsewhere(target, targetOf, 0)) return undefined;
  const node = scope ?? symbol.node.value;
  const root = inherited?.from;
  if (root?.kind === 'resource' && root.node.existing && target.kind !== 'resource') {
    const message = `A resource's computed scope must match that of the Bicep file for it to be deployable. This resource's scope is computed from the "scope" property value assigned to ancestor resource "${root.name}". You must use modules to deploy resources to a different scope.`;
    return unit.report({ code: 'BCP165', node, message });
  }
  const message =
    "A resource's scope must match the scope of the Bicep file for it to be deployable. You must use modules to deploy resources to a different scope.";
  return unit.report({ code: 'BCP139', node, message });
}

/** Reports a resource group that is not in a subscription. */
export function checkGroup(
  { declaration, hasValidType, node }: ResourceSymbol,
  scope: bicep.Expression | undefined,
  placed: Target | undefined,
  { unit }: Context,
): void {
  if (!hasValidType || declaration.type.toLowerCase() !== resourceGroupType) return;
  // What is no scope is reported as that, and groups that lead to each other as a circle.
  const isUnknown = scope !== undefined && scope.kind !== 'call';
  const kind = placed === undefined || placed.kind === 'own' ? unit.scope : placed.kind;
  if (kind === 'subscription' || isUnknown) return;
  const message = `Scope "${kind}" is not valid for this resource type. Permitted scopes: "subscription".`;
  unit.report({ code: 'BCP135', node: scope ?? node.value, message });
}

/** Whether a target is certainly another one than that of the file; an extension goes where the extended resource is. */
function isElsewhere(target: Target, targetOf: (instance: Instance) => Target, depth: number): boolean {
  switch (target.kind) {
    case 'resource':
      if (target.extended === undefined || depth > longestChain) return false;
      return isElsewhere(targetOf(target.extended), targetOf, depth + 1);
    case 'own':
    case 'tenant':
      return false;
    default:
      return target.target !== undefined;
  }
}
