import type { Location } from '../../../text/location.ts';
import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { Expression } from '../../expression.ts';
import type { DeploymentTarget } from '../../template.ts';
import { unsupported, withNames } from '../context.ts';
import type { Context } from '../context.ts';
import { objectOf, propertyValue } from './declaration-body.ts';
import { loopNames } from './lower-loop.ts';
import { isNamespace } from './lower-name.ts';
import { instanceExpression, peekSymbol, resolveInstance } from './resolve-instance.ts';
import type { Instance } from './resolve-instance.ts';

/** Where a declaration goes: the target in ARM's terms, and the kind of scope that it is. */
export interface Target {
  readonly kind: 'resourceGroup' | 'subscription' | 'managementGroup' | 'tenant' | 'resource' | 'own';
  /** Absent when it is the scope of the file itself. */
  readonly target?: DeploymentTarget;
  /** The resource that is extended. */
  readonly extended?: Instance;
}

/** Scopes that lead to scopes: more of them than this are a circle, which is reported where circles are. */
const longestChain = 20;

/** Resource groups are deployed to subscriptions, and others are deployed to them. */
export const resourceGroupType = 'microsoft.resources/resourcegroups';

const managementGroupType = 'microsoft.management/managementgroups';

/** A `scope:` as the official compiler emits it. Scopes may come through variables and from declared resource groups. */
export function lowerTarget(node: bicep.Expression, context: Context, depth = 0): Target {
  if (depth > longestChain) return { kind: 'own' };
  if (node.kind === 'parenthesized') return lowerTarget(node.expression, context, depth + 1);
  if (node.kind === 'nonNull') return lowerTarget(node.base, context, depth + 1);
  if (node.kind === 'call' && isScopeCall(node)) return callTarget(node, context);
  const symbol = peekSymbol(node, context);
  if (symbol?.kind === 'variable' && symbol.node !== undefined) {
    context.unit.lower(node, context);
    return variableTarget(symbol.node, { ...context, locals: undefined }, depth + 1);
  }
  if (node.kind === 'ternary' && node.condition.kind === 'boolean')
    return lowerTarget(node.condition.value ? node.then : node.otherwise, context, depth + 1);
  if (node.kind === 'ternary') return ambiguousTarget(node, context);
  const instance = resolveInstance(node, context);
  if (instance !== undefined) return instanceTarget(instance, node, context, depth + 1);
  return { kind: 'own', target: { scope: context.unit.lower(node, context) } };
}

/**
 * The scope that a variable holds. Of a choice between scopes the compiler keeps the kind and not the arguments: it is the file's own group or
 * subscription then.
 */
function variableTarget(node: bicep.Expression, context: Context, depth: number): Target {
  if (node.kind === 'parenthesized') return variableTarget(node.expression, context, depth);
  if (node.kind !== 'ternary') return lowerTarget(node, context, depth);
  return { kind: variableTarget(node.then, context, depth).kind };
}

function ambiguousTarget(node: bicep.Expression, context: Context): Target {
  const message =
    'The scope could not be resolved at compile time because the supplied expression is ambiguous or too complex. Scoping expressions must be reducible to a specific kind of scope without knowledge of parameter values.';
  context.unit.report({ code: 'BCP420', node, message });
  return { kind: 'own', target: { scope: context.unit.lower(node, context) } };
}

function isScopeCall(node: bicep.CallExpression): boolean {
  const { base } = node;
  if (base !== undefined && !(base.kind === 'variable' && isNamespace(base.name))) return false;
  return ['resourceGroup', 'subscription', 'managementGroup', 'tenant'].includes(node.name.name);
}

function callTarget(node: bicep.CallExpression, context: Context): Target {
  const at = context.unit.at(node);
  const lowered = context.unit.lower(node, context);
  const [first, second] = lowered.kind === 'call' ? lowered.arguments : [];
  const own = context.unit.scope;
  switch (node.name.name) {
    case 'resourceGroup':
      if (first === undefined) return { kind: 'resourceGroup' };
      return second === undefined
        ? { kind: 'resourceGroup', target: { resourceGroup: first } }
        : { kind: 'resourceGroup', target: { subscriptionId: first, resourceGroup: second } };
    case 'subscription':
      if (first !== undefined) return { kind: 'subscription', target: { subscriptionId: first } };
      return own === 'resourceGroup'
        ? { kind: 'subscription', target: { subscriptionId: currentSubscription(at) } }
        : { kind: 'subscription' };
    case 'managementGroup':
      return first === undefined
        ? { kind: 'managementGroup' }
        : { kind: 'managementGroup', target: { scope: managementGroupScope(first, at, context) } };
    default:
      return { kind: 'tenant', target: { scope: { kind: 'string', value: '/', at } } };
  }
}

function currentSubscription(at: Location): Expression {
  const subscription: Expression = { kind: 'call', name: 'subscription', arguments: [], at };
  return { kind: 'member', base: subscription, key: { kind: 'string', value: 'subscriptionId', at }, at };
}

/** The engine wants the unqualified id at tenant and management group scope, the full id below. */
function managementGroupScope(name: Expression, at: Location, context: Context): Expression {
  const type = 'Microsoft.Management/managementGroups';
  const text = (value: string): Expression => ({ kind: 'string', value, at });
  const above = context.unit.scope === 'tenant' || context.unit.scope === 'managementGroup';
  return above
    ? { kind: 'call', name: 'format', arguments: [text(`${type}/{0}`), name], at }
    : { kind: 'call', name: 'tenantResourceId', arguments: [text(type), name], at };
}

function moduleTarget(at: Location, node: bicep.Expression, context: Context): Target {
  const message = 'Scope "module" is not valid here.';
  context.unit.report({ code: 'BCP134', node, message });
  return { kind: 'own', target: { scope: unsupported(at, 'a module cannot be a scope') } };
}

/** A declared resource group or management group is a place to deploy to; any other resource is extended. */
function instanceTarget(instance: Instance, node: bicep.Expression, context: Context, depth: number): Target {
  const at = context.unit.at(node);
  const resource = instanceExpression(instance, node, context);
  const { symbol } = instance;
  if (symbol.kind === 'module') return moduleTarget(at, node, context);
  const member = (name: string): Expression => ({
    kind: 'member',
    base: resource,
    key: { kind: 'string', value: name, at },
    at,
  });
  const type = symbol.declaration.type.toLowerCase();
  if (type === managementGroupType)
    return { kind: 'managementGroup', target: { scope: managementGroupScope(member('name'), at, context) } };
  if (type !== resourceGroupType) return { kind: 'resource', target: { scope: member('id') }, extended: instance };
  const scope = propertyValue(objectOf(symbol.node.value), 'scope');
  const subscriptionId =
    scope === undefined ? undefined : lowerTarget(scope, scopeContext(instance, context), depth).target?.subscriptionId;
  const target = { resourceGroup: member('name') };
  return { kind: 'resourceGroup', target: subscriptionId === undefined ? target : { subscriptionId, ...target } };
}

/** Where the `scope:` of another declaration is read: for an instance of a loop, with the loop's names at its index. */
function scopeContext({ symbol, index }: Instance, context: Context): Context {
  const outside = { ...context, locals: undefined };
  const { value } = symbol.node;
  if (index === undefined || value.kind !== 'for') return outside;
  return withNames(
    outside,
    loopNames(value, context.unit.lower(value.items, outside), () => index),
  );
}
