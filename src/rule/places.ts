import type { Entity } from '../estate/estate.ts';
import type { FactPlace } from '../estate/fact.ts';
import type { Resource } from '../resource/resource.ts';
import { displayText } from '../resource/display-text.ts';
import type { Location } from '../text/location.ts';
import type { RelatedLocation } from './verdict.ts';

/** Something a verdict can point at: a fact, or a subject's declaration. */
export type Target = FactPlace | Entity;

/** Where a verdict is, and what is related to it. */
export interface Places {
  readonly location: Location;
  readonly related: readonly RelatedLocation[];
}

/**
 * The place of the deciding value; related are the property that holds it, the declarations of that property and of the subject, what the
 * rule names besides, and each module that was called on the way. No place twice.
 */
export function placesOf(at: Target, subject: Entity, named: readonly (readonly [Target, string])[]): Places {
  const places = new PlaceList(at.at);
  addFact(places, at, 'the property that decides');
  for (const [target, message] of named) {
    places.add(target.at, message);
    addFact(places, target, 'the property that sets it');
  }
  addDeclaration(places, subject.resource);
  return { location: at.at, related: places.related };
}

function addFact(places: PlaceList, target: Target, message: string): void {
  if ('kind' in target && 'resource' in target) return addDeclaration(places, target.resource);
  const { property, holder }: FactPlace = target;
  if (property !== undefined) places.add(property, message);
  if (holder !== undefined) addDeclaration(places, holder);
}

function addDeclaration(places: PlaceList, resource: Resource): void {
  if (!places.has(resource.at)) places.add(resource.at, `'${displayText(resource.name)}' is declared here`);
  for (const call of resource.calledBy) places.add(call, 'its module is called here');
}

class PlaceList {
  readonly related: RelatedLocation[] = [];
  readonly #seen: Location[];

  constructor(first: Location) {
    this.#seen = [first];
  }

  has(at: Location): boolean {
    return this.#seen.some((other) => samePlace(at, other));
  }

  add(at: Location, message: string): void {
    if (this.has(at)) return;
    this.#seen.push(at);
    this.related.push({ at, message });
  }
}

/** Whether two places start at the same character of the same file, or are the same live resource. */
function samePlace(a: Location, b: Location): boolean {
  if (a === b) return true;
  if (a.kind === 'file' && b.kind === 'file') {
    return a.file.path === b.file.path && a.span.start === b.span.start && a.span.end === b.span.end;
  }
  return a.kind === 'live' && b.kind === 'live' && a.resourceId === b.resourceId;
}
