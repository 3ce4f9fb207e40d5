import type { KnownValue, ObjectValue, Value } from '../../resource/value.ts';
import {
  isDefaultPort,
  isWellFormed,
  parseAbsoluteUri,
  percentEncoded,
  removeDots,
  resolveUri,
  uriText,
} from './absolute-uri.ts';
import { typeName, wrongType } from './argument-types.ts';
import type { BuiltInFunction, FunctionCall } from './built-in-function.ts';
import type { Checked } from './define.ts';
import { pure, scalar } from './define.ts';
import { percentDecoded } from './encoding-functions.ts';
import { jsonText } from './json-text.ts';
import { integerValue, nullValue, objectValue, propertyOf, textValue } from '../../resource/make-value.ts';

/** Functions of URIs. */
export const uriFunctions: readonly BuiltInFunction[] = [
  scalar('uri', ['s', 's'], uri),
  scalar('uriComponent', ['s'], (args, call) => {
    return textValue(args.text(0).replaceAll(/[^A-Za-z0-9._~-]+/g, percentEncoded), call.at);
  }),
  scalar('uriComponentToString', ['s'], (args, call) => textValue(urlDecoded(args.text(0)), call.at)),
  scalar('parseUri', ['s'], parseUri),
  pure('buildUri', 1, buildUri),
];

/** As .NET decodes the parts of an address: `+` is a blank, and `%u0041` one code unit. */
function urlDecoded(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replaceAll(/%u([0-9A-Fa-f]{4})|(?:%[0-9A-Fa-f]{2})+/g, (escapes, unit: string | undefined) =>
      unit === undefined ? percentDecoded(escapes) : String.fromCharCode(Number.parseInt(unit, 16)),
    );
}

function uri(args: Checked, call: FunctionCall): Value {
  const base = isWellFormed(args.text(0)) ? parseAbsoluteUri(args.text(0)) : '';
  if (typeof base === 'string') {
    return call.fail(
      `The template language function '${call.name}' expects its first argument to be a uri string. The provided value is '${args.text(0)}'.`,
    );
  }
  const resolved = resolveUri(base, args.text(1));
  if (typeof resolved !== 'string') return textValue(uriText(resolved), call.at);
  return call.fail(
    `The template language function '${call.name}' expects its second argument to be a relative uri string. The provided value is '${args.text(1)}'.`,
  );
}

/** `port` is null when it is the scheme's own; `path` is there unless it is `/`, `query` unless it is empty. */
function parseUri(args: Checked, call: FunctionCall): Value {
  const parsed = parseAbsoluteUri(args.text(0));
  if (typeof parsed === 'string') return call.fail(`The specified URL '${args.text(0)}' is not valid '${parsed}'.`);
  const properties = [
    propertyOf('scheme', textValue(parsed.scheme, call.at), call.at),
    propertyOf('host', textValue(parsed.host ?? '', call.at), call.at),
    propertyOf('port', parsed.port === undefined ? nullValue(call.at) : integerValue(parsed.port, call.at), call.at),
  ];
  if (parsed.path !== '/') properties.push(propertyOf('path', textValue(parsed.path, call.at), call.at));
  if (parsed.query !== '') properties.push(propertyOf('query', textValue(parsed.query, call.at), call.at));
  return objectValue(properties, call.at);
}

interface UriParts {
  readonly scheme: string;
  readonly host: string;
  readonly port: number | undefined;
  readonly path: string;
  readonly query: string;
}

function buildUri(args: readonly KnownValue[], call: FunctionCall): Value {
  const [object] = args;
  if (object?.kind !== 'object') return wrongType(call, args, 0, 'Object');
  const parts = readParts(object, call);
  if (!('scheme' in parts)) return parts;
  const problem = partsProblem(parts);
  if (problem !== undefined)
    return call.fail(`An error occured while evaluating the '${call.name}' function '${problem}'.`);
  const scheme = parts.scheme.toLowerCase();
  const host = parts.host.includes(':') && !parts.host.startsWith('[') ? `[${parts.host}]` : parts.host;
  const { port } = parts;
  const shownPort = port === undefined || port < 0 || isDefaultPort(scheme, port) ? '' : `:${port}`;
  const path = removeDots(parts.path.startsWith('/') ? parts.path : `/${parts.path}`);
  const query = parts.query === '' || parts.query.startsWith('?') ? parts.query : `?${parts.query}`;
  const shownPath = readable(path.replaceAll('?', '%3F').replaceAll('#', '%23'));
  return textValue(`${scheme}://${host.toLowerCase()}${shownPort}${shownPath}${readable(query)}`, call.at);
}

/** The escapes that .NET shows as the character they stand for. */
function readable(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    return escapes.replaceAll(/%(?!2[3-6b-cf]|3[abdf]|40|5[bcd]|[01]|7f)[2-7][0-9a-f]/gi, (escape) =>
      percentDecoded(escape),
    );
  });
}

function partsProblem(parts: UriParts): string | undefined {
  if (!/^[a-z][a-z0-9+.-]*$/i.test(parts.scheme))
    return "Invalid URI: The URI scheme is not valid. (Parameter 'value')";
  if (/[\s"<>\\^`{|}/?#@]/.test(parts.host)) return 'Invalid URI: The hostname could not be parsed.';
  const { port } = parts;
  if (port === undefined || (port >= -1 && port <= 65_535)) return undefined;
  return port < 0
    ? `value ('${port}') must be greater than or equal to '-1'. (Parameter 'value')`
    : `value ('${port}') must be less than or equal to '65535'. (Parameter 'value')`;
}

function readParts(object: ObjectValue, call: FunctionCall): UriParts | Value {
  const texts: Record<string, string> = {};
  for (const key of ['scheme', 'host', 'path', 'query']) {
    const value = object.properties.get(key);
    if (value !== undefined && value.kind !== 'string') return wrongPart(value, 'String', call);
    if ((value === undefined || value.value === '') && (key === 'scheme' || key === 'host')) {
      return call.fail(`The input object to the '${call.name}' function is missing the required property '${key}''.`);
    }
    texts[key] = value?.value ?? '';
  }
  const port = object.properties.get('port');
  if (port !== undefined && port.kind !== 'null' && typeName(port) !== 'Integer')
    return wrongPart(port, 'Integer', call);
  return {
    scheme: texts['scheme'] ?? '',
    host: texts['host'] ?? '',
    path: texts['path'] ?? '',
    query: texts['query'] ?? '',
    port: port?.kind === 'number' ? port.value : undefined,
  };
}

function wrongPart(value: Value, expected: string, call: FunctionCall): Value {
  const text = value.kind === 'string' ? value.value : (jsonText(value) ?? '');
  return call.fail(
    `Evaluation result of language expression '${text}' is type '${typeName(value)}', expected type is '${expected}'.`,
  );
}
