import { sameResourceId } from '../resource/parse-resource-id.ts';
import type { ResourceId } from '../resource/resource-id.ts';
import type { Resource } from '../resource/resource.ts';
import { literalText, textParts } from '../resource/text-parts.ts';
import type { Value } from '../resource/value.ts';
import { lazy } from './lazy.ts';

/** What an id refers to: resources that it certainly is, or else those that it perhaps is. */
export interface Matches<T> {
  readonly certain: readonly T[];
  /** Empty when there is a certain one. */
  readonly perhaps: readonly T[];
}

/** Finds entities by resource id without comparing every one with every other. */
export interface ResourceIndex<T> {
  readonly all: readonly T[];
  readonly find: (id: ResourceId) => Matches<T>;
  /** Those whose id is this text, so that it need not be parsed to find them. */
  readonly withText: (id: Value | undefined) => readonly T[];
}

/**
 * An index of entities by id. Ids that are known text meet by their text: all of them in a live estate, where many vaults have a policy of
 * the same name. Others meet by the last name: equal names first, then those whose names are not wholly known.
 */
export function createIndex<T extends { readonly resource: Resource }>(entities: readonly T[]): ResourceIndex<T> {
  const byText = new TextIndex<T>();
  let areAllText = true;
  for (const entity of entities) {
    const { value } = entity.resource.id;
    if (value.kind === 'string') byText.add(value.value, entity);
    else areAllText = false;
  }
  const byName = lazy(() => indexByName(entities));
  return {
    all: entities,
    withText(id) {
      return (id?.kind === 'string' ? byText.get(id.value) : undefined) ?? [];
    },
    find(id) {
      const { value } = id;
      const certain = value.kind === 'string' ? byText.get(value.value) : undefined;
      if (certain !== undefined) return { certain, perhaps: [] };
      return value.kind === 'string' && areAllText ? none : findByName(id, byName(), entities);
    },
  };
}

const none = { certain: [], perhaps: [] };

/** Entities by the text of their id, whatever its case. Most texts are written alike wherever they stand: their case need not be changed. */
class TextIndex<T> {
  readonly #groups = new Map<string, T[]>();

  add(text: string, entity: T): void {
    const key = keyOf(text);
    const group = this.#groups.get(key) ?? [];
    group.push(entity);
    this.#groups.set(key, group).set(text, group);
  }

  get(text: string): readonly T[] | undefined {
    return this.#groups.get(text) ?? this.#groups.get(keyOf(text));
  }
}

/** The same text for the same resource. */
function keyOf(id: string): string {
  const text = id.toLowerCase();
  return text.endsWith('/') ? text.slice(0, -1) : text;
}

interface NameIndex<T> {
  readonly byName: ReadonlyMap<string, readonly T[]>;
  readonly symbolic: readonly T[];
}

function indexByName<T extends { readonly resource: Resource }>(entities: readonly T[]): NameIndex<T> {
  const byName = new Map<string, T[]>();
  const symbolic: T[] = [];
  for (const entity of entities) {
    const { key, known } = nameKey(entity.resource.id);
    addTo(byName, key, entity);
    if (!known) symbolic.push(entity);
  }
  return { byName, symbolic };
}

function findByName<T extends { readonly resource: Resource }>(
  id: ResourceId,
  { byName, symbolic }: NameIndex<T>,
  entities: readonly T[],
): Matches<T> {
  const { key, known } = nameKey(id);
  const sameName = byName.get(key) ?? [];
  const certain = sameName.filter((entity) => sameResourceId(id, entity.resource.id) === true);
  if (certain.length > 0) return { certain, perhaps: [] };
  const candidates = known ? new Set([...sameName, ...symbolic]) : entities;
  const perhaps = [...candidates].filter((entity) => sameResourceId(id, entity.resource.id) === undefined);
  return { certain, perhaps };
}

/** Equal names have equal keys: their literals, with a mark where something is unknown. */
function nameKey(id: ResourceId): { readonly key: string; readonly known: boolean } {
  const last = id.names.at(-1);
  const parts = last === undefined ? undefined : textParts(last);
  if (parts === undefined) return { key: '', known: false };
  const key = parts.map((part) => (part.kind === 'literal' ? part.text : unknownMark)).join('');
  return { key: key.toLowerCase(), known: literalText(parts) !== undefined };
}

function addTo<T>(groups: Map<string, T[]>, key: string, entity: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [entity]);
  else group.push(entity);
}

const unknownMark = '\u0000';
