import type { KnownValue, Value } from '../../resource/value.ts';
import { exact, isText, typeName, wrongType } from './argument-types.ts';
import type { BuiltInFunction, FunctionCall } from './built-in-function.ts';
import { pure, scalar } from './define.ts';
import { isWhole } from './argument-types.ts';
import { joinedText } from './json-text.ts';
import { foldCase, lowerInvariant, upperInvariant } from './ordinal-text.ts';
import { matchesWildcards } from './like.ts';
import { arrayValue, boolValue, textValue } from '../../resource/make-value.ts';

/** Functions of texts: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string */
export const stringFunctions: readonly BuiltInFunction[] = [
  scalar('toLower', ['s'], (args, call) => textValue(lowerInvariant(args.text(0)), call.at)),
  scalar('toUpper', ['s'], (args, call) => textValue(upperInvariant(args.text(0)), call.at)),
  scalar('trim', ['s'], (args, call) => textValue(trim(args.text(0)), call.at)),
  scalar('startsWith', ['s', 's'], (args, call) =>
    boolValue(foldCase(args.text(0)).startsWith(foldCase(args.text(1))), call.at),
  ),
  scalar('endsWith', ['s', 's'], (args, call) =>
    boolValue(foldCase(args.text(0)).endsWith(foldCase(args.text(1))), call.at),
  ),
  scalar('like', ['s', 's'], (args, call) =>
    boolValue(matchesWildcards(foldCase(args.text(0)), foldCase(args.text(1))), call.at),
  ),
  scalar('replace', ['s', 's', 's'], replace),
  scalar('fail', ['s'], (args, call) => call.fail(args.text(0))),
  pure('substring', [2, 3], substring),
  pure('padLeft', [2, 3], padLeft),
  pure('split', 2, split),
  pure('join', 2, join),
];

/** .NET's white space: what JavaScript trims, without the byte order mark, with U+0085. */
function trim(text: string): string {
  return text.replaceAll(/^[\s\u0085]+|[\s\u0085]+$/g, (blanks) =>
    blanks.includes('\ufeff') ? trimWithMark(blanks, text) : '',
  );
}

/** The byte order mark is not white space in .NET: blanks beyond it stay. */
function trimWithMark(blanks: string, text: string): string {
  const first = blanks.indexOf('\ufeff');
  const last = blanks.lastIndexOf('\ufeff');
  if (blanks === text) return blanks.slice(first, last + 1);
  return text.startsWith(blanks) ? blanks.slice(first) : blanks.slice(0, last + 1);
}

function replace(args: { text(index: number): string }, call: FunctionCall): Value {
  const old = args.text(1);
  if (old === '')
    return call.fail(
      `The template language function '${call.name}' expects its second parameter to not be null or empty.`,
    );
  return textValue(args.text(0).split(old).join(args.text(2)), call.at);
}

function substring(args: readonly KnownValue[], call: FunctionCall): Value {
  const [text, start, length] = args;
  if (!isText(text)) return wrongType(call, args, 0, 'String');
  if (!isWhole(start)) return wrongType(call, args, 1, 'Integer');
  if (length !== undefined && !isWhole(length)) return wrongType(call, args, 2, 'Integer');
  const size = text.value.length;
  const problem = (message: string): Value =>
    call.fail(`Unable to evaluate the template language function '${call.name}'. ${message}`);
  if (start.value < 0) return problem(`The index parameter cannot be less than zero. The index: '${start.text}'.`);
  if (length !== undefined && length.value < 0)
    return problem(`The length parameter cannot be less than zero. The length parameter: '${length.text}'.`);
  if (start.value > size) {
    return problem(
      `The index parameter cannot be larger than the length of the string. The index parameter: '${start.text}', the length of the string parameter: '${size}'.`,
    );
  }
  if (length === undefined) return textValue(text.value.slice(start.value), call.at);
  if (start.value + length.value > size) {
    return problem(
      `The index and length parameters must refer to a location within the string. The index parameter: '${start.text}', the length parameter: '${length.text}', the length of the string parameter: '${size}'.`,
    );
  }
  return textValue(text.value.slice(start.value, start.value + length.value), call.at);
}

/** The engine pads to at most this width. */
const widestPadding = 16;

function padLeft(args: readonly KnownValue[], call: FunctionCall): Value {
  const [source, width, character] = args;
  const syntax = `The syntax is ${call.name}(string, totalWidth [, paddingChar]).`;
  const problem = (which: string, message: string): Value =>
    call.fail(
      `Unable to evaluate template language function '${call.name}': the ${which} parameter is invalid. ${message} ${syntax}`,
    );
  if (!isText(source) && !isWhole(source)) {
    const type = source === undefined ? 'Null' : typeName(source);
    return problem('first', `The source string must be a String or integer type, while '${type}' was provided.`);
  }
  if (!isWhole(width)) return wrongType(call, args, 1, 'Integer');
  if (character !== undefined && !isText(character)) return wrongType(call, args, 2, 'String');
  if (width.value <= 0 || width.value > widestPadding) {
    return problem(
      'second',
      `Total width must be a positive integer value and not greater than '${widestPadding}', while '${width.text}' was provided.`,
    );
  }
  if (character !== undefined && character.value.length !== 1) {
    return problem(
      'third',
      `The padding character must be a single character, while '${character.value}' was provided.`,
    );
  }
  const text = isText(source) ? source.value : String(exact(source));
  return textValue(text.padStart(width.value, character?.value ?? ' '), call.at);
}

function split(args: readonly KnownValue[], call: FunctionCall): Value {
  const [text, by] = args;
  if (!isText(text)) return wrongType(call, args, 0, 'String');
  const delimiters = by?.kind === 'array' ? by.items : by === undefined ? [] : [by];
  const odd = delimiters.find((delimiter) => delimiter.kind !== 'string');
  if (odd !== undefined) return wrongType(call, [text, odd], 1, 'String or Array of Strings');
  const pieces = splitAt(
    text.value,
    delimiters.flatMap((delimiter) => (delimiter.kind === 'string' ? [delimiter.value] : [])),
  );
  return arrayValue(
    pieces.map((piece) => textValue(piece, call.at)),
    call.at,
  );
}

/** .NET splits at white space when it is given no delimiter; else at each place the first one of the list that fits wins. */
function splitAt(text: string, delimiters: readonly string[]): string[] {
  if (delimiters.length === 0) return text.split(/[^\S\ufeff]|\u0085/);
  const [first, ...others] = delimiters.filter((delimiter) => delimiter !== '');
  if (first === undefined) return [text];
  if (others.length === 0) return text.split(first);
  const pattern = [first, ...others]
    .map((delimiter) => delimiter.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`))
    .join('|');
  return text.split(new RegExp(pattern));
}

function join(args: readonly KnownValue[], call: FunctionCall): Value {
  const [list, delimiter] = args;
  if (list?.kind !== 'array') return wrongType(call, args, 0, 'Array');
  if (!isText(delimiter)) return wrongType(call, args, 1, 'String');
  const texts: string[] = [];
  const odd: { type: string; index: number }[] = [];
  for (const [index, item] of list.items.entries()) {
    const text = joinedText(item);
    if (text === undefined) odd.push({ type: typeName(item), index });
    else texts.push(text);
  }
  return odd.length === 0
    ? textValue(texts.join(delimiter.value), call.at)
    : disallowedItems(call, 'String, Integer, Boolean', odd);
}

/** The engine's words for an array that holds items of other types. */
export function disallowedItems(
  call: FunctionCall,
  allowed: string,
  odd: readonly { readonly type: string; readonly index: number }[],
): Value {
  const types = [...new Set(odd.map((item) => item.type))].join(', ');
  const places = odd.map((item) => item.index).join(', ');
  return call.fail(
    `The template language function '${call.name}' expects its first parameter to be an array only containing elements of type(s) '${allowed}'. The provided value contains elements with disallowed type(s) '${types}' in index(es) ${places}.`,
  );
}
