import { evaluate } from '../../src/evaluate/evaluate.ts';
import type { DeploymentContext, Evaluation } from '../../src/evaluate/evaluation.ts';
import { judging } from '../../src/evaluate/judging/judging.ts';
import { preflight } from '../../src/evaluate/preflight/preflight.ts';
import type { Resource } from '../../src/resource/resource.ts';
import { createTemplateLoader } from '../../src/template/create-loader.ts';
import type { Argument } from '../../src/template/template.ts';
import type { Files, ReadResult } from '../../src/text/files.ts';
import type { Location } from '../../src/text/location.ts';
import type { SourceFile } from '../../src/text/source-file.ts';
import { createSourceFile } from '../../src/text/source-file.ts';

/** Evaluates `main.bicep` of some files in memory. */
export function evaluateBicep(
  texts: { readonly [path: string]: string },
  {
    parameters = {},
    context = {},
    preflight: isPreflight = false,
  }: { parameters?: { [name: string]: string }; context?: DeploymentContext; preflight?: boolean } = {},
): Evaluation {
  const loader = createTemplateLoader(filesOf(texts), { moduleCache: '/cache' });
  const opened = loader.open('/main.bicep');
  if (!opened.ok) throw new Error(opened.diagnostic.message);
  const at: Location = { kind: 'file', file: createSourceFile('/parameters.json', ''), span: { start: 0, end: 0 } };
  const passed = new Map(
    Object.entries(parameters).map(([name, value]): [string, Argument] => [
      name.toLowerCase(),
      { name, at, value: { kind: 'string', value, at } },
    ]),
  );
  const inputs = {
    parameters: passed,
    context,
    environment: new Map<string, string>(),
    unit: 'unit',
  };
  return evaluate(opened.template, inputs, loader, { reading: isPreflight ? preflight : judging });
}

/** The resource of this type; fails when there is none. */
export function theResource({ resources }: Evaluation, type: string): Resource {
  const found = resources.find((resource) => resource.type.toLowerCase() === type.toLowerCase());
  if (found === undefined)
    throw new Error(`no resource of type ${type} among ${resources.map((resource) => resource.type).join(', ')}`);
  return found;
}

/** What is written at a place. */
export function writtenAt(at: Location): string {
  return at.kind === 'file' ? at.file.text.slice(at.span.start, at.span.end) : at.resourceId;
}

function filesOf(texts: { readonly [path: string]: string }): Files {
  const missing = (path: string): ReadResult<never> => ({
    ok: false,
    because: `there is no file '${path}'`,
    kind: 'missing',
  });
  const opened = new Map<string, SourceFile>();
  return {
    text(path) {
      const text = texts[path.replace(/^\//, '')];
      if (text === undefined) return missing(path);
      const file = opened.get(path) ?? createSourceFile(path, text);
      opened.set(path, file);
      return { ok: true, value: file };
    },
    bytes: missing,
    list: missing,
    exists: (path) => texts[path.replace(/^\//, '')] !== undefined,
  };
}
