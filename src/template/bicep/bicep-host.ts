import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Files } from '../../text/files.ts';
import type { Location } from '../../text/location.ts';
import type {
  FunctionDeclaration,
  Template,
  TemplateReference,
  TypeDeclaration,
  VariableDeclaration,
} from '../template.ts';
import type { TypeCasing } from './resource-types/resource-type-casing.ts';

/** What other files may import from a template. Names are exact: Bicep tells `a` from `A`. */
export interface Exports {
  readonly variables: ReadonlyMap<string, VariableDeclaration>;
  readonly functions: ReadonlyMap<string, FunctionDeclaration>;
  readonly types: ReadonlyMap<string, TypeDeclaration>;
}

/** Another template as the file that refers to it sees it. */
export type HostResult =
  | { readonly kind: 'template'; readonly template: Template; readonly exports: Exports }
  /** The template refers back to the one that is being read; the paths from the repeated file to the referring one. */
  | { readonly kind: 'cycle'; readonly paths: readonly string[] }
  | { readonly kind: 'failed'; readonly diagnostic: Diagnostic };

/** What files may use by the grace of their `bicepconfig.json`. */
export interface AllowedByConfig {
  readonly extensions: ReadonlySet<string>;
  readonly features: ReadonlySet<string>;
}

/** What lowering a Bicep file asks of the loader that opened it. */
export interface BicepHost {
  readonly files: Files;
  /** Spells resource types as Azure does. */
  readonly typeCasing: TypeCasing;
  /** What the configuration that holds for the file at `path` allows; `undefined` when it cannot be read. */
  allowed(path: string): AllowedByConfig | undefined;
  /** The template that a module or import in the file at `fromPath` means. */
  template(reference: TemplateReference, fromPath: string): HostResult;
}

/** A module path or import source as written: a path, or a reference with a scheme (`br:`, `br/alias:`, `ts:`). */
export function referenceFromText(text: string, at: Location): TemplateReference {
  return text.includes(':') ? { kind: 'registry', reference: text, at } : { kind: 'path', path: text, at };
}
