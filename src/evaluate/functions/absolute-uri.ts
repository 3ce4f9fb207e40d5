/** A URI, its parts normalised as .NET's `Uri` does: lower-case scheme and host, no default port, no dot segments, escapes tidied. */
export interface AbsoluteUri {
  readonly scheme: string;
  /** Undefined for URIs without `//`. */
  readonly host?: string;
  readonly user?: string;
  /** Undefined when it is the scheme's own. */
  readonly port?: number;
  readonly path: string;
  /** With its `?`, or empty. */
  readonly query: string;
  /** With its `#`, or empty. */
  readonly fragment: string;
}

/** Ports that are not written. */
const defaultPorts: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21, ws: 80, wss: 443 };

/** True for the port that a scheme has when none is written. */
export function isDefaultPort(scheme: string, port: number): boolean {
  return defaultPorts[scheme] === port;
}

/** A text as a URI, or why .NET refuses it. */
export function parseAbsoluteUri(text: string): AbsoluteUri | string {
  const trimmed = text.trim();
  if (trimmed === '') return 'Invalid URI: The URI is empty.';
  const match = /^([a-z][a-z0-9+.-]*):(\/\/([^/?#]*))?([^?#]*)(\?[^#]*)?(#[^]*)?$/i.exec(trimmed);
  if (match === null) return 'Invalid URI: The format of the URI could not be determined.';
  const [, schemeText = '', slashes, authority = '', pathText = '', query = '', fragment = ''] = match;
  const scheme = schemeText.toLowerCase();
  const rest = { scheme, query: escapeText(query), fragment: escapeText(fragment) };
  if (slashes === undefined) return { ...rest, path: escapeText(pathText) };
  const path = removeDots(escapeText(pathText.replaceAll('\\', '/')) || '/');
  const where = parseAuthority(authority, scheme);
  return typeof where === 'string' ? where : { ...rest, ...where, path };
}

type Authority = Pick<AbsoluteUri, 'host' | 'user' | 'port'>;

function parseAuthority(authority: string, scheme: string): Authority | string {
  const at = authority.lastIndexOf('@');
  const match = /^(\[[0-9a-f:.]+\]|[^:\s"<>\\^`{|}[\]%]*)(?::(\d*))?$/i.exec(authority.slice(at + 1));
  const host = match?.[1]?.toLowerCase();
  if (host === undefined || (host === '' && scheme !== 'file')) {
    return /^[^\s:]+:/.test(authority.slice(at + 1))
      ? 'Invalid URI: Invalid port specified.'
      : 'Invalid URI: The hostname could not be parsed.';
  }
  const user = at < 0 ? {} : { user: escapeText(authority.slice(0, at)) };
  const port = match?.[2] === undefined || match[2] === '' ? undefined : Number(match[2]);
  if (port !== undefined && port > 65_535) return 'Invalid URI: Invalid port specified.';
  return port === undefined || isDefaultPort(scheme, port) ? { host, ...user } : { host, ...user, port };
}

/** True for a base that `uri()` takes: absolute, and written without characters that would need escaping. */
export function isWellFormed(text: string): boolean {
  // Brackets are for addresses of the sixth version.
  if (/^[^/]*\/\/[^/?#]*[/?#].*[[\]]/.test(text)) return false;
  return !/[\s"<>\\^`{|}]|%(?![0-9a-f]{2})/i.test(text) && typeof parseAbsoluteUri(text) !== 'string';
}

/** A relative reference resolved against a base (RFC 3986, section 5.2), as `new Uri(base, relative)` does. */
export function resolveUri(base: AbsoluteUri, relative: string): AbsoluteUri | string {
  const reference = relative.trim();
  if (/^[a-z][a-z0-9+.-]*:/i.test(reference)) return parseAbsoluteUri(reference);
  const text = reference.replaceAll('\\', '/');
  if (text === '') return base;
  if (text.startsWith('//')) return parseAbsoluteUri(`${base.scheme}:${text}`);
  const match = /^([^?#]*)(\?[^#]*)?(#[^]*)?$/.exec(text);
  const [, path = '', query = '', fragment = ''] = match ?? [];
  if (path === '') {
    return {
      ...base,
      query: query === '' && fragment !== '' ? base.query : escapeText(query),
      fragment: escapeText(fragment),
    };
  }
  const merged = path.startsWith('/') ? path : base.path.slice(0, base.path.lastIndexOf('/') + 1) + path;
  const escaped = escapeText(merged);
  return {
    ...base,
    path: base.host === undefined ? escaped : removeDots(escaped),
    query: escapeText(query),
    fragment: escapeText(fragment),
  };
}

/** The URI as text. */
export function uriText({ scheme, host, user, port, path, query, fragment }: AbsoluteUri): string {
  if (host === undefined) return `${scheme}:${path}${query}${fragment}`;
  const authority = `${user === undefined ? '' : `${user}@`}${host}${port === undefined ? '' : `:${port}`}`;
  return `${scheme}://${authority}${path}${query}${fragment}`;
}

/** Takes `.` and `..` segments out of a path that starts with `/`. */
export function removeDots(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/').slice(1);
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1;
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
    if (last && (segment === '..' || segment === '.')) kept.push('');
  }
  return `/${kept.join('/')}`;
}

/** Escapes what may not stand in a URI, and takes the escapes of unreserved characters back. */
function escapeText(text: string): string {
  return text.replaceAll(/%[0-9a-f]{2}|%|[^\x21-\x7e]+|["<>\\^`{|}]/gi, (piece) => {
    if (piece.length === 3 && piece.startsWith('%')) {
      const character = String.fromCharCode(Number.parseInt(piece.slice(1), 16));
      return /[A-Za-z0-9._~-]/.test(character) ? character : piece.toUpperCase();
    }
    return percentEncoded(piece);
  });
}

/** Every byte of the UTF-8 form as `%XX`. */
export function percentEncoded(text: string): string {
  return Array.from(Buffer.from(text, 'utf8'), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(
    '',
  );
}
