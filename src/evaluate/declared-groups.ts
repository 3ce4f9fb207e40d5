import { sameText } from '../resource/same-value.ts';
import type { Value } from '../resource/value.ts';
import { isFalse } from './condition.ts';
import type { Frame } from './frame.ts';
import type { Instance } from './instance.ts';

/** How far down into sibling modules a resource group is looked for. */
const DEEPEST_SIBLING = 3;

/** What a deployment declares: resource groups, and modules that may declare more of them. */
interface Declared {
  readonly groups: readonly Instance[];
  readonly modules: readonly Instance[];
}

/** The resource groups that a unit declares. What each deployment declares is found out once: every module may ask for its group. */
export class DeclaredGroups {
  readonly #declared = new Map<Frame, Declared>();
  readonly #inModules = new Map<Frame, readonly Instance[]>();

  /**
   * A property of a resource group that the same unit declares: in the deployment `from`, in those above it, or in modules of these (a
   * module that creates the group is a common pattern). Undefined when nothing declares it.
   */
  propertyOf(name: Value, key: 'location' | 'tags', from: Frame): Value | undefined {
    return from.session.log.tentatively(() => {
      for (let frame: Frame | undefined = from; frame !== undefined; frame = frame.parent) {
        const group = named(this.#declaredIn(frame).groups, name) ?? named(this.#groupsInModules(frame), name);
        const value = group?.property(key);
        if (value !== undefined && value.kind !== 'null') return value;
      }
      return undefined;
    });
  }

  #declaredIn(frame: Frame): Declared {
    return remembered(this.#declared, frame, () => declaredIn(frame));
  }

  #groupsInModules(frame: Frame): readonly Instance[] {
    return remembered(this.#inModules, frame, () => this.#below(frame, 0));
  }

  #below(frame: Frame, depth: number): Instance[] {
    if (depth >= DEEPEST_SIBLING) return [];
    return this.#declaredIn(frame).modules.flatMap((module) => {
      const child = module.child();
      return child === undefined ? [] : [...this.#declaredIn(child).groups, ...this.#below(child, depth + 1)];
    });
  }
}

function remembered<T>(known: Map<Frame, T>, frame: Frame, find: () => T): T {
  const before = known.get(frame);
  if (before !== undefined) return before;
  return frame.session.log.remember(find, (found) => {
    if (found !== undefined) known.set(frame, found);
  });
}

function declaredIn(frame: Frame): Declared {
  const groups: Instance[] = [];
  const modules: Instance[] = [];
  if (frame.place.scope === 'resourceGroup') return { groups, modules };
  for (const declaration of frame.template.resources) {
    const isGroup = declaration.type.toLowerCase() === 'microsoft.resources/resourcegroups' && !declaration.existing;
    // A module that is deployed into a group creates none.
    const mayHoldGroups = declaration.deployment !== undefined && declaration.target?.resourceGroup === undefined;
    if (!isGroup && !mayHoldGroups) continue;
    const { instances } = frame.session.instancesOf(frame, declaration);
    (isGroup ? groups : modules).push(...instances);
  }
  return { groups, modules };
}

function named(groups: readonly Instance[], name: Value): Instance | undefined {
  return groups.find(
    (group) => !isFalse(group.exists()) && sameText(group.name(), name, { ignoreCase: true }) === true,
  );
}
