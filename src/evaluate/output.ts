import type { Value } from '../resource/value.ts';
import type { OutputDeclaration } from '../template/template.ts';
import { isFalse } from './condition.ts';
import type { Env, Frame } from './frame.ts';
import { EVALUATING, envOf, evaluateOnce } from './frame.ts';
import { refuse } from './member.ts';
import { isSecure, typeProblem } from './type-check.ts';

/** The value of an output, or why only the deployment knows it. */
export type OutputAnswer = { readonly value: Value } | { readonly because: string; readonly sealed?: true };

const AT_RUN_TIME = 'outputs are known only to the deployment';

/** What a deployment answers for an output; undefined when it has none of that name. */
export function answerOutput(frame: Frame, name: string): OutputAnswer | undefined {
  const declaration = frame.template.outputs.get(name.toLowerCase());
  if (declaration === undefined) return undefined;
  const isSealed = isSecure(declaration.type) && frame.session.reading.handover.sealsWritten;
  if (isSealed) return { because: AT_RUN_TIME, sealed: true };
  // An output that reads a resource which reads the output: what the resource is at run time decides both.
  if (frame.outputs.get(declaration.name.toLowerCase()) === EVALUATING) return { because: AT_RUN_TIME };
  const value = evaluateOutput(declaration, frame);
  return value === undefined ? undefined : { value };
}

/** The value of an output, evaluated once and checked against its type; undefined when there is none. */
export function evaluateOutput(declaration: OutputDeclaration, frame: Frame): Value | undefined {
  const { session, outputs } = frame;
  const env = envOf(frame);
  if (declaration.condition !== undefined && isFalse(session.evaluate(declaration.condition, env))) return undefined;
  if (!session.reading.branches.keepsUncounted && isUncounted(declaration, env)) return undefined;
  const lower = declaration.name.toLowerCase();
  const known = outputs.get(lower);
  if (known !== undefined && known !== EVALUATING) return known;
  return evaluateOnce(outputs, lower, session, () =>
    checked(session.evaluate(declaration.value, env), declaration, frame),
  );
}

/** Whether the output is a list of unknown length. */
function isUncounted({ value }: OutputDeclaration, env: Env): boolean {
  return value.kind === 'loop' && env.frame.session.evaluate(value.count, env).kind === 'unknown';
}

function checked(value: Value, { name, type }: OutputDeclaration, frame: Frame): Value {
  const env = envOf(frame);
  const problem = typeProblem(value, type, env);
  if (problem === undefined) return value;
  return refuse(
    env,
    value.at,
    `The provided value for the template output '${name}' is not valid. ${problem}`,
    'invalid-output',
  );
}
