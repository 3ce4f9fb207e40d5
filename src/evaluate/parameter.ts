import { didYouMean } from '../text/did-you-mean.ts';
import type { Location } from '../text/location.ts';
import { callSymbol, unknownValue } from '../resource/unknown.ts';
import type { UnknownValue, Value } from '../resource/value.ts';
import type { Argument, ParameterDeclaration } from '../template/template.ts';
import type { Frame } from './frame.ts';
import { EVALUATING, envOf, evaluateOnce, frameDeclaring, opaque } from './frame.ts';
import { nullValue, textValue } from '../resource/make-value.ts';
import { refuse } from './member.ts';
import { sealed } from './seal.ts';
import { entryValue } from './argument-entry.ts';
import { isNullable, isSecure, typeProblem } from './type-check.ts';

/**
 * The value of a parameter: what was passed, else its default, else unknown. Checked against its type as Azure's engine does, once. The
 * value of a secure parameter is sealed.
 */
export function parameterValue(declaration: ParameterDeclaration, seenFrom: Frame, at: Location): Value {
  const frame = seenFrom.parameters.has(declaration) ? seenFrom : frameDeclaring(seenFrom, declaration);
  const { parameters, session } = frame;
  const known = parameters.get(declaration);
  if (known === EVALUATING) {
    return refuse(envOf(frame), at, `The parameter '${declaration.name}' refers to itself.`, 'cycle');
  }
  return known ?? evaluateOnce(parameters, declaration, session, () => determine(declaration, frame));
}

function determine(declaration: ParameterDeclaration, frame: Frame): Value {
  const passed = passedValue(declaration, frame);
  if (passed === undefined || (passed.kind === 'null' && declaration.defaultValue !== undefined)) {
    return defaultValue(declaration, frame);
  }
  return sealedValue(check(passed, declaration, frame), declaration, frame);
}

function sealedValue(value: Value, declaration: ParameterDeclaration, frame: Frame): Value {
  const symbol = (): UnknownValue =>
    unknownParameter(declaration, frame, `parameter '${declaration.name}' is secure`, value.at);
  const result = sealed(value, declaration.type, symbol);
  if (result !== value) frame.session.log.secrets.push(value.at);
  return result;
}

function passedValue(declaration: ParameterDeclaration, frame: Frame): Value | undefined {
  const passed = frame.passed.get(declaration.name.toLowerCase());
  if (passed !== undefined) return argumentValue(passed, declaration, frame);
  const whole = frame.passedObject?.();
  if (whole === undefined) return undefined;
  const entry = whole.kind === 'object' ? whole.properties.get(declaration.name) : undefined;
  if (entry?.kind === 'object') return entryValue(entry, frame.session);
  if (whole.kind !== 'unknown') return undefined;
  return opaque(frame.session, whole.because, whole.at);
}

function argumentValue({ value }: Argument, declaration: ParameterDeclaration, frame: Frame): Value {
  if (value.kind === 'keyVaultReference') return secret(declaration, value.at, frame);
  const env = frame.passedIn ?? envOf(frame);
  const { session } = frame;
  return session.reading.handover.argument(session.evaluate(value, env), env.frame);
}

function defaultValue(declaration: ParameterDeclaration, frame: Frame): Value {
  if (declaration.defaultValue !== undefined) {
    const value = check(frame.session.evaluate(declaration.defaultValue, envOf(frame)), declaration, frame);
    return frame.session.reading.handover.sealsWritten ? sealedValue(value, declaration, frame) : value;
  }
  if (isNullable(declaration.type)) return nullValue(declaration.at);
  const { name, at } = declaration;
  if (frame.parent !== undefined) {
    const message = `The value for the template parameter '${name}' is not provided.`;
    frame.session.log.note({ code: 'missing-parameter', level: 'error', message, at: frame.calledBy[0] ?? at });
  }
  return unknownParameter(declaration, frame, `parameter '${name}' has no value; pass --parameters`, at);
}

function check(value: Value, declaration: ParameterDeclaration, frame: Frame): Value {
  const problem = typeProblem(value, declaration.type, envOf(frame));
  if (problem === undefined) return value;
  if (isSecure(declaration.type)) frame.session.log.secrets.push(value.at);
  const message = `The provided value for the template parameter '${declaration.name}' is not valid. ${problem}`;
  return refuse(envOf(frame), value.at, message, 'invalid-parameter');
}

function secret(declaration: ParameterDeclaration, at: Location, frame: Frame): UnknownValue {
  const because = `parameter '${declaration.name}' is secure`;
  return { ...unknownParameter(declaration, frame, because, at), sealed: true };
}

/** `parameters('x')`: of the root it is one symbol, of every other deployment its own. */
function unknownParameter(
  declaration: ParameterDeclaration,
  frame: Frame,
  because: string,
  at: Location,
): UnknownValue {
  const identity = frame.parent === undefined ? undefined : frame.key;
  const sealed = isSecure(declaration.type);
  return unknownValue(callSymbol('parameters', [textValue(declaration.name, at)], identity), because, at, sealed);
}

/** Evaluates and checks the parameters that nothing has asked for yet: the engine refuses a bad argument even when nobody uses it. */
export function checkParameters(frame: Frame): void {
  for (const declaration of frame.template.parameters.values()) parameterValue(declaration, frame, declaration.at);
  for (const [key, { name, at }] of frame.passed) {
    if (frame.template.parameters.has(key)) continue;
    const message = `The following parameters were supplied, but do not correspond to any parameters defined in the template: '${name}'.`;
    const names = [...frame.template.parameters.values()].map((each) => each.name);
    const hint = didYouMean(name, names);
    frame.session.log.note({
      code: 'unknown-parameter',
      level: 'error',
      message,
      ...(hint !== undefined && { hint }),
      at,
    });
  }
}
