import { callSymbol, unknownValue } from '../resource/unknown.ts';
import type { Value } from '../resource/value.ts';
import type { CallExpression, Expression } from '../template/expression.ts';
import { evaluateReference, idOfResource, idOfTarget, resourceInfo } from './declared-resource.ts';
import type { Callee, Callees } from './callee.ts';
import type { Env } from './frame.ts';
import { EVALUATING, envOf, frameOfVariables, isBeforeResources } from './frame.ts';
import { textValue } from '../resource/make-value.ts';
import { stayingCall } from './staying-call.ts';
import { refuse } from './member.ts';
import { parameterValue } from './parameter.ts';

/** Functions that only the deployment, or the person who starts it, can answer. */
export const runtimeFunctions: Callees = [
  ['reference', evaluateReferenceCall],
  ['target', stays('what there is before the deployment is known only to Azure')],
  ['resourceInfo', evaluateResourceInfo],
  ['references', stays('what was deployed is known only to the deployment')],
  ['newGuid', evaluateNewGuid],
  ['utcNow', evaluateUtcNow],
  ['pickZones', stays('zones are known only to the deployment')],
  ['providers', stays('resource providers are known only to the deployment')],
  ['toLogicalZone', stays('zones are known only to the deployment')],
  ['toLogicalZones', stays('zones are known only to the deployment')],
  ['toPhysicalZone', stays('zones are known only to the deployment')],
  ['toPhysicalZones', stays('zones are known only to the deployment')],
  ['getSecret', stays('a secret is known only to the deployment')],
  ['externalInput', evaluateExternalInput],
  ['externalInputs', stays('an external input is known only when the parameter file is used')],
  ['externalInputsAsync', stays('an external input is known only when the parameter file is used')],
  ['defaultApiVersion', stays('the API profile is known only to the deployment')],
  ['apiVersion', stays('the API profile is known only to the deployment')],
  ['readEnvironmentVariable', evaluateEnvironmentVariable],
  ['parameters', evaluateParameters],
  ['variables', evaluateVariables],
];

/** `listKeys`, `listAccountSas`, `list...`: any operation of a resource provider. */
export function evaluateList(expression: CallExpression, env: Env, name: string): Value {
  if (isBeforeResources(env.frame)) return misplaced(expression, env, name);
  const [target, ...others] = argumentValues(expression.arguments, env);
  const args = target === undefined ? [] : [idOfTarget(target, env), ...others];
  return stayingCall(name, args, expression.at, 'what the resource lists is known only to the deployment');
}

function stays(because: string): Callee {
  return (expression, env, name) =>
    stayingCall(name, argumentValues(expression.arguments, env), expression.at, because);
}

/** A resource symbol as an argument stands for its id. */
function argumentValues(args: readonly Expression[], env: Env): Value[] {
  return args.map((argument) =>
    argument.kind === 'resource' ? idOfResource(argument, env) : env.frame.session.evaluate(argument, env),
  );
}

function evaluateReferenceCall(expression: CallExpression, env: Env, name: string): Value {
  if (isBeforeResources(env.frame)) return misplaced(expression, env, name);
  const [target] = expression.arguments;
  if (target === undefined) return refuse(env, expression.at, "The template function 'reference' requires a resource.");
  return evaluateReference(expression, env);
}

function evaluateResourceInfo(expression: CallExpression, env: Env, name: string): Value {
  const because = 'which resource is meant is known only to the deployment';
  return resourceInfo(expression, env) ?? stays(because)(expression, env, name);
}

/** Each evaluation gives another one. */
function evaluateNewGuid(expression: CallExpression, env: Env, name: string): Value {
  if (!isInDefaultValue(env)) return misplaced(expression, env, name);
  const identity = env.frame.session.freshIdentity();
  return unknownValue(callSymbol(name, [], identity), 'a new GUID is made by each deployment', expression.at);
}

/** One point in time per deployment. */
function evaluateUtcNow(expression: CallExpression, env: Env, name: string): Value {
  if (!isInDefaultValue(env)) return misplaced(expression, env, name);
  const args = argumentValues(expression.arguments, env);
  return stayingCall(name, args, expression.at, 'the time is that of the deployment', env.frame.session.inputs.unit);
}

/** Whether a parameter of the deployment is being found out. What the compiler says of a Bicep file is not said again. */
function isInDefaultValue({ frame }: Env): boolean {
  return frame.template.language === 'bicep' || [...frame.parameters.values()].includes(EVALUATING);
}

/** What the engine says of a function that it does not evaluate where it stands. */
export function misplaced(expression: CallExpression, env: Env, name: string): Value {
  return refuse(env, expression.at, `The template function '${name}' is not expected at this location.`);
}

function evaluateExternalInput(expression: CallExpression, env: Env, name: string): Value {
  const args = argumentValues(expression.arguments, env);
  const [kind] = args;
  const because = 'an external input is known only when the parameter file is used';
  const number = env.frame.session.externalInputs.get(expression);
  if (kind?.kind !== 'string' || number === undefined) return stayingCall(name, args, expression.at, because);
  const key = `${kind.value.replaceAll(/[^A-Za-z0-9_]/g, '_')}_${number}`;
  return stayingCall('externalInputs', [textValue(key, expression.at)], expression.at, because);
}

function evaluateEnvironmentVariable(expression: CallExpression, env: Env, name: string): Value {
  const [variable, fallback] = argumentValues(expression.arguments, env);
  const known = variable?.kind === 'string' ? env.frame.session.inputs.environment.get(variable.value) : undefined;
  if (known !== undefined) return textValue(known, expression.at);
  const shown = variable?.kind === 'string' ? variable.value : 'NAME';
  const because = `environment variable '${shown}' is not read; pass --env ${shown}`;
  return stayingCall(
    name,
    variable === undefined ? [] : fallback === undefined ? [variable] : [variable, fallback],
    expression.at,
    because,
  );
}

/** `parameters('x')` that no declaration answers, or whose name is itself an expression. */
function evaluateParameters(expression: CallExpression, env: Env, name: string): Value {
  const [key] = argumentValues(expression.arguments, env);
  if (key === undefined) return refuse(env, expression.at, "The template function 'parameters' requires a name.");
  if (key.kind === 'unknown') return stayingCall(name, [key], expression.at);
  const wanted = key.kind === 'string' ? key.value : '';
  const { frame } = env;
  const declaring = frame.functions === 'own' ? frame : frame.functions;
  const declaration = declaring.template.parameters.get(wanted.toLowerCase());
  if (declaration !== undefined) return parameterValue(declaration, declaring, expression.at);
  return refuse(env, expression.at, `The template parameter '${wanted}' is not found.`, 'unknown-name');
}

function evaluateVariables(expression: CallExpression, env: Env, name: string): Value {
  const [key] = argumentValues(expression.arguments, env);
  if (key === undefined) return refuse(env, expression.at, "The template function 'variables' requires a name.");
  if (key.kind === 'unknown') return stayingCall(name, [key], expression.at);
  const wanted = key.kind === 'string' ? key.value : '';
  const frame = frameOfVariables(env.frame);
  const declaration = frame.template.variables.get(wanted.toLowerCase());
  if (declaration === undefined)
    return refuse(env, expression.at, `The template variable '${wanted}' is not found.`, 'unknown-name');
  return frame.session.evaluate({ kind: 'variable', declaration, at: expression.at }, envOf(frame));
}
