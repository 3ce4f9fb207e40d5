import type { InvalidReference, ModuleReference } from './module-reference.ts';

const guid = /^\{?[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\}?$/i;
/** What names may consist of; they must not end with a dot, which also keeps `..` out of the path of the cache. */
const name = /^[-\w.()\p{L}\p{Nd}]*[-\w()\p{L}\p{Nd}]$/u;
const longestName = 90;

/** A part of a reference: what it is called, its codes when it is too long or has other letters than it may, and the letters in words. */
interface Part {
  readonly what: string;
  readonly tooLong: string;
  readonly wrongLetters: string;
  readonly letters: string;
}

const letters = 'alphanumeric, ".", "_", "-", "(", or ")", but the Template Spec name cannot end with "."';

const parts: readonly [group: Part, spec: Part, version: Part] = [
  {
    what: 'resource group name',
    tooLong: 'BCP218',
    wrongLetters: 'BCP219',
    letters:
      'alphanumeric, unicode characters, ".", "_", "-", "(", or ")", but the resource group name cannot end with "."',
  },
  { what: 'Template Spec name', tooLong: 'BCP220', wrongLetters: 'BCP221', letters },
  { what: 'Template Spec version', tooLong: 'BCP222', wrongLetters: 'BCP223', letters },
];

/**
 * `subscription/group/name:version`, of which `alias` may stand for the beginning, as a folder of the module cache
 * (https://learn.microsoft.com/azure/azure-resource-manager/bicep/modules#file-in-template-spec).
 */
export function templateSpec(rest: string, alias?: string): ModuleReference | InvalidReference {
  const wrong = (code: string, why: string): InvalidReference => {
    const which =
      alias === undefined
        ? `The specified Template Spec reference "ts:${rest}"`
        : `The Template Spec reference "ts:${rest}" after resolving alias "${alias}"`;
    return { code, message: `${which} is not valid. ${why}` };
  };
  const [, subscription, ...names] = /^([^/:]+)\/([^/:]+)\/([^/:]+):([^/:]+)$/.exec(rest) ?? [];
  if (subscription === undefined) return wrong('BCP194', howToWriteIt);
  if (!guid.test(subscription)) return wrong('BCP217', `The subscription ID "${subscription}" in is not a GUID.`);
  for (const [i, part] of parts.entries()) {
    const text = names[i] ?? '';
    if (text.length > longestName)
      return wrong(part.tooLong, `The ${part.what} "${text}" exceeds the maximum length of ${longestName} characters.`);
    if (!name.test(text))
      return wrong(part.wrongLetters, `The ${part.what} "${text}" is invalid. Valid characters are ${part.letters}.`);
  }
  const folders = ['ts', subscription, ...names].map((one) => one.toLowerCase());
  return { kind: 'templateSpec', cacheFolder: folders.join('/') };
}

const howToWriteIt =
  'Specify a reference in the format of "ts:<subscription-ID>/<resource-group-name>/<template-spec-name>:<version>", or "ts/<module-alias>:<template-spec-name>:<version>".';
