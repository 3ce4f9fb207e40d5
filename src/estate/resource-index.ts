import { sameResourceId } from '../resource/parse-resource-id.ts';
import type { ResourceId } from '../resource/resource-id.ts';
import type { Resource } from '../resource/resource.ts';
import { literalText, textParts } from '../resource/text-parts.ts';

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
}

/** An index of entities by the last name of their ids: equal names first, then those whose names are not wholly known. */
export function createIndex<T extends { readonly resource: Resource }>(entities: readonly T[]): ResourceIndex<T> {
  const byName = new Map<string, T[]>();
  const symbolic: T[] = [];
  for (const entity of entities) {
    const { key, known } = nameKey(entity.resource.id);
    const bucket = byName.get(key);
    if (bucket === undefined) byName.set(key, [entity]);
    else bucket.push(entity);
    if (!known) symbolic.push(entity);
  }
  return {
    all: entities,
    find(id) {
      const { key, known } = nameKey(id);
      const sameName = byName.get(key) ?? [];
      const certain = sameName.filter((entity) => sameResourceId(id, entity.resource.id) === true);
      if (certain.length > 0) return { certain, perhaps: [] };
      const candidates = known ? new Set([...sameName, ...symbolic]) : entities;
      const perhaps = [...candidates].filter((entity) => sameResourceId(id, entity.resource.id) === undefined);
      return { certain, perhaps };
    },
  };
}

/** Equal names have equal keys: their literals, with a mark where something is unknown. */
function nameKey(id: ResourceId): { readonly key: string; readonly known: boolean } {
  const last = id.names.at(-1);
  const parts = last === undefined ? undefined : textParts(last);
  if (parts === undefined) return { key: '', known: false };
  const key = parts.map((part) => (part.kind === 'literal' ? part.text : unknownMark)).join('');
  return { key: key.toLowerCase(), known: literalText(parts) !== undefined };
}

const unknownMark = '\u0000';
