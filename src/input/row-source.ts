import type { Gap } from '../resource/resource.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { GraphRow } from './rows/graph-row.ts';

/** The flat lists that an audit reads; joins happen in the estate, not in Resource Graph. */
export const listNames = ['subscriptions', 'virtualMachines', 'vaults', 'backupPolicies', 'protectedItems'] as const;
export type ListName = (typeof listNames)[number];

/** Where rows come from: Resource Graph, or files that were saved earlier. */
export interface RowSource {
  /** The rows of one list, streamed. What went wrong is in `outcome`; an error is never thrown for a part that could not be read. */
  rows(list: ListName): AsyncIterable<GraphRow>;
  /** What was looked at, once all lists were read. */
  outcome(): SourceOutcome;
}

/** How complete the lists are. */
export interface SourceOutcome {
  readonly scopes: readonly SubscriptionScope[];
  readonly diagnostics: readonly Diagnostic[];
  readonly gaps: readonly ListGap[];
  readonly requests: number;
  readonly pages: number;
  readonly retries: number;
  /** Milliseconds spent waiting for the quota or between tries. */
  readonly waitedMs: number;
}

export interface SubscriptionScope {
  readonly subscriptionId: string;
  readonly name?: string;
  readonly tenantId?: string;
  readonly status: 'read' | 'partly' | 'denied' | 'hidden' | 'failed';
  readonly because?: string;
}

/** A part that was not looked at; absence proves nothing in the named list or subscription (all of them when none is named). */
export interface ListGap extends Gap {
  readonly list?: ListName;
  readonly subscriptionId?: string;
}
