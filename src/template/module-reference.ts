import type { BicepConfig } from './bicep-config.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { registryModule } from './registry-reference.ts';
import { templateSpec } from './template-spec-reference.ts';

/** A module of a registry or a template spec, with aliases resolved. */
export interface ModuleReference {
  readonly kind: 'registry' | 'templateSpec';
  /** The folder of the module below the module cache. */
  readonly cacheFolder: string;
}

/** A reference that means nothing: the official code and words. */
export interface InvalidReference {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

/**
 * What a `br:`, `br/alias:`, `ts:` or `ts/alias:` reference means, and where the official CLI keeps it
 * (https://learn.microsoft.com/azure/azure-resource-manager/bicep/modules#path-to-a-module).
 */
export function parseModuleReference(text: string, config: BicepConfig): ModuleReference | InvalidReference {
  const [, scheme, alias, rest = ''] = /^(br|ts)(?:\/([^:]*))?:(.*)$/s.exec(text) ?? [];
  if (scheme === undefined) {
    const message = `The specified module reference scheme "${text.split(':')[0] ?? ''}" is not recognized. Specify a path to a local module file or a module reference using one of the following schemes: "br", "ts"`;
    return { code: 'BCP189', message };
  }
  if (alias !== undefined && !/^[\w-]+$/.test(alias)) {
    const message = `The module alias name "${alias}" is invalid. Valid characters are alphanumeric, "_", or "-".`;
    return { code: 'BCP211', message };
  }
  if (scheme === 'br') return alias === undefined ? registryModule(rest) : aliasedRegistryModule(alias, rest, config);
  return alias === undefined ? templateSpec(rest) : aliasedTemplateSpec(alias, rest, config);
}

function aliasedRegistryModule(alias: string, rest: string, config: BicepConfig): ModuleReference | InvalidReference {
  const found = config.registries.get(alias);
  if (found === undefined) return unknownAlias('BCP213', 'OCI artifact module', alias, config.registries, config);
  const { registry, modulePath } = found;
  if (registry === undefined) {
    const message = `The OCI artifact module alias "${alias}" in ${placeOf(config)} is invalid. The "registry" property must be specified.`;
    return { code: 'BCP216', message };
  }
  return registryModule([registry, ...(modulePath === undefined ? [] : [modulePath]), rest].join('/'), alias);
}

function aliasedTemplateSpec(alias: string, rest: string, config: BicepConfig): ModuleReference | InvalidReference {
  const found = config.templateSpecs.get(alias);
  if (found === undefined) return unknownAlias('BCP212', 'Template Spec module', alias, config.templateSpecs, config);
  const { subscription, resourceGroup } = found;
  if (subscription === undefined) return incompleteAlias('BCP214', 'subscription', alias, config);
  if (resourceGroup === undefined) return incompleteAlias('BCP215', 'resourceGroup', alias, config);
  return templateSpec(`${subscription}/${resourceGroup}/${rest}`, alias);
}

function incompleteAlias(code: string, property: string, alias: string, config: BicepConfig): InvalidReference {
  const message = `The Template Spec module alias "${alias}" in ${placeOf(config)} is in valid. The "${property}" property cannot be null or undefined.`;
  return { code, message };
}

function unknownAlias(
  code: string,
  what: string,
  alias: string,
  known: ReadonlyMap<string, unknown>,
  config: BicepConfig,
): InvalidReference {
  const hint = didYouMean(alias, known.keys());
  const message = `The ${what} alias name "${alias}" does not exist in ${placeOf(config)}.`;
  return hint === undefined ? { code, message } : { code, message, hint };
}

function placeOf({ path }: BicepConfig): string {
  return path === undefined ? 'the built-in Bicep configuration' : `the Bicep configuration "${path}"`;
}
