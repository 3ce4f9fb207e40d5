/** What a deployment gives to a resource, beside its name and place, in the order of the official snapshot. */
export const RESOURCE_PROPERTIES: readonly string[] = [
  'managedBy',
  'managedByExtended',
  'extendedLocation',
  'location',
  'plan',
  'sku',
  'kind',
  'zones',
  'identity',
  'tags',
  'scale',
  'properties',
  'placement',
];
