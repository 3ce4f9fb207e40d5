import { textValue } from '../../resource/make-value.ts';
import type { LambdaSymbol, UnknownValue, Value } from '../../resource/value.ts';
import { entryValue } from '../argument-entry.ts';
import { isSealed } from '../sealed.ts';
import type { Session } from '../session.ts';
import { memberOf, stayingCall } from '../staying-call.ts';

/** What is passed by one of two `{ value }`s or `{ reference }`s is one of the two values. */
export function chosenEntry(entry: UnknownValue, session: Session): Value {
  const { symbol, at, because } = entry;
  const isChoice = symbol.kind === 'call' && symbol.name.toLowerCase() === 'if';
  const [condition, whenTrue, whenFalse] = isChoice ? symbol.arguments : [];
  if (!isValue(condition) || !isValue(whenTrue) || !isValue(whenFalse)) {
    return memberOf(entry, textValue('value', at), at, because);
  }
  const choices = [entryValue(whenTrue, session), entryValue(whenFalse, session)];
  const chosen = stayingCall('if', [condition, ...choices], at, because);
  return choices.some(isSealed) ? { ...chosen, sealed: true } : chosen;
}

function isValue(argument: LambdaSymbol | Value | undefined): argument is Value {
  return argument !== undefined && argument.kind !== 'lambda';
}
