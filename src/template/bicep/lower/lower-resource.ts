import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { Expression } from '../../expression.ts';
import type { DeploymentTarget, ResourceDeclaration, ResourceReference } from '../../template.ts';
import { unsupported, withNames, withoutLoops } from '../context.ts';
import { checkLoopDecorator } from '../check/check-decorators.ts';
import { checkGroup, checkPlace } from '../check/check-place.ts';
import type { Inherited } from '../check/check-place.ts';
import type { Context } from '../context.ts';
import {
  findProperty,
  lowerDependsOn,
  objectOf,
  openBody,
  propertyValue,
  withoutProperties,
} from './declaration-body.ts';
import type { DeclarationBody } from './declaration-body.ts';
import type { Draft } from '../names/declare.ts';
import { readDecorators } from './decorators.ts';
import { loopNames } from './lower-loop.ts';
import { literalText } from './lower-string.ts';
import { lowerTarget } from './lower-target.ts';
import { resolveInstance } from './resolve-instance.ts';
import type { Instance } from './resolve-instance.ts';
import type { ResourceSymbol } from '../names/symbols.ts';

/** Properties of a resource that say where it goes, and are no properties of what Azure gets. */
const notInBody = ['scope', 'parent', 'dependsOn'];

/** More parents than this above each other are a circle. */
const longestAncestry = 20;

/**
 * Fills in the parts of a resource, nested or not, that need the names of the file; `context` is that of the declaration. Its nested children are
 * filled in by themselves.
 */
export function lowerResource(symbol: ResourceSymbol, declaration: Draft<ResourceDeclaration>, context: Context): void {
  const { node, container } = symbol;
  const { calls } = readDecorators(node.decorators, 'resource', context);
  checkLoopDecorator(calls, symbol.isLoop, context);
  const inner = withNames(context, symbol.children);
  const loopName = symbol.declaration.symbolicName ?? symbol.name;
  const body = openBody(node.value, loopName, inner);
  if (container !== undefined) checkNesting(symbol, container, context);
  const parent = parentOf(symbol, body);
  const condition = conditionOf(symbol, body);
  const target = checkedTarget(symbol, body, parent);
  declaration.name = nameOf(symbol, body);
  declaration.body = bodyOf(symbol, body);
  declaration.dependsOn = lowerDependsOn(body.object, body.context);
  if (parent !== undefined) declaration.parent = referenceOf(parent);
  if (condition !== undefined) declaration.condition = condition;
  if (body.loop !== undefined) declaration.loop = body.loop;
  if (target !== undefined) declaration.target = target;
}

function checkNesting(symbol: ResourceSymbol, container: ResourceSymbol, context: Context): void {
  const { unit } = context;
  unit.use({ from: symbol, to: container, toName: container.name, node: symbol.node.keyword });
  if (!container.isLoop) return;
  const message = 'A nested resource cannot appear inside of a resource with a for-expression.';
  unit.report({ code: 'BCP160', node: symbol.node.keyword, message });
}

/** What an extension gets are properties, all of it, as the official compiler writes it. */
function bodyOf(symbol: ResourceSymbol, { object, context }: DeclarationBody): Expression {
  const inside: Context = symbol.declaration.existing ? context : { ...context, inResource: true };
  const body = context.unit.lower(withoutProperties(object, notInBody), inside);
  if (symbol.declaration.extension === undefined) return body;
  const { at } = body;
  return { kind: 'object', properties: [{ key: { kind: 'string', value: 'properties', at }, value: body }], at };
}

function nameOf(symbol: ResourceSymbol, body: DeclarationBody): Expression {
  const { unit } = body.context;
  if (symbol.declaration.extension !== undefined)
    return { kind: 'string', value: symbol.name, at: unit.at(symbol.node.name) };
  const name = propertyValue(body.object, 'name');
  if (name !== undefined) checkSegments(symbol, name, body);
  if (name !== undefined) return unit.lower(name, withoutLoops(body.context));
  const at = unit.at(symbol.node.name);
  const message = 'The specified "resource" declaration is missing the following required properties: "name".';
  const isObject = body.object.members.length > 0 || symbol.node.value.kind === 'object';
  if (isObject) unit.report({ code: 'BCP035', node: symbol.node.name, message });
  return unsupported(at, 'the resource has no name');
}

/** Reports a constant name with more or fewer segments than the type; a child's own name is one segment. */
function checkSegments(symbol: ResourceSymbol, name: bicep.Expression, body: DeclarationBody): void {
  const text = literalText(name);
  if (text === undefined || !symbol.hasValidType) return;
  const slashes = text.split('/').length - 1;
  const { unit } = body.context;
  if (symbol.container !== undefined || propertyValue(body.object, 'parent') !== undefined) {
    if (slashes === 0) return;
    const message =
      'Expected resource name to not contain any "/" characters. Child resources with a parent resource reference (via the parent property or via nesting) must not contain a fully-qualified name.';
    unit.report({ code: 'BCP170', node: name, message });
    return;
  }
  const expected = symbol.declaration.type.split('/').length - 2;
  if (slashes === expected || expected < 0) return;
  const message = `Expected resource name to contain ${expected} "/" character(s). The number of name segments must match the number of segments in the resource type.`;
  unit.report({ code: 'BCP169', node: name, message });
}

/** The resource around a nested one, else the `parent:`. */
function parentOf(symbol: ResourceSymbol, body: DeclarationBody): Instance | undefined {
  if (symbol.container !== undefined) return { symbol: symbol.container };
  const value = propertyValue(body.object, 'parent');
  if (value === undefined) return undefined;
  const instance = resolveInstance(value, body.context);
  if (instance === undefined) body.context.unit.lower(value, body.context);
  return instance;
}

function referenceOf({ symbol, index }: Instance): ResourceReference {
  return index === undefined ? { resource: symbol.declaration } : { resource: symbol.declaration, index };
}

/** A nested resource exists only where the one around it does: conditions add up. */
function conditionOf(symbol: ResourceSymbol, body: DeclarationBody): Expression | undefined {
  const around = symbol.container?.declaration.condition;
  const own = body.condition;
  if (around === undefined || own === undefined) return own ?? around;
  return { kind: 'call', name: 'and', arguments: [around, own], at: own.at };
}

/** The `scope:`, or that of the outermost ancestor, which children share. Reports where a resource cannot go. */
function checkedTarget(
  symbol: ResourceSymbol,
  body: DeclarationBody,
  parent: Instance | undefined,
): DeploymentTarget | undefined {
  const scope = findProperty(body.object, 'scope');
  if (scope === undefined && parent === undefined) {
    checkGroup(symbol, undefined, undefined, body.context);
    return undefined;
  }
  const placed = scope === undefined ? undefined : lowerTarget(scope.value, withoutLoops(body.context));
  const inherited = parent === undefined ? undefined : inheritedTarget(parent, body.context, 0);
  if (symbol.hasValidType && symbol.declaration.extension === undefined) {
    const given = { symbol, scope: scope?.value, placed, inherited };
    checkGroup(symbol, scope?.value, placed, body.context);
    checkPlace(given, body.context, (instance) => inheritedTarget(instance, body.context, 0).target);
  }
  return (placed ?? inherited?.target)?.target;
}

/** Where the outermost ancestor of a resource goes, and which one that is. */
function inheritedTarget(ancestor: Instance, context: Context, depth: number): Inherited {
  const { symbol, index } = ancestor;
  if (symbol.kind !== 'resource' || depth > longestAncestry) return { from: symbol, target: { kind: 'own' } };
  if (symbol.container !== undefined) return inheritedTarget({ symbol: symbol.container }, context, depth + 1);
  const inner = contextOfInstance(symbol.node.value, index, context);
  const object = objectOf(symbol.node.value);
  const parent = propertyValue(object, 'parent');
  const above = parent === undefined ? undefined : resolveInstance(parent, inner);
  if (above !== undefined) return inheritedTarget(above, inner, depth + 1);
  const scope = propertyValue(object, 'scope');
  return { from: symbol, target: scope === undefined ? { kind: 'own' } : lowerTarget(scope, inner) };
}

/** The context of another declaration's body, seen from here: its loop variables are those of the instance that is meant. */
function contextOfInstance(value: bicep.Expression, index: Expression | undefined, context: Context): Context {
  const outer = { ...context, locals: undefined, propertyLoops: false };
  if (value.kind !== 'for' || index === undefined) return outer;
  const items = context.unit.lower(value.items, outer);
  return withNames(
    outer,
    loopNames(value, items, () => index),
  );
}
