import type { Value } from '../resource/value.ts';
import type { ResourceDeclaration } from '../template/template.ts';
import { groupBy } from '../text/group-by.ts';
import type { Frame } from './frame.ts';
import type { Instance } from './instance.ts';
import { valueKey } from './symbol-key.ts';

/** Finds the resource with this id among those that the deployment and its callers declare; a plain name means one of the deployment. */
export function findInstance(frame: Frame, target: Value): Instance | undefined {
  const key = valueKey(target);
  if (key === undefined) return undefined;
  const types = typesIn(key);
  for (let at: Frame | undefined = frame; at !== undefined; at = at.parent) {
    const found = at.session.finderOf(at).find(key, types);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Types whose ids do not spell them. */
const UNSPELLED_TYPES = ['microsoft.resources/resourcegroups', 'microsoft.resources/subscriptions'];

/** The types, up to the first segment, that a resource with this key as its id may be of. */
function typesIn(key: string): readonly string[] {
  const types = Array.from(key.matchAll(/\/providers\/([^/]+\/[^/]+)/g), ([, type = '']) => type);
  return key.startsWith('/subscriptions/') ? [...types, ...UNSPELLED_TYPES] : types;
}

type Index = ReadonlyMap<string, Instance>;

/**
 * The declared resources of one deployment by id, and by name as `reference('name')` means them. An id is looked for among the resources
 * of its type alone: the others need no id yet.
 */
export class InstanceFinder {
  readonly #frame: Frame;
  readonly #byType: ReadonlyMap<string, readonly ResourceDeclaration[]>;
  readonly #bySymbolicName = new Map<string, ResourceDeclaration>();
  readonly #ids = new Map<string, Index>();
  #names: Index | undefined;
  #isIndexing = false;

  constructor(frame: Frame) {
    this.#frame = frame;
    this.#byType = groupBy(frame.template.resources, ({ type }) => type.toLowerCase().split('/', 2).join('/'));
    for (const declaration of frame.template.resources) {
      const { symbolicName } = declaration;
      if (symbolicName !== undefined) this.#bySymbolicName.set(symbolicName.toLowerCase(), declaration);
    }
  }

  /** The resource with this key, if it is an id of one of these types, or a name. */
  find(key: string, types: readonly string[]): Instance | undefined {
    for (const type of types) {
      const found = this.#idsOf(type)?.get(key);
      if (found !== undefined) return found;
    }
    return key.startsWith('/') ? undefined : this.#named(key);
  }

  #named(key: string): Instance | undefined {
    const declaration = this.#bySymbolicName.get(key);
    if (declaration === undefined) return this.#allNames()?.get(key);
    return this.#frame.session.instancesOf(this.#frame, declaration).instances.at(-1);
  }

  #idsOf(type: string): Index | undefined {
    const known = this.#ids.get(type);
    const declarations = this.#byType.get(type);
    if (known !== undefined || declarations === undefined) return known;
    return this.#indexed(
      declarations,
      (instance) => [valueKey(instance.id().value)],
      (index) => {
        if (index !== undefined) this.#ids.set(type, index);
      },
    );
  }

  #allNames(): Index | undefined {
    if (this.#names !== undefined) return this.#names;
    return this.#indexed(this.#frame.template.resources, namesOf, (index) => {
      this.#names = index;
    });
  }

  /** The first one with each key. While keys are being found out, a name that asks for a resource gets no answer. */
  #indexed(
    declarations: readonly ResourceDeclaration[],
    keysOf: (instance: Instance) => readonly (string | undefined)[],
    keep: (index: Index | undefined) => void,
  ): Index | undefined {
    if (this.#isIndexing) return undefined;
    const { session } = this.#frame;
    const find = (): Index => {
      const index = new Map<string, Instance>();
      for (const declaration of declarations) {
        for (const instance of session.instancesOf(this.#frame, declaration).instances) {
          for (const key of keysOf(instance)) if (key !== undefined && !index.has(key)) index.set(key, instance);
        }
      }
      return index;
    };
    this.#isIndexing = true;
    const index = session.log.remember(() => session.log.tentatively(find), keep);
    this.#isIndexing = false;
    return index;
  }
}

/** A resource is called by its name, or by its type and name. */
function namesOf(instance: Instance): readonly string[] {
  const name = valueKey(instance.name());
  return name === undefined ? [] : [name, `${instance.declaration.type.toLowerCase()}/${name}`];
}
