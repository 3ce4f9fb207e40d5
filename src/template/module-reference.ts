import type { BicepConfig } from './bicep-config.ts';

/** A module of a registry or a template spec, with aliases resolved. */
export interface ModuleReference {
  readonly kind: 'registry' | 'templateSpec';
  /** Without aliases: `br:mcr.microsoft.com/bicep/avm/res/compute/virtual-machine:0.1.0`. */
  readonly fullName: string;
  /** The folder of the module below the module cache. */
  readonly cacheFolder: string;
}

/** A reference that means nothing: the official code and words. */
export interface InvalidReference {
  readonly code: string;
  readonly message: string;
}

/**
 * What a `br:`, `br/alias:`, `ts:` or `ts/alias:` reference means, and where the official CLI keeps it
 * (https://learn.microsoft.com/azure/azure-resource-manager/bicep/modules#path-to-a-module).
 */
export function parseModuleReference(text: string, config: BicepConfig): ModuleReference | InvalidReference {
  const match = /^(br|ts)(?:\/([^:]*))?:(.*)$/s.exec(text);
  const [, scheme, alias, rest = ''] = match ?? [];
  if (scheme === 'br')
    return alias === undefined ? registryModule(rest, text) : aliasedRegistryModule(alias, rest, config);
  if (scheme === 'ts') return alias === undefined ? templateSpec(rest, text) : aliasedTemplateSpec(alias, rest, config);
  const message = `The specified module reference scheme "${text.split(':')[0] ?? ''}" is not recognized. Specify a path to a local module file or a module reference using one of the following schemes: "br", "ts"`;
  return { code: 'BCP189', message };
}

function aliasedRegistryModule(alias: string, rest: string, config: BicepConfig): ModuleReference | InvalidReference {
  const found = config.registries.get(alias);
  if (found === undefined) return unknownAlias('BCP213', 'OCI artifact module', alias, config);
  const parts = [found.registry, ...(found.modulePath === undefined ? [] : [found.modulePath]), rest];
  return registryModule(parts.join('/'), `br/${alias}:${rest}`);
}

function registryModule(rest: string, text: string): ModuleReference | InvalidReference {
  const match = /^([a-zA-Z0-9][\w.-]*(?::\d+)?)\/([^:@]+)(?::([\w][\w.-]{0,127})|@(sha256:[0-9a-f]{64}))?$/.exec(rest);
  const [, registry, repository, tag, digest] = match ?? [];
  if (registry === undefined || repository === undefined) {
    const message = `The specified OCI artifact reference "${text}" is not valid. Specify a reference in the format of "br:<artifact-uri>:<tag>", or "br/<module-alias>:<module-name-or-path>:<tag>".`;
    return { code: 'BCP193', message };
  }
  const version = tag === undefined ? digest?.replace(':', '#') : encodeTag(tag);
  if (version === undefined) {
    const message = `The specified OCI artifact reference "${text}" is not valid. The module tag or digest is missing.`;
    return { code: 'BCP196', message };
  }
  const folders = ['br', registry.replaceAll(':', '$'), repository.replaceAll('/', '$'), version];
  return { kind: 'registry', fullName: `br:${rest}`, cacheFolder: folders.join('/') };
}

/** File systems may ignore case and tags do not: which letters are capitals is written behind the `$`, as hexadecimal bits. */
function encodeTag(tag: string): string {
  let bits = 0n;
  for (const [position, letter] of tag.split('').entries()) {
    if (letter >= 'A' && letter <= 'Z') bits |= 1n << BigInt(position);
  }
  return `${tag}$${bits === 0n ? '' : bits.toString(16)}`;
}

function aliasedTemplateSpec(alias: string, rest: string, config: BicepConfig): ModuleReference | InvalidReference {
  const found = config.templateSpecs.get(alias);
  if (found === undefined) return unknownAlias('BCP212', 'template spec module', alias, config);
  return templateSpec(`${found.subscription}/${found.resourceGroup}/${rest}`, `ts/${alias}:${rest}`);
}

function templateSpec(rest: string, text: string): ModuleReference | InvalidReference {
  const match = /^([^/:]+)\/([^/:]+)\/([^/:]+):([^/:]+)$/.exec(rest);
  if (match === null) {
    const message = `The specified template spec reference "${text}" is not valid. Specify a reference in the format of "ts:<subscriptionId>/<resourceGroupName>/<templateSpecName>:<version>", or "ts/<module-alias>:<templateSpecName>:<version>".`;
    return { code: 'BCP180', message };
  }
  const folders = ['ts', ...match.slice(1).map((part) => part.toLowerCase())];
  if (folders.includes('..') || folders.includes('.')) return { code: 'BCP180', message: `"${text}" is not valid.` };
  return { kind: 'templateSpec', fullName: `ts:${rest}`, cacheFolder: folders.join('/') };
}

function unknownAlias(code: string, what: string, alias: string, config: BicepConfig): InvalidReference {
  const place =
    config.path === undefined ? 'the built-in Bicep configuration' : `the Bicep configuration "${config.path}"`;
  return { code, message: `The ${what} alias name "${alias}" does not exist in ${place}.` };
}
