const start = '/subscriptions/';

/** The subscription that a resource id starts with, in lower case. */
export function subscriptionOfId(id: string | undefined): string | undefined {
  if (id === undefined) return undefined;
  if (!id.startsWith(start) && id.slice(0, start.length).toLowerCase() !== start) return undefined;
  const end = id.indexOf('/', start.length);
  const subscription = id.slice(start.length, end < 0 ? undefined : end).toLowerCase();
  return subscription === '' ? undefined : subscription;
}
