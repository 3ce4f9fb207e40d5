import type { Value } from '../resource/value.ts';
import type { Frame } from './frame.ts';
import type { Instance } from './instance.ts';
import { valueKey } from './symbol-key.ts';

/** The declared resources of one deployment by id, and by name as `reference('name')` means them. */
interface InstanceIndex {
  readonly byId: ReadonlyMap<string, Instance>;
  readonly byName: ReadonlyMap<string, Instance>;
}

/** Finds the resource with this id among those that the deployment and its callers declare; a plain name means one of the deployment. */
export function findInstance(frame: Frame, target: Value): Instance | undefined {
  const key = valueKey(target);
  if (key === undefined) return undefined;
  for (let at: Frame | undefined = frame; at !== undefined; at = at.parent) {
    const index = indexOf(at);
    const found = index?.byId.get(key) ?? index?.byName.get(key);
    if (found !== undefined) return found;
  }
  return undefined;
}

function indexOf(frame: Frame): InstanceIndex | undefined {
  const { session } = frame;
  return session.indexed(frame, () => buildIndex(frame));
}

function buildIndex(frame: Frame): InstanceIndex {
  const byId = new Map<string, Instance>();
  const byName = new Map<string, Instance>();
  for (const declaration of frame.template.resources) {
    for (const instance of frame.session.instancesOf(frame, declaration).instances) {
      const id = valueKey(instance.id().value);
      const name = valueKey(instance.name());
      if (id !== undefined && !byId.has(id)) byId.set(id, instance);
      if (name === undefined) continue;
      if (!byName.has(name)) byName.set(name, instance);
      const typed = `${declaration.type.toLowerCase()}/${name}`;
      if (!byName.has(typed)) byName.set(typed, instance);
      if (declaration.symbolicName !== undefined) byName.set(declaration.symbolicName.toLowerCase(), instance);
    }
  }
  return { byId, byName };
}

export type { InstanceIndex };
