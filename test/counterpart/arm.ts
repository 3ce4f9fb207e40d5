import type { GraphStore } from './graph-store.ts';

/** What Resource Manager answers. */
export interface ArmAnswerBody {
  readonly status: number;
  readonly body: unknown;
}

export interface ArmOptions {
  /** Machines, by id in lower case, whose VM agent does not answer. */
  readonly silentAgents?: ReadonlySet<string>;
  /** Actions that the identity has in each subscription. */
  readonly actions?: readonly string[];
  /** Subscriptions that a page of `GET /subscriptions` holds. */
  readonly pageSize?: number;
}

/** Resource Manager for the machines and subscriptions of a store: instance views, permissions, the list of subscriptions. */
export function createArm(store: GraphStore, options: ArmOptions = {}): (method: string, url: URL) => ArmAnswerBody {
  return (method, url) => {
    if (method !== 'GET') return notFound(url.pathname);
    const path = decodeURIComponent(url.pathname);
    if (/^\/subscriptions\/?$/i.test(path)) return subscriptions(store, url, options.pageSize ?? 100);
    const machine = /^(\/subscriptions\/.*\/virtualMachines\/[^/]+)\/instanceView$/i.exec(path)?.[1];
    if (machine !== undefined) return instanceView(store, machine.toLowerCase(), options);
    const subscription = /^\/subscriptions\/([^/]+)\/providers\/Microsoft.Authorization\/permissions$/i.exec(path)?.[1];
    if (subscription === undefined || !isVisible(store, subscription)) return notFound(path);
    return ok({ value: [{ actions: options.actions ?? ['*/read'], notActions: [], dataActions: [] }] });
  };
}

function instanceView(store: GraphStore, id: string, { silentAgents }: ArmOptions): ArmAnswerBody {
  const machine = store.rows.find((row) => row.id.toLowerCase() === id);
  if (machine === undefined) return notFound(id);
  const isSilent = silentAgents?.has(id) ?? false;
  const agent = isSilent
    ? {
        code: 'ProvisioningState/Unavailable',
        level: 'Warning',
        displayStatus: 'Not Ready',
        message: 'VM Agent is unresponsive.',
      }
    : {
        code: 'ProvisioningState/succeeded',
        level: 'Info',
        displayStatus: 'Ready',
        message: 'Guest Agent is running',
      };
  return ok({
    vmAgent: { vmAgentVersion: isSilent ? 'Unknown' : '2.11.1.4', statuses: [agent], extensionHandlers: [] },
    statuses: [
      { code: 'ProvisioningState/succeeded', level: 'Info', displayStatus: 'Provisioning succeeded' },
      { code: 'PowerState/running', level: 'Info', displayStatus: 'VM running' },
    ],
  });
}

function subscriptions(store: GraphStore, url: URL, pageSize: number): ArmAnswerBody {
  const all = store.rows.filter((row) => row.table === 'resourcecontainers' && isVisible(store, row.subscriptionId));
  const start = Number(url.searchParams.get('skip') ?? 0);
  const next = new URL(url);
  next.searchParams.set('skip', String(start + pageSize));
  return ok({
    value: all.slice(start, start + pageSize).map((row) => ({
      id: row.id,
      subscriptionId: row.subscriptionId,
      displayName: row.name,
      tenantId: row.tenantId,
      state: 'Enabled',
    })),
    ...(start + pageSize < all.length ? { nextLink: next.toString() } : {}),
  });
}

function isVisible(store: GraphStore, subscriptionId: string): boolean {
  return store.canRead(subscriptionId);
}

function ok(body: unknown): ArmAnswerBody {
  return { status: 200, body };
}

function notFound(path: string): ArmAnswerBody {
  return { status: 404, body: { error: { code: 'NotFound', message: `there is nothing at ${path}` } } };
}
