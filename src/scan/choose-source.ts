import { readInstanceView } from '../input/instance-view/read-instance-view.ts';
import { createGraphSource } from '../input/resource-graph/graph-source.ts';
import type { RowSource } from '../input/row-source.ts';
import type { AuditConfig } from '../config/index.ts';
import type { SourceOptions } from './audit-options.ts';
import { connect, type Connection } from './connect.ts';

/**
 * Where the rows come from: a running Azure.
 *
 * @throws {Failure} when nobody can sign in.
 */
export async function chooseSource(options: SourceOptions, config: AuditConfig): Promise<RowSource> {
  const connection = await connect(options, (wait) => options.onProgress?.({ kind: 'wait', wait }));
  return sourceOf(options, connection, config);
}

/** Rows of a running Azure, through clients that are signed in. */
export function sourceOf(options: SourceOptions, { graph, arm }: Connection, config: AuditConfig): RowSource {
  const subscriptions = unique(options.subscriptions ?? []);
  return createGraphSource({
    client: graph,
    instanceView: (machineId) => readInstanceView(machineId, arm),
    subscriptions,
    managementGroups: unique(options.managementGroups ?? []),
    tenantIds: unique(options.tenantIds ?? []),
    // Whoever names subscriptions on the command line means these; what the whole estate must hold is not asked then.
    requireSubscriptions: subscriptions.length > 0 ? [] : unique(config.requireSubscriptions),
    minSubscriptions: subscriptions.length > 0 ? 0 : config.minSubscriptions,
    progress: options.onProgress ?? (() => undefined),
    ...(options.signal && { signal: options.signal }),
  });
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Map(texts.map((text) => [text.toLowerCase(), text])).values()];
}
