import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { ResourceDeclaration, Template, TemplateReference } from '../../template.ts';
import { referenceFromText } from '../bicep-host.ts';
import { unsupported, withNames } from '../context.ts';
import type { Context } from '../context.ts';
import type { OpenUnit } from '../create-unit.ts';
import type { Draft } from './declare.ts';
import { reportTwice } from './declared-twice.ts';
import { objectOf } from '../lower/declaration-body.ts';
import { cycleProblem } from './import-symbols.ts';
import { lowerModule } from '../lower/lower-module.ts';
import { lowerResource } from '../lower/lower-resource.ts';
import { constantPath } from '../lower/lower-string.ts';
import { readResourceType } from '../resource-types/resource-type.ts';
import type { ModuleSymbol, ResourceSymbol } from './symbols.ts';

/** Resources and modules in order of declaration, and the step that fills them in. */
export interface BoundResource {
  readonly symbol: ResourceSymbol | ModuleSymbol;
  readonly declaration: ResourceDeclaration;
  readonly fill: (context: Context) => void;
}

/** A `resource` with the ones nested in it: the outer one first. */
export function bindResource(
  node: bicep.ResourceStatement,
  unit: OpenUnit,
  context: Context,
  container?: ResourceSymbol,
): BoundResource[] {
  const name = node.name.name;
  const symbolicName = container === undefined ? name : `${container.declaration.symbolicName ?? ''}::${name}`;
  const declaration = draft(symbolicName, unit.at(node.keyword), unit.at(node.name), node.existing);
  const children = new Map<string, ResourceSymbol>();
  const { type, apiVersion, extension, isValid } = readResourceType(node.type, unit, container, context);
  declaration.type = type;
  if (apiVersion !== undefined) declaration.apiVersion = apiVersion;
  if (extension !== undefined) declaration.extension = extension;
  const symbol: ResourceSymbol = {
    kind: 'resource',
    name,
    node,
    declaration,
    isLoop: node.value.kind === 'for',
    hasValidType: isValid,
    children,
    ...(container === undefined ? {} : { container }),
  };
  const bound: BoundResource = {
    symbol,
    declaration,
    fill: (around) => lowerResource(symbol, declaration, namesAround(symbol, around)),
  };
  const nested = objectOf(node.value).members.filter((member) => member.kind === 'resource');
  const boundInside = nested.flatMap((member) => {
    const inner = bindResource(member, unit, context, symbol);
    const [first] = inner;
    if (first?.symbol.kind === 'resource' && first.symbol.name !== '' && !children.has(first.symbol.name)) {
      children.set(first.symbol.name, first.symbol);
    }
    return inner;
  });
  reportTwice(
    nested.map((member) => member.name),
    unit,
  );
  return [bound, ...boundInside];
}

/** A `module`; its template is opened now, so that what is passed can be checked. */
export function bindModule(node: bicep.ModuleStatement, unit: OpenUnit, context: Context): BoundResource {
  const at = unit.at(node.keyword);
  const declaration = draft(node.name.name, at, unit.at(node.name), false);
  declaration.type = 'Microsoft.Resources/deployments';
  declaration.apiVersion = { kind: 'string', value: moduleApiVersion, at };
  const { reference, template, isLost } = openModule(node, unit, context);
  const symbol: ModuleSymbol = {
    kind: 'module',
    name: node.name.name,
    node,
    declaration,
    isLoop: node.value.kind === 'for',
    template,
    isLost,
  };
  return {
    symbol,
    declaration,
    fill: (around) => lowerModule(symbol, declaration, reference, { ...around, owner: symbol }),
  };
}

/** What Bicep 0.49 writes for the deployments that modules become. */
const moduleApiVersion = '2025-04-01';

function draft(
  symbolicName: string,
  at: ResourceDeclaration['at'],
  nameAt: ResourceDeclaration['at'],
  existing: boolean,
): Draft<ResourceDeclaration> {
  const nothing = unsupported(nameAt, 'not known yet');
  return { symbolicName, type: '', name: nothing, existing, body: nothing, dependsOn: [], at };
}

/** The names of the resources around a nested one: its siblings and those of its ancestors. */
function namesAround(symbol: ResourceSymbol, context: Context): Context {
  const outer =
    symbol.container === undefined
      ? context
      : withNames(namesAround(symbol.container, context), symbol.container.children);
  return { ...outer, owner: symbol };
}

interface OpenedModule {
  readonly reference: TemplateReference;
  readonly template: Template | undefined;
  readonly isLost: boolean;
}

function openModule(node: bicep.ModuleStatement, unit: OpenUnit, context: Context): OpenedModule {
  const at = unit.at(node.path);
  const lost = (because: string): OpenedModule => ({
    reference: { kind: 'none', because, at },
    template: undefined,
    isLost: true,
  });
  const message = 'This module declaration is missing a file path reference.';
  const path = constantPath(node.path, context, { code: 'BCP090', message });
  if (path === undefined) return lost('the path of the module is not known');
  const reference = referenceFromText(path, at);
  const result = unit.host.template(reference, unit.file.path);
  switch (result.kind) {
    case 'template':
      reportErrors(result.template, node.path, unit);
      return { reference, template: result.template, isLost: false };
    case 'failed':
      // Evaluation resolves the reference again and reports why it fails, if it gets there.
      return { reference, template: undefined, isLost: reference.kind === 'path' };
    case 'cycle':
      unit.report(cycleProblem(result.paths, node.path));
      return lost('the module is part of a cycle');
  }
}

function reportErrors({ language, diagnostics }: Template, node: bicep.Node, unit: OpenUnit): void {
  if (language !== 'bicep' || diagnostics.every(({ level }) => level !== 'error')) return;
  unit.report({ code: 'BCP104', node, message: 'The referenced module has errors.' });
}
