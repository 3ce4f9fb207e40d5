import { buildEstate, protectedItemsOf } from '../estate/build-estate.ts';
import { type EstateOptions, subjectKinds, type Estate } from '../estate/estate.ts';
import type { Root, UnitInventory } from '../input/index.ts';
import type { JudgedUnit } from '../report/report-input.ts';
import type { Resource, Suppression } from '../resource/resource.ts';
import type { Rule, RuleSettings } from '../rule/rule.ts';
import { runRules } from '../rule/run-rules.ts';
import { applySuppressions } from '../rule/suppress.ts';
import type { Verdict } from '../rule/verdict.ts';
import { placeOutside } from '../rule/restored.ts';
import type { Diagnostic } from '../text/diagnostic.ts';

/** How units are judged. */
export interface JudgeOptions {
  readonly rules: readonly Rule[];
  readonly settings: ReadonlyMap<string, RuleSettings>;
  readonly protectorOf: (root: Root) => EstateOptions['protectedBy'];
  /** True for a path whose errors do not make the run incomplete. */
  readonly mayBeIncomplete: (path: string) => boolean;
  /** True for the path of a file that was restored from a registry: what is found there is told where its module is called. */
  readonly isRestored: (path: string) => boolean;
  readonly today: string;
}

/** What the rules said about each unit, and the notes about suppressions that hold no longer or silence nothing. */
export interface Judgement {
  readonly units: readonly JudgedUnit[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Joins each unit into an estate and runs the rules on it. Items of another template's units protect machines here, too. */
export function judgeUnits(inventories: readonly UnitInventory[], options: JudgeOptions): Judgement {
  const items = inventories
    .map(({ unit, inventory }) => ({ template: unit.root.template, items: protectedItemsOf(inventory) }))
    .filter((own) => own.items.length > 0);
  const judged = inventories.map((read) => {
    const others = items.filter(({ template }) => template !== read.unit.root.template).flatMap((other) => other.items);
    return judgeUnit(read, others, options);
  });
  const ids = new Set(options.rules.map(({ id }) => id));
  const suppressions = new Set(
    inventories.flatMap(({ inventory }) => inventory.suppressions).filter((suppression) => isOurs(suppression, ids)),
  );
  const result = applySuppressions(
    judged.flatMap(({ verdicts }) => verdicts),
    [...suppressions],
    options.today,
    ids,
  );
  const kept = new Set<Verdict>(result.verdicts);
  const suppressed = new Map(result.suppressed.map((entry) => [entry.verdict, entry]));
  return {
    units: judged.map((unit) => ({
      ...unit,
      verdicts: unit.verdicts.filter((verdict) => kept.has(verdict)),
      suppressed: unit.verdicts.flatMap((verdict) => suppressed.get(verdict) ?? []),
    })),
    diagnostics: result.diagnostics,
  };
}

/** Bicep's `#disable-next-line` silences the compiler's rules as well: one that names none of ours says nothing to us. */
function isOurs({ at, rules }: Suppression, ids: ReadonlySet<string>): boolean {
  const isPragma = at.kind === 'file' && at.file.text.startsWith('#', at.span.start);
  return !isPragma || rules.some((rule) => ids.has(rule.toLowerCase()));
}

function judgeUnit(read: UnitInventory, protectsAlso: readonly Resource[], options: JudgeOptions): JudgedUnit {
  const { inventory, unit } = read;
  const { template, parameterFile } = unit.root;
  const protectedBy = options.protectorOf(unit.root);
  const estate = buildEstate(inventory, { source: 'template', protectedBy, protectsAlso });
  const run = runRules(options.rules, estate, options.settings);
  const diagnostics = [...inventory.diagnostics, ...run.diagnostics];
  const errors = diagnostics.filter(({ level }) => level === 'error');
  return {
    template: template.file.path,
    ...(parameterFile && { parameters: parameterFile.path }),
    scope: template.scope,
    complete: errors.length === 0 && inventory.gaps.length === 0,
    gapsAllowed: isAllowed(unit.root, errors, options.mayBeIncomplete),
    subjects: countSubjects(estate),
    verdicts: run.verdicts.map((verdict) => placeOutside(options.isRestored, verdict)),
    suppressed: [],
    diagnostics,
  };
}

/** The user accepts what is wrong with the root as a whole, or each file in which something is wrong. */
function isAllowed(root: Root, errors: readonly Diagnostic[], mayBeIncomplete: (path: string) => boolean): boolean {
  const own = [root.template.file.path, root.parameterFile?.path ?? root.template.file.path];
  if (own.some(mayBeIncomplete)) return true;
  return errors.length > 0 && errors.every(({ at }) => at?.kind === 'file' && mayBeIncomplete(at.file.path));
}

function countSubjects(estate: Estate): Record<string, number> {
  return Object.fromEntries(subjectKinds.map((kind) => [kind, estate[kind].length]));
}
