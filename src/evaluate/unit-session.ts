import type { Location } from '../text/location.ts';
import type { Value } from '../resource/value.ts';
import type { Expression } from '../template/expression.ts';
import type { TemplateLoader } from '../template/loader.ts';
import type { ResourceDeclaration } from '../template/template.ts';
import { DeclaredGroups } from './declared-groups.ts';
import type { Computed } from './evaluate-expression.ts';
import { evaluateExpression } from './evaluate-expression.ts';
import { EvaluationLog } from './evaluation-log.ts';
import type { Budget, DeploymentInputs } from './evaluation.ts';
import { numberExternalInputs } from './external-input.ts';
import { InstanceFinder } from './find-instance.ts';
import type { Env, Frame } from './frame.ts';
import { opaque } from './frame.ts';
import type { InstanceSet } from './instance.ts';
import { instancesOf } from './instances.ts';
import type { Reading } from './reading.ts';
import type { Session } from './session.ts';

/** What is far beyond any template that people write, and well within what a machine can do. */
const DEFAULT_BUDGET: Budget = { steps: 20_000_000, depth: 400, resources: 100_000, size: 4_000_000 };
const MOST_DEPLOYMENTS = 20_000;

/** The evaluation of one unit. */
export class UnitSession implements Session {
  readonly inputs: DeploymentInputs;
  readonly loader: TemplateLoader;
  readonly reading: Reading;
  readonly budget: Budget;
  readonly log = new EvaluationLog();
  readonly groups = new DeclaredGroups();
  readonly #finders = new Map<Frame, InstanceFinder>();
  #externalInputs: ReadonlyMap<Expression, number> | undefined;
  #steps = 0;
  #depth = 0;
  #identities = 0;
  #deployments = 0;

  constructor(inputs: DeploymentInputs, loader: TemplateLoader, reading: Reading, budget: Partial<Budget>) {
    this.inputs = inputs;
    this.loader = loader;
    this.reading = reading;
    this.budget = { ...DEFAULT_BUDGET, ...budget };
  }

  get externalInputs(): ReadonlyMap<Expression, number> {
    this.#externalInputs ??= numberExternalInputs(this.inputs.parameters);
    return this.#externalInputs;
  }

  evaluate(expression: Expression, env: Env): Value {
    switch (expression.kind) {
      case 'string':
      case 'number':
      case 'bool':
      case 'null':
        return expression;
      default:
        return this.#compute(expression, env);
    }
  }

  #compute(expression: Computed, env: Env): Value {
    if (!this.spend(stepsOf(expression))) return opaque(this, 'the evaluation was stopped at a limit', expression.at);
    if (this.#depth >= this.budget.depth)
      return this.#limit('limit-depth', `Expressions are nested more than ${this.budget.depth} deep.`, expression.at);
    this.#depth += 1;
    const value = evaluateExpression(expression, env);
    this.#depth -= 1;
    return value;
  }

  freshIdentity(): string {
    this.#identities += 1;
    return `${this.inputs.unit}:${this.#identities}`;
  }

  spend(steps: number): boolean {
    this.#steps += steps;
    if (this.#steps <= this.budget.steps) return true;
    this.log.note({
      code: 'limit-steps',
      level: 'error',
      message: `The evaluation takes more than ${this.budget.steps} steps.`,
    });
    return false;
  }

  countDeployment(): boolean {
    this.#deployments += 1;
    return this.#deployments <= MOST_DEPLOYMENTS;
  }

  instancesOf(frame: Frame, declaration: ResourceDeclaration): InstanceSet {
    return instancesOf(frame, declaration);
  }

  finderOf(frame: Frame): InstanceFinder {
    const finder = this.#finders.get(frame) ?? new InstanceFinder(frame);
    this.#finders.set(frame, finder);
    return finder;
  }

  #limit(code: string, message: string, at: Location): Value {
    this.log.note({ code, level: 'error', message, at });
    return opaque(this, message, at);
  }
}

/** Literals are counted with what holds them. */
function stepsOf(expression: Computed): number {
  switch (expression.kind) {
    case 'object':
      return 1 + expression.properties.length;
    case 'array':
      return 1 + expression.items.length;
    case 'call':
      return 1 + expression.arguments.length;
    default:
      return 1;
  }
}
