import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { DeploymentScope, Template } from '../../template.ts';
import type { Context } from '../context.ts';
import type { Target } from '../lower/lower-target.ts';

type ScopeName = 'resourceGroup' | 'subscription' | 'managementGroup' | 'tenant';

/** What the compiler lists as permitted, by the scope of the file. */
const permitted: ReadonlyMap<DeploymentScope, readonly [code: string, list: string]> = new Map([
  [
    'tenant',
    [
      'BCP113',
      'tenant: tenant(), named management group: managementGroup(<name>), named subscription: subscription(<subId>), or named resource group in a named subscription: resourceGroup(<subId>, <name>)',
    ],
  ],
  [
    'managementGroup',
    [
      'BCP114',
      'current management group: managementGroup(), named management group: managementGroup(<name>), named subscription: subscription(<subId>), tenant: tenant(), or named resource group in a named subscription: resourceGroup(<subId>, <name>)',
    ],
  ],
  [
    'subscription',
    [
      'BCP115',
      'current subscription: subscription(), named subscription: subscription(<subId>), named resource group in same subscription: resourceGroup(<name>), named resource group in different subscription: resourceGroup(<subId>, <name>), or tenant: tenant()',
    ],
  ],
  [
    'resourceGroup',
    [
      'BCP116',
      'current resource group: resourceGroup(), named resource group in same subscription: resourceGroup(<name>), named resource group in a different subscription: resourceGroup(<subId>, <name>), current subscription: subscription(), named subscription: subscription(<subId>) or tenant: tenant()',
    ],
  ],
]);

/** From which scopes a module can be deployed to which target. */
function isReachable(from: DeploymentScope, target: Target): boolean {
  const named = target.target;
  switch (target.kind) {
    case 'tenant':
      return true;
    case 'managementGroup':
      return from === 'tenant' || from === 'managementGroup';
    case 'subscription':
      return named?.subscriptionId !== undefined || from === 'subscription' || from === 'resourceGroup';
    case 'resourceGroup':
      if (named?.subscriptionId !== undefined) return true;
      if (named?.resourceGroup !== undefined) return from === 'subscription' || from === 'resourceGroup';
      return from === 'resourceGroup';
    default:
      return true;
  }
}

/**
 * Reports a module's scope that its template is not written for, or that cannot be reached from the scope of the file. `node` is the `scope:`, or
 * the module's value when there is none.
 */
export function checkModuleScope(
  target: Target,
  template: Template | undefined,
  node: bicep.Node,
  context: Context,
): void {
  const { unit } = context;
  const { scope } = unit;
  // What is no scope at all is reported as a value of the wrong type.
  if (target.kind === 'own' && target.target !== undefined) return;
  const actual = target.kind === 'own' ? scope : target.kind;
  if (!isPlainScope(actual) && actual !== 'resource') return;
  const written = template?.scope;
  const readable = template !== undefined && template.diagnostics.every(({ level }) => level !== 'error');
  if (readable && written !== undefined && isPlainScope(written) && written !== actual && !template.isLibrary) {
    unit.report({
      code: 'BCP134',
      node,
      message: `Scope "${actual}" is not valid for this module. Permitted scopes: "${written}".`,
    });
    return;
  }
  const [code, list] = permitted.get(scope) ?? [];
  if (code === undefined || list === undefined || isReachable(scope, target)) return;
  const message = `Unsupported scope for module deployment in a "${scope}" target scope. Omit this property to inherit the current scope, or specify a valid scope. Permissible scopes include ${list}.`;
  unit.report({ code, node, message });
}

/** Whether a scope is one of Azure's four, which contain each other. */
export function isPlainScope(scope: string): scope is ScopeName {
  return ['resourceGroup', 'subscription', 'managementGroup', 'tenant'].includes(scope);
}
