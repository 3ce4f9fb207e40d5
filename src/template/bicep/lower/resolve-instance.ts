import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { Expression, ResourceExpression } from '../../expression.ts';
import { unsupported } from '../context.ts';
import type { Context } from '../context.ts';
import { lookUp } from './lower-name.ts';
import { findLocal } from '../names/symbols.ts';
import type { BicepSymbol, ModuleSymbol, ResourceSymbol } from '../names/symbols.ts';

/** A resource or module that an expression names, with the index when it names one instance of a loop. */
export interface Instance {
  readonly symbol: ResourceSymbol | ModuleSymbol;
  readonly index?: Expression;
}

/** What a name means, without noting a use; `undefined` for anything but a name. */
export function peekSymbol(node: bicep.Expression, context: Context): BicepSymbol | undefined {
  if (node.kind !== 'variable') return undefined;
  return findLocal(context.locals, node.name) ?? context.unit.globals.get(node.name);
}

/** The resource or module behind `vm`, `vms[i]`, `parent::child`; `undefined` when the expression is something else. */
export function resolveInstance(node: bicep.Expression, context: Context): Instance | undefined {
  if (node.kind === 'parenthesized') return resolveInstance(node.expression, context);
  if (node.kind === 'nonNull') return resolveInstance(node.base, context);
  if (node.kind === 'variable') {
    const symbol = peekSymbol(node, context);
    if (symbol?.kind !== 'resource' && symbol?.kind !== 'module') return undefined;
    return lookUp(node.name, node, context) === undefined ? undefined : { symbol };
  }
  if (node.kind === 'resourceAccess') return resolveChild(node, context);
  if (node.kind !== 'arrayAccess' || node.safe || node.fromEnd) return undefined;
  const target = resolveInstance(node.base, context);
  if (target === undefined || !target.symbol.isLoop || target.index !== undefined) return undefined;
  return { symbol: target.symbol, index: context.unit.lower(node.index, context) };
}

/** The expression that stands for a resource or module. */
export function instanceExpression(instance: Instance, node: bicep.Node, context: Context): ResourceExpression {
  const expression = { kind: 'resource', declaration: instance.symbol.declaration, at: context.unit.at(node) } as const;
  return instance.index === undefined ? expression : { ...expression, index: instance.index };
}

/** `parent::child` as a value; reports a child that the parent does not have. */
export function lowerResourceAccess(node: bicep.ResourceAccess, context: Context): Expression {
  const instance = resolveInstance(node, context);
  if (instance !== undefined) return instanceExpression(instance, node, context);
  const at = context.unit.at(node);
  const parent = resolveInstance(node.base, context);
  if (parent?.symbol.kind !== 'resource') {
    const base = context.unit.lower(node.base, context);
    if (base.kind === 'unsupported') return base;
    const message = 'Cannot access nested resources of this value. A resource type is required.';
    context.unit.report({ code: 'BCP158', node: node.base, message });
    return unsupported(at, message);
  }
  const known = [...parent.symbol.children.keys()].map((name) => `"${name}"`);
  const message =
    `The resource "${parent.symbol.name}" does not contain a nested resource named "${node.name.name}".` +
    ` Known nested resources are: ${known.length === 0 ? '(none)' : known.join(', ')}.`;
  context.unit.report({ code: 'BCP159', node: node.name, message });
  return unsupported(at, message);
}

function resolveChild(node: bicep.ResourceAccess, context: Context): Instance | undefined {
  const parent = resolveInstance(node.base, context);
  if (parent?.symbol.kind !== 'resource') return undefined;
  const symbol = parent.symbol.children.get(node.name.name);
  if (symbol === undefined) return undefined;
  if (context.owner !== undefined) {
    context.unit.use({ from: context.owner, to: symbol, toName: symbol.name, node: node.name });
  }
  return { symbol };
}
