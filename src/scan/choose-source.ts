import { resolve } from 'node:path';
import type { AuditConfig } from '../config/index.ts';
import { readInstanceView } from '../input/instance-view/read-instance-view.ts';
import { createGraphSource } from '../input/resource-graph/graph-source.ts';
import { listSubscriptions } from '../input/resource-graph/listed-subscriptions.ts';
import type { RowSource } from '../input/row-source.ts';
import { createSavedSource } from '../input/saved-rows/saved-source.ts';
import { isInShard } from '../input/shard.ts';
import type { SourceOptions } from './audit-options.ts';
import { connect, type Connection } from './connect.ts';
import { whyHidden } from './permissions.ts';

/**
 * Where the rows come from: files that were saved earlier, or a running Azure.
 *
 * @throws {Failure} when a file is not there, or nobody can sign in.
 */
export async function chooseSource(options: SourceOptions, config: AuditConfig): Promise<RowSource> {
  if (options.from === undefined) {
    const connection = await connect(options, (wait) => options.onProgress?.({ kind: 'wait', wait }));
    return sourceOf(options, connection, config);
  }
  const named = new Set((options.subscriptions ?? []).map((id) => id.toLowerCase()));
  const { shard } = options;
  return createSavedSource(
    options.from.map((file) => resolve(options.workingDirectory, file)),
    {
      ...(options.assumeComplete && { assumeComplete: options.assumeComplete }),
      keeps: (id) => (named.size === 0 || named.has(id)) && (shard === undefined || isInShard(id, shard)),
      ...asked(options, config),
    },
  );
}

/** Rows of a running Azure, through clients that are signed in. */
export function sourceOf(options: SourceOptions, { graph, arm }: Connection, config: AuditConfig): RowSource {
  const { shard } = options;
  const { required, minSubscriptions } = asked(options, config);
  return createGraphSource({
    client: graph,
    instanceView: (machineId) => readInstanceView(machineId, arm),
    whyHidden: (subscriptionId) => whyHidden(subscriptionId, arm),
    listSubscriptions: () => listSubscriptions(arm),
    subscriptions: unique(options.subscriptions ?? []),
    managementGroups: unique(options.managementGroups ?? []),
    tenantIds: unique(options.tenantIds ?? []),
    requireSubscriptions: required,
    minSubscriptions,
    confirm: options.confirm ?? true,
    ...(shard && { keeps: (id: string) => isInShard(id, shard) }),
    progress: options.onProgress ?? (() => undefined),
    ...(options.signal && { signal: options.signal }),
  });
}

/** Whoever names subscriptions on the command line means these; what the whole estate must hold is not asked then. */
function asked(
  { subscriptions = [] }: SourceOptions,
  { requireSubscriptions, minSubscriptions }: AuditConfig,
): { readonly required: readonly string[]; readonly minSubscriptions: number } {
  return subscriptions.length > 0
    ? { required: unique(subscriptions), minSubscriptions: 0 }
    : { required: unique(requireSubscriptions), minSubscriptions };
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Map(texts.map((text) => [text.toLowerCase(), text])).values()];
}
