import { Failure } from '../text/failure.ts';

/** One of several parts of an audit that are run apart: part `index` (from 1) of `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/**
 * Reads `--shard 2/5`.
 *
 * @throws {Failure} when it is not of that form, or the index is not among 1 to the count.
 */
export function parseShard(text: string): Shard {
  const [, index, count] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (shard.index >= 1 && shard.index <= shard.count) return shard;
  throw new Failure(`--shard cannot be '${text}'`, 'write which part of how many: --shard 1/4');
}

/**
 * True for the subscriptions of a shard. Each subscription is in exactly one shard of a count, whoever asks and in whatever order: a machine, its
 * vault and its protected item are in one subscription, so a shard holds what its machines need.
 * https://learn.microsoft.com/azure/backup/backup-support-matrix-iaas
 */
export function isInShard(subscriptionId: string, { index, count }: Shard): boolean {
  return hashOf(subscriptionId.toLowerCase()) % count === index - 1;
}

/** FNV-1a with a final mix, so that ids which differ in one digit spread over the shards. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
