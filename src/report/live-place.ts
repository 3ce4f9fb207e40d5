import type { Place, Report } from './report.ts';
import { isFilePlace } from './place.ts';

/** Where a live resource is, in the words of people. */
export interface LivePlace {
  /** The last name of the resource; of a protected item, the machine's. */
  readonly name: string;
  readonly resourceGroup?: string;
  /** Its name, else its id. */
  readonly subscription: string;
  /** The page of the Azure portal about the resource. */
  readonly link?: string;
}

/** The subscriptions of an audit by id, and the portal, looked up once for a report. */
export type LivePlaces = (place: Place) => LivePlace | undefined;

/** Reads the places of a report; gives undefined for places in files. */
export function createLivePlaces({ units, portal }: Report): LivePlaces {
  const names = new Map(units.map(({ subscription }) => [subscription?.id.toLowerCase(), subscription?.name]));
  return (place) => {
    if (isFilePlace(place)) return undefined;
    const segments = place.resourceId.split('/');
    const [, keyword, id, groupKeyword, group] = segments;
    if (keyword?.toLowerCase() !== 'subscriptions' || id === undefined) return undefined;
    const isInGroup = groupKeyword?.toLowerCase() === 'resourcegroups' && group !== undefined;
    return {
      name: nameOf(segments.at(-1) ?? ''),
      ...(isInGroup ? { resourceGroup: group } : {}),
      subscription: names.get(id.toLowerCase()) ?? id,
      ...(portal === undefined ? {} : { link: `${portal}/#resource${encodeId(place.resourceId)}` }),
    };
  };
}

/** Protected items are called `VM;iaasvmcontainerv2;group;machine`. */
function nameOf(segment: string): string {
  const [kind, container, , machine] = segment.split(';');
  const isItem = kind?.toLowerCase() === 'vm' && container !== undefined && machine !== undefined;
  return isItem ? `protected item of ${machine}` : segment;
}

/** A resource id as a part of a URL; nothing in it may end the URL or the link around it. */
function encodeId(id: string): string {
  return id
    .split('/')
    .map((segment) =>
      encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
        /[!'()*]/g,
        (mark) => `%${mark.charCodeAt(0).toString(16)}`,
      ),
    )
    .join('/');
}
