const start = '/subscriptions/';

/** The subscription that a resource id starts with, in lower case. */
export function subscriptionOfId(id: string | undefined): string | undefined {
  if (id === undefined) return undefined;
  if (!id.startsWith(start) && id.slice(0, start.length).toLowerCase() !== start) return undefined;
  const end = id.indexOf('/', start.length);
  const subscription = id.slice(start.length, end < 0 ? undefined : end).toLowerCase();
  return subscription === '' ? undefined : subscription;
}

/**
 * `subscriptionOfId` for many ids: those of one subscription mostly follow each other, and are written alike. It remembers the last one.
 */
export function createSubscriptionReader(): (id: string | undefined) => string | undefined {
  let beginning = '';
  let subscription: string | undefined;
  return (id) => {
    if (beginning !== '' && id?.startsWith(beginning)) return subscription;
    subscription = subscriptionOfId(id);
    beginning = subscription === undefined || id === undefined ? '' : id.slice(0, id.indexOf('/', start.length) + 1);
    return subscription;
  };
}
