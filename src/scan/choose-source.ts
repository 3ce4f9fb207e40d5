import { readInstanceView } from '../input/instance-view/read-instance-view.ts';
import { createGraphSource } from '../input/resource-graph/graph-source.ts';
import type { RowSource } from '../input/row-source.ts';
import type { AuditConfig } from '../config/index.ts';
import type { SourceOptions } from './audit-options.ts';
import { connect } from './connect.ts';

/**
 * Where the rows come from: a running Azure.
 *
 * @throws {Failure} when nobody can sign in.
 */
export async function chooseSource(options: SourceOptions, config: AuditConfig): Promise<RowSource> {
  const progress = options.onProgress ?? (() => undefined);
  const { graph, arm } = await connect(options, (wait) => progress({ kind: 'wait', wait }));
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
    progress,
    ...(options.signal && { signal: options.signal }),
  });
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Map(texts.map((text) => [text.toLowerCase(), text])).values()];
}
