import type { Value } from '../resource/value.ts';

/** What the engine says of a known subscription id that is no GUID; nothing when it is one, or unknown. `topic` is where its help is. */
export function subscriptionIdProblem(given: Value | undefined, topic: string): string | undefined {
  if (given?.kind !== 'string' || /^\{?[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}\}?$/i.test(given.value))
    return undefined;
  return `The provided value '${given.value}' is not valid subscription identifier. Please see https://aka.ms/arm-resource-functions/#${topic} for usage details.`;
}
