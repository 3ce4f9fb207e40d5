import { posix } from 'node:path';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Files } from '../text/files.ts';
import { inFile } from '../text/location.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { JsonNode } from '../syntax/json/nodes.ts';
import { parseJson } from '../syntax/json/parse-json.ts';

/** `br/alias:`: a registry, which an alias must name, and the folder in it. */
export interface RegistryAlias {
  readonly registry?: string;
  readonly modulePath?: string;
}

/** `ts/alias:`; an alias must name both. */
export interface TemplateSpecAlias {
  readonly subscription?: string;
  readonly resourceGroup?: string;
}

/** The parts of a `bicepconfig.json` that say what module references mean. */
export interface BicepConfig {
  /** Absent when there is no file: the built-in aliases hold. */
  readonly path?: string;
  readonly registries: ReadonlyMap<string, RegistryAlias>;
  readonly templateSpecs: ReadonlyMap<string, TemplateSpecAlias>;
  /** Names of the extensions that files may use, besides the built-in ones. */
  readonly extensions: ReadonlySet<string>;
  /** Names of the experimental features that are enabled. */
  readonly features: ReadonlySet<string>;
  /** Set when the file cannot be read: aliases in it are not known. */
  readonly problem?: Diagnostic;
}

const publicRegistry: RegistryAlias = { registry: 'mcr.microsoft.com', modulePath: 'bicep' };
const builtIn: BicepConfig = {
  registries: new Map([['public', publicRegistry]]),
  templateSpecs: new Map(),
  extensions: new Set(),
  features: new Set(),
};

/** Folders above each other in which a configuration is looked for. */
const longestPath = 256;

/**
 * The configuration that holds for a file: the nearest `bicepconfig.json` above it, on top of the built-in aliases
 * (https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-config-modules). `known` keeps what was read, by folder.
 */
export function findBicepConfig(path: string, files: Files, known: Map<string, BicepConfig>): BicepConfig {
  const passed: string[] = [];
  let folder = posix.dirname(path);
  let config: BicepConfig | undefined;
  for (let i = 0; i < longestPath && config === undefined; i++) {
    config = known.get(folder) ?? readFolder(folder, files);
    passed.push(folder);
    const above = posix.dirname(folder);
    if (above === folder) break;
    folder = above;
  }
  const found = config ?? builtIn;
  for (const one of passed) known.set(one, found);
  return found;
}

function readFolder(folder: string, files: Files): BicepConfig | undefined {
  const path = `${folder === '/' ? '' : folder}/bicepconfig.json`;
  if (!files.exists(path)) return undefined;
  const read = files.text(path);
  if (read.ok) return parseConfig(read.value);
  const message = `The Bicep configuration '${path}' cannot be read: ${read.because}`;
  return { ...builtIn, path, problem: { code: 'bicepconfig-unreadable', level: 'error', message } };
}

function parseConfig(file: SourceFile): BicepConfig {
  const { root, problems } = parseJson(file.text);
  const broken = problems.find(({ level }) => level === 'error');
  if (broken !== undefined || root === undefined) {
    const message = `Failed to parse the contents of the Bicep configuration file "${file.path}" as valid JSON: ${broken?.message ?? 'the file is empty'}`;
    const at = inFile(file, broken?.span.start ?? 0, broken?.span.end ?? 0);
    return { ...builtIn, path: file.path, problem: { code: 'BCP271', level: 'error', message, at } };
  }
  const aliases = member(root, 'moduleAliases');
  const registries = new Map(builtIn.registries);
  for (const [name, alias] of members(member(aliases, 'br'))) {
    registries.set(name, { ...property(alias, 'registry'), ...property(alias, 'modulePath') });
  }
  const templateSpecs = new Map<string, TemplateSpecAlias>();
  for (const [name, alias] of members(member(aliases, 'ts'))) {
    templateSpecs.set(name, { ...property(alias, 'subscription'), ...property(alias, 'resourceGroup') });
  }
  const extensions = new Set(members(member(root, 'extensions')).map(([name]) => name));
  return { path: file.path, registries, templateSpecs, extensions, features: enabledFeatures(root) };
}

/** https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-config#enable-experimental-features */
function enabledFeatures(root: JsonNode): ReadonlySet<string> {
  const flags = members(member(root, 'experimentalFeaturesEnabled'));
  return new Set(flags.flatMap(([name, value]) => (value.kind === 'true' ? [name] : [])));
}

function member(node: JsonNode | undefined, name: string): JsonNode | undefined {
  return members(node).find(([key]) => key === name)?.[1];
}

function members(node: JsonNode | undefined): [string, JsonNode][] {
  return node?.kind === 'object' ? node.properties.map(({ key, value }) => [key, value]) : [];
}

/** A text by its name, to be spread; nothing when it is absent or empty. */
function property<K extends string>(node: JsonNode, name: K): { readonly [key in K]?: string } {
  const value = member(node, name);
  if (value?.kind !== 'string' || value.value === '') return {};
  // A computed key is typed as any text.
  return { [name]: value.value } as { readonly [key in K]?: string };
}
