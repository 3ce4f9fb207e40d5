import type { KnownValue, Value } from '../../resource/value.ts';
import { isText, wrongType } from './argument-types.ts';
import type { BuiltInFunction, FunctionArgument, FunctionCall } from './built-in-function.ts';
import { defined, pure } from './define.ts';
import { formatText } from './composite-format.ts';
import { nameGuid, uniqueText } from './hash.ts';
import { joinedText, jsonText } from './json-text.ts';
import { notOneOf } from './numeric-functions.ts';
import { arrayValue, textValue } from '../../resource/make-value.ts';

/** Functions that build texts (or, `concat`, arrays) from any number of values. */
export const textFunctions: readonly BuiltInFunction[] = [
  defined('concat', [0, Infinity], concat),
  pure('format', [1, Infinity], format),
  pure('string', 1, toText),
  pure('guid', [1, Infinity], (args, call) => hashed(args, call, nameGuid)),
  pure('uniqueString', [1, Infinity], (args, call) => hashed(args, call, uniqueText)),
];

/** The longest text that a function builds; Azure's engine stops far below. */
const longestText = 1 << 26;

function concat(args: readonly FunctionArgument[], call: FunctionCall): Value {
  if (args.length > 0 && args.every((arg) => arg.kind === 'array')) {
    const items = args.flatMap((arg) => arg.items);
    return call.spend(items.length) ? arrayValue(items, call.at) : call.stay(args);
  }
  if (args.some((arg) => arg.kind === 'unknown')) return call.stay(args);
  const texts: string[] = [];
  let length = 0;
  for (const arg of args) {
    const text = arg.kind === 'lambda' ? undefined : joinedText(arg);
    if (text === undefined) return mixed(call);
    texts.push(text);
    length += text.length;
  }
  return length <= longestText && call.spend(length >> 6) ? textValue(texts.join(''), call.at) : call.stay(args);
}

/** Arrays beside texts, or what can be neither. */
function mixed(call: FunctionCall): Value {
  return call.fail(
    `The provided parameters for language function '${call.name}' are invalid. Either all or none of the parameters must be an array.`,
  );
}

function format(args: readonly KnownValue[], call: FunctionCall): Value {
  const [template, ...values] = args;
  if (!isText(template)) return wrongType(call, args, 0, 'String', false);
  const result = formatText(template.value, values);
  if (!result.ok)
    return call.fail(
      `Unable to evaluate language function '${call.name}': the format is invalid: '${result.because}'.`,
    );
  return result.text.length <= longestText && call.spend(result.text.length >> 6)
    ? textValue(result.text, call.at)
    : call.stay(args);
}

/** Arrays and objects become compact JSON. */
function toText(args: readonly KnownValue[], call: FunctionCall): Value {
  const [value] = args;
  if (value === undefined) return call.stay(args);
  if (value.kind === 'string') return value;
  const text = value.kind === 'array' || value.kind === 'object' ? jsonText(value) : joinedText(value);
  if (text !== undefined) return textValue(text, call.at);
  if (value.kind === 'array' || value.kind === 'object')
    return call.stay(args, 'the value is nested too deeply to be written as text');
  return notOneOf(args, call, 'Integer, String, Boolean, Object, Array');
}

function hashed(args: readonly KnownValue[], call: FunctionCall, hash: (texts: readonly string[]) => string): Value {
  const texts: string[] = [];
  for (const [index, arg] of args.entries()) {
    if (!isText(arg)) return wrongType(call, args, index, 'String', false);
    texts.push(arg.value);
  }
  return textValue(hash(texts), call.at);
}
