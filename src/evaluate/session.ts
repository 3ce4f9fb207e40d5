import type { Location } from '../text/location.ts';
import type { Value } from '../resource/value.ts';
import type { Expression } from '../template/expression.ts';
import type { TemplateLoader } from '../template/loader.ts';
import type { DeclaredGroups } from './declared-groups.ts';
import type { EvaluationLog } from './evaluation-log.ts';
import type { Budget, DeploymentInputs } from './evaluation.ts';
import type { ResourceDeclaration } from '../template/template.ts';
import type { Env, Frame } from './frame.ts';
import type { Reading } from './reading.ts';
import type { InstanceFinder } from './find-instance.ts';
import type { InstanceSet } from './instance.ts';

/** One evaluation of one unit: its limits, what it found, and the one recursion that everything else is built on. */
export interface Session {
  readonly loader: TemplateLoader;
  readonly inputs: DeploymentInputs;
  /** What the unit is evaluated for. */
  readonly reading: Reading;
  readonly log: EvaluationLog;
  readonly groups: DeclaredGroups;
  /** The value of an expression; never throws. */
  evaluate(expression: Expression, env: Env): Value;
  /** A key for a symbol that is like no other. */
  freshIdentity(): string;
  /** Counts work; false when the budget of steps is used up. */
  spend(steps: number): boolean;
  /** Counts a nested deployment; false when there are too many. */
  countDeployment(at: Location): boolean;
  /** The instances of a declaration in a deployment, found out once. */
  instancesOf(frame: Frame, declaration: ResourceDeclaration): InstanceSet;
  /** Finds declared resources of a deployment by their ids and names. */
  finderOf(frame: Frame): InstanceFinder;
  /** The number of each `externalInput(...)` call of the parameter file. */
  readonly externalInputs: ReadonlyMap<Expression, number>;
  readonly budget: Budget;
}
