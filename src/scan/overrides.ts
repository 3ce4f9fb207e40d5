import { resolve } from 'node:path';
import { didYouMean } from '../text/did-you-mean.ts';
import { argumentOf, parseNamedValue, type Root, templateOfParameters } from '../input/index.ts';
import type { ParameterFile, TemplateLoader } from '../template/loader.ts';
import type { Argument, Template } from '../template/template.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import { Failure } from '../text/failure.ts';

/** What `--parameters` passes. */
export interface Overrides {
  /** By lower-case name. */
  readonly parameters: ReadonlyMap<string, Argument>;
  /** Problems of the files. */
  readonly diagnostics: readonly Diagnostic[];
}

/** True for a `--parameters` that is `name=value`, not a file. */
export function isNamedValue(parameter: string): boolean {
  return parseNamedValue(parameter) !== undefined;
}

/**
 * Reads the parameters of the command line; later ones win.
 *
 * @throws {Failure} when there is not exactly one root, a parameter is not declared, a file is for another template, or a value or file cannot be read.
 */
export function readOverrides(
  parameters: readonly string[],
  roots: readonly Root[],
  loader: TemplateLoader,
  workingDirectory: string,
): Overrides {
  const [root] = roots;
  if (parameters.length === 0) return { parameters: new Map(), diagnostics: [] };
  if (!root || roots.length > 1) {
    const found = roots.length === 0 ? 'none was found' : `${roots.length} were found`;
    throw new Failure(
      `--parameters needs exactly one template; ${found}`,
      'name the template that the parameters are for',
    );
  }
  const all = new Map<string, Argument>();
  const diagnostics: Diagnostic[] = [];
  for (const parameter of parameters) {
    const named = parseNamedValue(parameter);
    if (named) {
      const result = argumentOf(named, root.template);
      if (!result.ok) throw new Failure(`--parameters ${named.name}: ${result.because}`, suggestion(named.name, root));
      all.set(named.name.toLowerCase(), result.argument);
      continue;
    }
    const opened = loader.openParameters(resolve(workingDirectory, parameter.replace(/^@/, '')));
    if (!opened.ok) {
      throw cannotOpen(parameter, opened.diagnostic, root);
    }
    refuseOther(parameter, opened.file, root, loader);
    for (const [name, argument] of opened.file.parameters) all.set(name, argument);
    diagnostics.push(...opened.file.diagnostics);
  }
  return { parameters: all, diagnostics };
}

/** The compiler's code for a file that is not there. */
const fileNotFound = 'BCP091';

/** Who forgets the value of `name=value` names a file that is not there. */
function cannotOpen(parameter: string, { code, message, hint }: Diagnostic, { template }: Root): Failure {
  if (code !== fileNotFound) return new Failure(`--parameters ${parameter}: ${message}`, hint);
  const isName = template.parameters.has(parameter.toLowerCase());
  return new Failure(
    `--parameters ${parameter}: there is no such file`,
    isName
      ? `to give the parameter a value: --parameters ${parameter}=VALUE`
      : 'name a parameter file, or pass NAME=VALUE',
  );
}

/** A file that says which template it is for must not be taken for another one: the values would mean something else there. */
function refuseOther(parameter: string, file: ParameterFile, root: Root, loader: TemplateLoader): void {
  const target = templateOfParameters(file, { loader, templatesIn: () => [] });
  if (
    target.kind === 'none' ||
    (target.kind === 'templates' && target.templates.some((one) => isSame(one, root.template)))
  )
    return;
  const used =
    target.kind === 'templates' ? target.templates.map((one) => `'${one.file.path}'`).join(', ') : 'another template';
  throw new Failure(
    `--parameters ${parameter}: the file is for ${used}, not for '${root.template.file.path}'`,
    `name the parameter file instead of the template: backuplint lint ${parameter}`,
  );
}

/** The JSON that Bicep made of a file stands for that file. */
function isSame(one: Template, other: Template): boolean {
  const [path, otherPath] = [one.file.path, other.file.path];
  return path === otherPath || withoutExtension(path) === withoutExtension(otherPath);
}

function withoutExtension(path: string): string {
  return path.replace(/\.(bicep|jsonc?)$/i, '');
}

function suggestion(name: string, root: Root): string | undefined {
  if (root.template.parameters.has(name.toLowerCase())) return undefined;
  return didYouMean(
    name,
    [...root.template.parameters.values()].map((parameter) => parameter.name),
  );
}
