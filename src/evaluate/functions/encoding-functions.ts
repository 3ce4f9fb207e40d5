import type { KnownValue, Value } from '../../resource/value.ts';
import type { BuiltInFunction, FunctionCall } from './built-in-function.ts';
import type { Checked } from './define.ts';
import { pure, scalar } from './define.ts';
import { joinedText, jsonText } from './json-text.ts';
import { parseJson } from './lenient-json.ts';
import { textValue } from '../../resource/make-value.ts';

/** Encodings of texts, and texts that hold JSON. */
export const encodingFunctions: readonly BuiltInFunction[] = [
  scalar('base64', ['s'], (args, call) => textValue(encode(args.text(0)), call.at)),
  scalar('base64ToString', ['s'], (args, call) => decoded(args, call, (text) => textValue(text, call.at))),
  scalar('base64ToJson', ['s'], (args, call) =>
    decoded(args, call, (text) => parseJson(text, call.at) ?? notJson(call)),
  ),
  pure('dataUri', 1, dataUri),
  scalar('dataUriToString', ['s'], dataUriToString),
  scalar('json', ['s'], json),
];

/** Texts as they are, everything else as `string()` writes it and as JSON. */
function dataUri(args: readonly KnownValue[], call: FunctionCall): Value {
  const [value] = args;
  const isContainer = value?.kind === 'array' || value?.kind === 'object';
  const text = value === undefined ? undefined : isContainer ? jsonText(value) : joinedText(value);
  if (text === undefined) {
    return call.fail(
      `The template language function '${call.name}' was invoked with a parameter that is not valid. The value cannot be converted to the target type.`,
    );
  }
  const media = value?.kind === 'string' ? 'text/plain' : 'application/json';
  return textValue(`data:${media};charset=utf-8;base64,${encode(text)}`, call.at);
}

function encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** Bytes of strict base64 (white space allowed), as .NET decodes it; undefined when it is none. */
function decode(text: string): Buffer | undefined {
  const compact = text.replaceAll(/[ \t\r\n]/g, '');
  const valid = compact.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(compact);
  return valid ? Buffer.from(compact, 'base64') : undefined;
}

function decoded(args: Checked, call: FunctionCall, result: (text: string) => Value): Value {
  const bytes = decode(args.text(0));
  if (bytes !== undefined) return result(bytes.toString('utf8'));
  return call.fail(
    `The template language function '${call.name}' was invoked with a parameter that is not valid. The value cannot be decoded from base64 representation.`,
  );
}

function notJson(call: FunctionCall): Value {
  return call.fail(
    `The template language function '${call.name}' was invoked with a parameter that is not valid. The decoded string is not a valid json serialized value.`,
  );
}

function json(args: Checked, call: FunctionCall): Value {
  const text = args.text(0);
  if (!call.spend(text.length >> 4)) return call.stay([textValue(text, call.at)]);
  return (
    parseJson(text, call.at) ??
    call.fail(
      `Unable to evaluate the template language function '${call.name}'. The argument provided is not a valid JSON string.`,
    )
  );
}

function dataUriToString(args: Checked, call: FunctionCall): Value {
  const uri = args.text(0);
  const match = /^data:([^,]*?)(;base64)?,([^]*)$/i.exec(uri);
  if (match === null) {
    return call.fail(
      `The template language function '${call.name}' expects its parameter to be formatted as a valid data URI. The provided value '${uri}' was not formatted correctly.`,
    );
  }
  const [, media = '', base64, data = ''] = match;
  const charset = /;charset=([^;]*)/i.exec(media)?.[1] ?? 'utf-8';
  if (!/^utf-?8$/i.test(charset)) {
    return call.fail(
      `The template language function '${call.name}' parameter is not valid. The provided charset '${charset}' is not supported.`,
    );
  }
  if (base64 === undefined) return textValue(percentDecoded(data.replaceAll('+', ' ')), call.at);
  const bytes = decode(data);
  if (bytes !== undefined) return textValue(bytes.toString('utf8'), call.at);
  return call.fail(
    `The template language function '${call.name}' was invoked with a parameter that is not valid. The value cannot be converted to the target type.`,
  );
}

/** Percent-decoding that leaves broken escapes alone, as .NET does. */
export function percentDecoded(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (escapes) =>
    Buffer.from(escapes.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}
