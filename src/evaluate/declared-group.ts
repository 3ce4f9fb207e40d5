import { sameText } from '../resource/same-value.ts';
import type { Value } from '../resource/value.ts';
import { isFalse } from './condition.ts';
import type { Frame } from './frame.ts';
import type { Instance } from './instance.ts';

/** How far down into sibling modules a resource group is looked for. */
const DEEPEST_SIBLING = 3;

/**
 * The location of a resource group that the same unit declares: in the deployment `from`, in those above it, or in modules of these (a
 * module that creates the group is a common pattern). Undefined when nothing declares it.
 */
export function findGroupLocation(from: Frame, name: Value): Value | undefined {
  const { log } = from.session;
  return log.tentatively(() => {
    for (let frame: Frame | undefined = from; frame !== undefined; frame = frame.parent) {
      const found = searchFrame(frame, name, 0);
      if (found !== undefined) return found;
    }
    return undefined;
  });
}

function searchFrame(frame: Frame, name: Value, depth: number): Value | undefined {
  if (frame.place.scope === 'resourceGroup') return undefined;
  const modules: Instance[] = [];
  for (const declaration of frame.template.resources) {
    const isGroup = declaration.type.toLowerCase() === 'microsoft.resources/resourcegroups' && !declaration.existing;
    if (!isGroup && declaration.deployment === undefined) continue;
    for (const instance of frame.session.instancesOf(frame, declaration).instances) {
      if (!isGroup) modules.push(instance);
      else if (!isFalse(instance.exists()) && sameText(instance.name(), name, { ignoreCase: true }) === true)
        return instance.property('location');
    }
  }
  return depth < DEEPEST_SIBLING ? searchModules(modules, name, depth) : undefined;
}

function searchModules(modules: readonly Instance[], name: Value, depth: number): Value | undefined {
  for (const instance of modules) {
    // A module that is deployed into a group creates none.
    if (instance.declaration.target?.resourceGroup !== undefined) continue;
    const child = instance.child();
    const found = child === undefined ? undefined : searchFrame(child, name, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
