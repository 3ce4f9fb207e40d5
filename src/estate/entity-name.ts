import { displayText } from '../resource/display-text.ts';
import type { Resource } from '../resource/resource.ts';

/** The resource's own name, without its parents', for messages. */
export function lastName(resource: Resource): string {
  const last = resource.id.names.at(-1) ?? resource.name;
  return displayText(last);
}
