import { agentNotAsked } from '../estate/read-machine.ts';
import { columnOf, propertiesOf, textColumn } from '../input/rows/graph-row.ts';
import type { GraphRow } from '../input/rows/graph-row.ts';
import { NotRead } from '../input/rows/live-value.ts';
import type { LiveAnswers, RowSource } from '../input/row-source.ts';
import type { AuditOptions } from './audit-options.ts';
import { referencesOf } from './audit-parts.ts';
import { inParallel } from './in-parallel.ts';
import type { AuditRows } from './read-rows.ts';
import { subscriptionOfId } from '../input/rows/subscription-of-id.ts';

const notRunning = 'a machine that is not running does not say whether it has the VM agent';

/** The instance view of a machine, or why there is none. */
export type ViewOf = (machine: GraphRow) => object;

/** What asking gave, and the subscriptions (in lower case) in which it failed, with the reason. */
export interface AgentViews {
  readonly viewOf: ViewOf;
  readonly failures: ReadonlyMap<string, string>;
}

/** Which machines are asked. */
export interface AgentOptions extends Pick<AuditOptions, 'deep' | 'onProgress'> {
  /** Ids, in lower case, of machines that are not judged. */
  readonly exempt: () => ReadonlySet<string>;
}

/**
 * Asks the machines that run and are judged for their instance views, where the options want it and the source can. A machine that does not run has no
 * agent that answers: it is not asked. https://learn.microsoft.com/rest/api/compute/virtual-machines/instance-view
 */
export async function readAgentViews(
  { rows }: AuditRows,
  source: RowSource,
  { deep, onProgress, exempt }: AgentOptions,
): Promise<AgentViews> {
  const { live } = source;
  const failures = new Map<string, string>();
  const views = new Map<string, object>();
  const viewOf: ViewOf = (row) => views.get(keyOf(row)) ?? new NotRead(isStopped(row) ? notRunning : agentNotAsked);
  if (deep === undefined || live === undefined) return { viewOf: () => new NotRead(agentNotAsked), failures };
  const suspects = deep === 'suspect' ? machinesWithoutBackup(rows.protectedItems) : undefined;
  const left = exempt();
  const asked = rows.virtualMachines.filter((row) => {
    const key = keyOf(row);
    return !isStopped(row) && !left.has(key) && (suspects === undefined || suspects.has(key));
  });
  let done = 0;
  await inParallel(asked, async (row) => {
    const view = await askFor(row, live, failures);
    views.set(keyOf(row), view);
    onProgress?.({ kind: 'machines', done: ++done, total: asked.length });
  });
  return { viewOf, failures };
}

async function askFor(row: GraphRow, live: LiveAnswers, failures: Map<string, string>): Promise<object> {
  const id = textColumn(row, 'id') ?? '';
  const answer = await live.instanceView(id);
  if (answer.kind === 'view') {
    const doubt = isStoppedView(answer.view) ? notRunning : agentDoubt(answer.view);
    return doubt === undefined ? answer.view : new NotRead(doubt);
  }
  if (answer.kind === 'gone') return new NotRead('Compute does not know the machine (any more)');
  const subscription = subscriptionOfId(id);
  if (subscription !== undefined) failures.set(subscription, answer.because);
  return new NotRead(answer.because);
}

/** What items whose last backup is not known to have completed refer to, in lower case: their machines are among it. */
function machinesWithoutBackup(items: readonly GraphRow[]): ReadonlySet<string> {
  const machines = new Set<string>();
  for (const item of items) {
    if (textAt(propertiesOf(item), 'lastBackupStatus')?.toLowerCase() === 'completed') continue;
    for (const reference of referencesOf(item)) machines.add(reference.toLowerCase());
  }
  return machines;
}

/** Known not to run; a row without a power state may run. */
function isStopped(row: GraphRow): boolean {
  const code = textAt(propertiesOf(row), 'extended', 'instanceView', 'powerState', 'code');
  return code !== undefined && !isRunning(code);
}

function isStoppedView(view: object): boolean {
  const codes = statusesOf(view).map((status) => textAt(status, 'code') ?? '');
  return codes.some((code) => /^powerstate\//i.test(code) && !isRunning(code));
}

/** Why a view does not tell whether there is an agent; undefined when it does: one that is ready, or one that does not answer. */
function agentDoubt(view: object): string | undefined {
  const words = statusesOf(view, 'vmAgent').map((status) => ({
    code: textAt(status, 'code') ?? '',
    text: textAt(status, 'displayStatus') ?? '',
  }));
  if (words.length === 0) return 'the instance view of the machine says nothing of its VM agent';
  const isClear = words.some(({ code, text }) => /^(not )?ready$/i.test(text) || /\/(unavailable|failed)/i.test(code));
  return isClear ? undefined : `its VM agent is neither ready nor silent: '${words[0]?.text || words[0]?.code}'`;
}

/** The statuses of the machine, or of a part of it. */
function statusesOf(view: object, ...path: readonly string[]): readonly unknown[] {
  const statuses = valueAt(view, ...path, 'statuses');
  return Array.isArray(statuses) ? statuses : [];
}

function isRunning(code: string): boolean {
  return code.toLowerCase() === 'powerstate/running';
}

function keyOf(row: GraphRow): string {
  return (textColumn(row, 'id') ?? '').toLowerCase();
}

function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

function valueAt(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    // Any object may be read by string keys.
    current = columnOf(current as GraphRow, key);
  }
  return current;
}
