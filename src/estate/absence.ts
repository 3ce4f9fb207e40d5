import { displayText } from '../resource/display-text.ts';
import type { ResourceId } from '../resource/resource-id.ts';
import type { Resource } from '../resource/resource.ts';
import { allTrue, sameText } from '../resource/same-value.ts';
import type { EstateSource } from './estate.ts';

/** What was looked for, and among what. */
export interface Search {
  /** In words: `vault`. */
  readonly kind: string;
  readonly source: EstateSource;
  /** Where namesakes are looked for. */
  readonly all?: readonly { readonly resource: Resource }[];
}

/**
 * Why no resource with an id was found. A name that is not known says why; a namesake in another resource group is named, since a wrong
 * group is an easy mistake.
 */
export function absenceOf(id: ResourceId, { kind, source, all = [] }: Search): string {
  const name = id.names.at(-1) ?? id.value;
  const what = `${kind} '${displayText(name)}'`;
  if (source === 'live') return `${what} was not found in what could be read`;
  if (name.kind === 'unknown') return `${what} is not declared here: ${name.because}`;
  const namesake = all.find(({ resource }) => haveSameNames(id, resource.id))?.resource.id.scope;
  return namesake?.kind === 'resourceGroup' && id.scope.kind === 'resourceGroup'
    ? `${what} is not declared in resource group '${displayText(id.scope.resourceGroup)}', but one of this name is in '${displayText(namesake.resourceGroup)}'`
    : `${what} is not declared here`;
}

function haveSameNames(a: ResourceId, b: ResourceId): boolean {
  const equal = a.names.map((name, index) => {
    const other = b.names[index];
    return other !== undefined && sameText(name, other, { ignoreCase: true });
  });
  return a.names.length === b.names.length && allTrue(equal) === true;
}
