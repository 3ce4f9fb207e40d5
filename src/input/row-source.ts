import type { Gap } from '../resource/resource.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { GraphRow } from './rows/graph-row.ts';

/** The flat lists that an audit reads; joins happen in the estate, not in Resource Graph. */
export const listNames = ['subscriptions', 'virtualMachines', 'vaults', 'backupPolicies', 'protectedItems'] as const;
export type ListName = (typeof listNames)[number];

/** What each list holds, in words. */
export const listWords: Readonly<Record<ListName, string>> = {
  subscriptions: 'subscriptions',
  virtualMachines: 'virtual machines',
  vaults: 'Recovery Services vaults',
  backupPolicies: 'backup policies',
  protectedItems: 'protected items',
};

/** Where rows come from: Resource Graph, or files that were saved earlier. */
export interface RowSource {
  /** The rows of one list as they come, many at a time. What went wrong is in `outcome`; an error is never thrown for a part that could not be read. */
  pages(list: ListName): AsyncIterable<readonly GraphRow[]>;
  /** What was looked at, once all lists were read. */
  outcome(): SourceOutcome;
  /** What only a running Azure can answer; absent for saved rows. */
  readonly live?: LiveAnswers;
}

/** Questions that go to a running Azure after the lists were read. */
export interface LiveAnswers {
  /** The rows of one list of some subscriptions, asked for once more. `complete` is told at the end whether all of them came. */
  again(
    list: ListName,
    subscriptionIds: readonly string[],
    complete: (because: string | undefined) => void,
  ): AsyncIterable<readonly GraphRow[]>;
  /** The instance view of a machine, with the status of its VM agent; why it is not known when it cannot be had. */
  instanceView(machineId: string): Promise<InstanceViewAnswer>;
  /** Why rows of a subscription may be hidden from the signed-in identity; undefined when nothing speaks for it. */
  whyHidden(subscriptionId: string): Promise<string | undefined>;
}

/** An instance view as Compute gives it, `gone` for a machine that is no longer there, or why there is none. */
export type InstanceViewAnswer =
  | { readonly kind: 'view'; readonly view: object }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly because: string };

/** How complete the lists are. */
export interface SourceOutcome {
  readonly scopes: readonly SubscriptionScope[];
  readonly diagnostics: readonly Diagnostic[];
  readonly gaps: readonly ListGap[];
  /** Lists that a person said are whole, though they are not there or seem cut: what other rows say of them is no reason to doubt it. */
  readonly assumed?: readonly ListName[];
  readonly requests: number;
  readonly pages: number;
  readonly retries: number;
  /** Milliseconds spent waiting for the quota or between tries. */
  readonly waitedMs: number;
  /** When the rows were true, in milliseconds since 1970: by the server's clock, or when they were saved. Ages count from here. */
  readonly readAt?: number;
}

export interface SubscriptionScope {
  readonly subscriptionId: string;
  readonly name?: string;
  readonly tenantId?: string;
  /** Ids and display names of the management groups above it, as far as they are visible. */
  readonly managementGroups?: readonly string[];
  readonly status: 'read' | 'partly' | 'denied' | 'hidden' | 'failed';
  readonly because?: string;
}

/** A part that was not looked at; absence proves nothing in the named list or subscription (all of them when none is named). */
export interface ListGap extends Gap {
  readonly list?: ListName;
}

/** The types, in lower case, of the resources that each list holds. */
export const resourceTypes: Readonly<Record<ListName, readonly string[]>> = {
  subscriptions: ['microsoft.resources/subscriptions'],
  virtualMachines: ['microsoft.compute/virtualmachines'],
  vaults: ['microsoft.recoveryservices/vaults'],
  backupPolicies: ['microsoft.recoveryservices/vaults/backuppolicies'],
  protectedItems: ['microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems'],
};
