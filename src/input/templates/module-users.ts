import { dirname, resolve } from 'node:path';
import type { TemplateLoader } from '../../template/loader.ts';
import type { Template } from '../../template/template.ts';
import { RealPaths } from './real-path.ts';

/**
 * The templates that no other one deploys, directly or through modules that were not scanned. Of templates that deploy each other in a
 * circle, the first one counts: something must be judged.
 */
export function templatesWithoutUser(templates: readonly Template[], loader: TemplateLoader): Set<Template> {
  const modules = moduleGraph(templates, loader);
  const used = new Set([...modules].flatMap(([user, paths]) => paths.filter((path) => path !== user)));
  const result = new Set(templates.filter((template) => !used.has(template.file.path)));
  const covered = new Set<string>();
  for (const template of result) cover(template.file.path, modules, covered);
  for (const template of templates) {
    if (covered.has(template.file.path)) continue;
    result.add(template);
    cover(template.file.path, modules, covered);
  }
  return result;
}

/** Path of every template that can be reached, with the paths of the local templates that it deploys. */
function moduleGraph(templates: readonly Template[], loader: TemplateLoader): ReadonlyMap<string, readonly string[]> {
  const graph = new Map<string, readonly string[]>();
  const realPaths = new RealPaths();
  const pending = [...templates];
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    if (graph.has(current.file.path)) continue;
    const paths = localModules(current, realPaths);
    graph.set(current.file.path, paths);
    for (const path of paths) {
      const opened = graph.has(path) ? undefined : loader.open(path);
      if (opened?.ok) pending.push(opened.template);
    }
  }
  return graph;
}

/** Paths of the local templates that a template deploys, those of nested templates included. */
function localModules(template: Template, realPaths: RealPaths): string[] {
  const paths: string[] = [];
  const pending: Template[] = [template];
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    const folder = dirname(current.file.path);
    for (const { deployment } of current.resources) {
      if (deployment?.template.kind === 'path')
        paths.push(realPaths.at(resolve(folder, deployment.template.path)).real);
      if (deployment?.template.kind === 'inline') pending.push(deployment.template.template);
    }
  }
  return paths;
}

function cover(start: string, modules: ReadonlyMap<string, readonly string[]>, covered: Set<string>): void {
  const pending = [start];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (covered.has(path)) continue;
    covered.add(path);
    pending.push(...(modules.get(path) ?? []));
  }
}
