import type { InvalidReference, ModuleReference } from './module-reference.ts';

/** Lower-case letters and digits with single separators between them: a segment of the path of a module. */
const segment = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
/** The name or address of a registry becomes the name of a folder: it must not lead elsewhere. */
const host = /^(?:[a-zA-Z0-9][\w.-]*|\[[0-9a-fA-F:.]+\])(?::\d+)?$/;

const longestPath = 255;
const longestTag = 128;

/**
 * `registry/path:tag` or `registry/path@digest`, of which `alias` may stand for the beginning, as a folder of the module cache
 * (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests).
 */
export function registryModule(rest: string, alias?: string): ModuleReference | InvalidReference {
  const wrong = (code: string, why: string): InvalidReference => {
    const which =
      alias === undefined
        ? `The specified OCI artifact reference "br:${rest}"`
        : `The OCI artifact reference "br:${rest}" after resolving alias "${alias}"`;
    return { code, message: `${which} is not valid. ${why}` };
  };
  const [, registry, path, mark, version = ''] = /^([^/]*)\/((?:.*\/)?[^/:@]*)(?:([:@])([^/]*))?$/s.exec(rest) ?? [];
  if (registry === undefined || path === undefined || !host.test(registry)) return wrong('BCP193', howToWriteIt);
  const bad = path.split('/').find((one) => !segment.test(one));
  if (bad !== undefined) {
    const why = `The artifact path segment "${bad}" is not valid. Each artifact name path segment must be a lowercase alphanumeric string optionally separated by a ".", "_" , or "-".`;
    return wrong('BCP195', why);
  }
  if (path.length > longestPath)
    return wrong('BCP199', `Module path "${path}" exceeds the maximum length of ${longestPath} characters.`);
  if (registry.length > longestPath)
    return wrong('BCP200', `The registry "${registry}" exceeds the maximum length of ${longestPath} characters.`);
  if (version === '') return wrong('BCP196', 'The module tag or digest is missing.');
  const problem = mark === '@' ? digestProblem(version) : tagProblem(version);
  if (problem !== undefined) return wrong(...problem);
  const kept = mark === '@' ? version.replace(':', '#') : encodeTag(version);
  const folders = ['br', registry.replaceAll(':', '$'), path.replaceAll('/', '$'), kept];
  return { kind: 'registry', cacheFolder: folders.join('/') };
}

const howToWriteIt =
  'Specify a reference in the format of "br:<artifact-uri>:<tag>", or "br/<module-alias>:<module-name-or-path>:<tag>".';

function tagProblem(tag: string): [code: string, why: string] | undefined {
  if (tag.length > longestTag)
    return ['BCP197', `The tag "${tag}" exceeds the maximum length of ${longestTag} characters.`];
  if (/^[a-zA-Z0-9_][\w.-]*$/.test(tag)) return undefined;
  const why = `The tag "${tag}" is not valid. Valid characters are alphanumeric, ".", "_", or "-" but the tag cannot begin with ".", "_", or "-".`;
  return ['BCP198', why];
}

function digestProblem(digest: string): [code: string, why: string] | undefined {
  if (/^sha256:[0-9a-f]{64}$/.test(digest)) return undefined;
  const why = `The digest "${digest}" is not valid. The valid format is a string "sha256:" followed by exactly 64 lowercase hexadecimal digits.`;
  return ['BCP224', why];
}

/** File systems may ignore case and tags do not: which letters are capitals is written behind the `$`, as hexadecimal bits. */
function encodeTag(tag: string): string {
  let bits = 0n;
  for (const [position, letter] of tag.split('').entries()) {
    if (letter >= 'A' && letter <= 'Z') bits |= 1n << BigInt(position);
  }
  return `${tag}$${bits === 0n ? '' : bits.toString(16)}`;
}
