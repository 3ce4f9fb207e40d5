import { evaluate } from '../../evaluate/evaluate.ts';
import type { Inventory } from '../../resource/resource.ts';
import type { TemplateLoader } from '../../template/loader.ts';
import type { DeploymentUnit } from './unit.ts';

/** What a unit would deploy, and which templates were opened for it. */
export interface UnitInventory {
  readonly unit: DeploymentUnit;
  readonly inventory: Inventory;
  /** Paths of the templates that its links (`templateLink.uri`) led to. */
  readonly linked: ReadonlySet<string>;
}

/** Evaluates a unit. */
export function readUnit(unit: DeploymentUnit, loader: TemplateLoader): UnitInventory {
  const opened = new Set([unit.root.template]);
  const linked = new Set<string>();
  const recording: TemplateLoader = {
    open: (path) => loader.open(path),
    openParameters: (path) => loader.openParameters(path),
    resolveParameters: (reference, from, uri) => loader.resolveParameters(reference, from, uri),
    resolve(reference, from, uri) {
      const result = loader.resolve(reference, from, uri);
      if (result.ok) opened.add(result.template);
      if (result.ok && reference.kind === 'uri') linked.add(result.template.file.path);
      return result;
    },
  };
  const evaluation = evaluate(unit.root.template, unit.inputs, recording);
  const inventory: Inventory = {
    resources: evaluation.resources,
    gaps: evaluation.gaps,
    diagnostics: [...unit.diagnostics, ...evaluation.diagnostics],
    suppressions: [...opened].flatMap((template) => template.suppressions),
    secrets: evaluation.secrets,
  };
  return { unit, inventory, linked };
}

/**
 * Leaves out the templates of a scanned folder that another one links to: they are judged there. Of templates that link to each other, the
 * last one stays.
 */
export function withoutLinked(units: readonly UnitInventory[]): UnitInventory[] {
  const users = new Map<string, Set<UnitInventory>>();
  for (const user of units) {
    for (const path of user.linked) users.set(path, (users.get(path) ?? new Set()).add(user));
  }
  const dropped = new Set<UnitInventory>();
  for (const candidate of units) {
    const { template, parameterFile, named } = candidate.unit.root;
    if (named || parameterFile) continue;
    const isUsed = [...(users.get(template.file.path) ?? [])].some(
      (user) => user.unit.root.template !== template && !dropped.has(user),
    );
    if (isUsed) dropped.add(candidate);
  }
  return units.filter((unit) => !dropped.has(unit));
}
