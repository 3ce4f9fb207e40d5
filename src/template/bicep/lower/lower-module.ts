import type { Location } from '../../../text/location.ts';
import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { Expression, ObjectExpression, ObjectPropertyExpression } from '../../expression.ts';
import type { Argument, DeploymentDeclaration, ResourceDeclaration, TemplateReference } from '../../template.ts';
import { checkLoopDecorator } from '../check/check-decorators.ts';
import { checkModuleScope } from '../check/check-scopes.ts';
import { withoutLoops } from '../context.ts';
import type { Context } from '../context.ts';
import { findProperty, lowerDependsOn, openBody, propertyValue, withoutProperties } from './declaration-body.ts';
import type { DeclarationBody } from './declaration-body.ts';
import type { Draft } from '../names/declare.ts';
import { readDecorators } from './decorators.ts';
import { argumentEntry } from './argument-entry.ts';
import { lowerProperty, reportDuplicates } from './lower-collection.ts';
import { keyText } from './lower-string.ts';
import { lowerTarget } from './lower-target.ts';
import type { Target } from './lower-target.ts';
import type { ModuleSymbol } from '../names/symbols.ts';

const notInBody = ['name', 'params', 'scope', 'dependsOn', 'extensionConfigs'];

/**
 * Fills in the parts of a module that need the names of the file: it becomes the deployment that the official compiler emits for it.
 * https://learn.microsoft.com/azure/azure-resource-manager/bicep/modules
 */
export function lowerModule(
  symbol: ModuleSymbol,
  declaration: Draft<ResourceDeclaration>,
  template: TemplateReference,
  context: Context,
): void {
  const { calls } = readDecorators(symbol.node.decorators, 'module', context);
  checkLoopDecorator(calls, symbol.isLoop, context);
  const body = openBody(symbol.node.value, symbol.name, context);
  const scope = propertyValue(body.object, 'scope');
  const target: Target = scope === undefined ? { kind: 'own' } : lowerTarget(scope, withoutLoops(body.context));
  checkModuleScope(target, symbol.template, scope ?? symbol.node.value, context);
  const name = nameOf(symbol, body);
  declaration.name = name;
  declaration.body = bodyOf(name, target, symbol, body);
  declaration.dependsOn = lowerDependsOn(body.object, body.context);
  if (body.condition !== undefined) declaration.condition = body.condition;
  if (body.loop !== undefined) declaration.loop = body.loop;
  if (target.target !== undefined) declaration.target = target.target;
  declaration.deployment = deploymentOf(template, body);
}

/** The name as written, else the one that the compiler makes up: `format('m-{0}', uniqueString('m', deployment().name))`. */
function nameOf(symbol: ModuleSymbol, body: DeclarationBody): Expression {
  const { unit } = body.context;
  const written = propertyValue(body.object, 'name');
  if (written !== undefined) return unit.lower(written, withoutLoops(body.context));
  const at = unit.at(symbol.node.name);
  const text = (value: string): Expression => ({ kind: 'string', value, at });
  const call = (name: string, ...args: Expression[]): Expression => ({ kind: 'call', name, arguments: args, at });
  const deploymentName: Expression = { kind: 'member', base: call('deployment'), key: text('name'), at };
  const hash = call('uniqueString', text(symbol.name), deploymentName);
  return body.loop === undefined
    ? call('format', text(`${symbol.name}-{0}`), hash)
    : call('format', text(`${symbol.name}-{0}-{1}`), call('copyIndex', text(body.loop.name)), hash);
}

/** What is written for the deployment besides its `properties`: the name, a location above resource groups, tags and identity. */
function bodyOf(name: Expression, target: Target, symbol: ModuleSymbol, body: DeclarationBody): ObjectExpression {
  const { unit } = body.context;
  const at = unit.at(symbol.node.name);
  const key = (text: string): Expression => ({ kind: 'string', value: text, at });
  const rest = unit.lower(withoutProperties(body.object, notInBody), body.context);
  const properties: ObjectPropertyExpression[] = [{ key: key('name'), value: name }];
  const kind = target.kind === 'own' ? unit.scope : target.kind;
  if (kind === 'subscription' || kind === 'managementGroup' || kind === 'tenant') {
    properties.push({ key: key('location'), value: deploymentLocation(unit.scope === 'resourceGroup', at) });
  }
  if (rest.kind === 'object') properties.push(...rest.properties);
  return { kind: 'object', properties, at: unit.at(body.object) };
}

function deploymentLocation(inResourceGroup: boolean, at: Location): Expression {
  const base: Expression = { kind: 'call', name: inResourceGroup ? 'resourceGroup' : 'deployment', arguments: [], at };
  return { kind: 'member', base, key: { kind: 'string', value: 'location', at }, at };
}

function deploymentOf(template: TemplateReference, body: DeclarationBody): DeploymentDeclaration {
  const parameters = new Map<string, Argument>();
  const params = findProperty(body.object, 'params');
  const declaration = { kind: 'module', expressionScope: 'inner', template, parameters } as const;
  if (params === undefined) return declaration;
  if (params.value.kind !== 'object') {
    const message = 'The value of the module "params" property must be an object literal.';
    body.context.unit.report({ code: 'BCP183', node: params.value, message });
    return { ...declaration, parametersExpression: body.context.unit.lower(params.value, body.context) };
  }
  reportDuplicates(params.value, body.context);
  for (const member of params.value.members) {
    if (member.kind === 'property') {
      const argument = argumentOf(member, body.context);
      if (argument !== undefined) parameters.set(argument.name.toLowerCase(), argument);
    } else {
      const message = 'The spread operator "..." is not permitted in this location.';
      body.context.unit.report({ code: 'BCP401', node: member, message });
    }
  }
  return declaration;
}

function argumentOf(member: bicep.ObjectProperty, context: Context): Argument | undefined {
  const name = keyText(member.key);
  if (name === undefined || name === '') return undefined;
  const at = context.unit.at(member.key);
  return { name, at, value: argumentEntry(member.value, context) ?? lowerProperty(member, context).value };
}
