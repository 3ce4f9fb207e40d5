import { textParts, type TextPart } from '../../resource/text-parts.ts';
import type { CallSymbol, MemberSymbol, UnknownValue, Value } from '../../resource/value.ts';
import type { PartialUri } from '../../template/loader.ts';

/**
 * What is known of the address of a linked template: why not all of it, and the path at its end (`nested/vm.json`) when that is written out
 * behind one unknown, the address of a folder. An unknown behind the path is taken to be a query, as a shared access signature is.
 * (https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates)
 *
 * `deployment` is the identity of the deployment whose template has the link: what is built on its own address is found from there.
 */
export function partialUri(uri: UnknownValue, deployment: string): PartialUri {
  const parts = textParts(uri) ?? [];
  const tail = tailOf(parts);
  const relative = relativeOf(parts, deployment);
  return {
    because: uri.because,
    ...(tail === undefined ? {} : { tail }),
    ...(relative === undefined ? {} : { relative }),
  };
}

/** The second argument of `uri(deployment().properties.templateLink.uri, 'nested/vm.json')`. */
function relativeOf([first, second]: readonly TextPart[], deployment: string): string | undefined {
  const call = first?.kind === 'symbol' && isQuery(second) ? callOf(first.value, 'uri') : undefined;
  const [base, relative] = call?.arguments ?? [];
  if (base?.kind !== 'unknown' || relative === undefined || relative.kind === 'lambda') return undefined;
  if (!isOwnAddress(base, deployment)) return undefined;
  const [path, ...behind] = textParts(relative) ?? [];
  const isPath = path?.kind === 'literal' && !path.text.startsWith('/') && isQueryBehind(path.text, behind);
  return isPath ? templatePath(path.text) : undefined;
}

function isOwnAddress(address: UnknownValue, deployment: string): boolean {
  let value: Value = address;
  for (const key of ['uri', 'templatelink', 'properties']) {
    if (value.kind !== 'unknown' || value.symbol.kind !== 'member') return false;
    const symbol: MemberSymbol = value.symbol;
    if (symbol.key.kind !== 'string' || symbol.key.value.toLowerCase() !== key) return false;
    value = symbol.of;
  }
  const call = value.kind === 'unknown' ? callOf(value, 'deployment') : undefined;
  return call?.identity === deployment;
}

function tailOf(parts: readonly TextPart[]): string | undefined {
  const index = parts.findIndex((part) => part.kind === 'symbol');
  const [base, path] = [parts[index], parts[index + 1]];
  if (base?.kind !== 'symbol') return undefined;
  const call = callOf(base.value, 'uri');
  if (call !== undefined) return index === 0 && isQuery(path) ? tailOfCall(call) : undefined;
  if (path?.kind !== 'literal') return undefined;
  // `https://host/` + version + `-vm.json` is part of a name; the first unknown of all may well end with a slash.
  if (index > 0 && !path.text.startsWith('/')) return undefined;
  return isQueryBehind(path.text, parts.slice(index + 2)) ? templatePath(path.text) : undefined;
}

/** `uri(base, 'nested/vm.json')`: what follows the last slash of the base gives way. */
function tailOfCall(call: CallSymbol): string | undefined {
  const [base, relative] = call.arguments;
  if (base === undefined || base.kind === 'lambda' || relative === undefined || relative.kind === 'lambda') return;
  const [path, ...behind] = textParts(relative) ?? [];
  if (path?.kind !== 'literal' || !isQueryBehind(path.text, behind)) return undefined;
  if (path.text.startsWith('/')) return templatePath(path.text);
  const folder = folderOf(textParts(base) ?? []);
  return folder === undefined ? undefined : templatePath(folder + path.text);
}

/** The known end of the address of a folder that is an unknown with or without a path behind it. */
function folderOf(parts: readonly TextPart[]): string | undefined {
  const [base, path, ...others] = parts;
  if (base?.kind !== 'symbol' || callOf(base.value, 'uri') !== undefined || others.length > 0) return undefined;
  if (path === undefined) return '';
  return path.kind === 'literal' ? withoutQuery(path.text).replace(/[^/]*$/, '') : undefined;
}

function callOf(value: UnknownValue, name: string): CallSymbol | undefined {
  const { symbol } = value;
  return symbol.kind === 'call' && symbol.name.toLowerCase() === name ? symbol : undefined;
}

function isQuery(part: TextPart | undefined): boolean {
  return part === undefined || part.kind === 'symbol' || withoutQuery(part.text) === '';
}

/** What follows a path that is not cut off by `?` itself must not go on with the path. */
function isQueryBehind(path: string, behind: readonly TextPart[]): boolean {
  return withoutQuery(path) !== path || isQuery(behind[0]);
}

function templatePath(text: string): string | undefined {
  const path = withoutQuery(text);
  return /[^/]\.(json|bicep)$/i.test(path) ? path : undefined;
}

function withoutQuery(text: string): string {
  return text.replace(/[?#].*$/s, '');
}
