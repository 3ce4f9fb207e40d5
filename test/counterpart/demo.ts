import { createArm } from './arm.ts';
import { generateEstate } from './estate-generator.ts';
import { GraphStore } from './graph-store.ts';
import { startCounterpart } from './server.ts';

/** A counterpart with an estate to show. */
export interface Demo {
  readonly endpoint: string;
  readonly certificate: string;
  readonly subscriptions: readonly string[];
  close(): Promise<void>;
}

/** Starts a counterpart with three subscriptions, one of them hidden; some machines are unprotected, some need no backup. */
export async function startDemo(): Promise<Demo> {
  const rows = [...generateEstate({ seed: 6, subscriptions: 3, machines: 60, unprotected: 0.08, variety: true })];
  const subscriptions = rows.filter((row) => row.table === 'resourcecontainers').map((row) => row.subscriptionId);
  const store = new GraphStore(rows, { hidden: subscriptions.slice(2) });
  const machines = rows.filter((row) => row.type === 'microsoft.compute/virtualmachines');
  const silentAgents = new Set(machines.filter((_, index) => index % 11 === 6).map((row) => row.id.toLowerCase()));
  const counterpart = await startCounterpart({
    store,
    quota: { requests: 15, windowMs: 5000 },
    arm: createArm(store, { silentAgents }),
  });
  const { endpoint, certificate } = counterpart;
  return { endpoint, certificate, subscriptions, close: () => counterpart.close() };
}
