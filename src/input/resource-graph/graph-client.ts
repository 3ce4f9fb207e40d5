import type { GraphRow } from '../rows/graph-row.ts';

/** One request to Resource Graph: a page of a query within a scope. */
export interface PageRequest {
  readonly query: string;
  readonly scope: QueryScope;
  readonly skipToken?: string;
  /** Rows a page, at most 1,000. */
  readonly top: number;
}

/** What a query is about. The two are exclusive; neither means everything the principal can read in its tenant. */
export type QueryScope =
  | { readonly kind: 'subscriptions'; readonly subscriptions: readonly string[] }
  | { readonly kind: 'managementGroups'; readonly managementGroups: readonly string[] }
  | { readonly kind: 'tenant' };

/** A page as it came. */
export interface GraphPage {
  readonly ok: true;
  readonly rows: readonly GraphRow[];
  readonly skipToken?: string;
  readonly totalRecords: number;
  /** How many rows the page is said to have. */
  readonly count: number;
  /** `resultTruncated: "true"`. */
  readonly truncated: boolean;
  readonly quota: QuotaState;
  /** What the server's clock said, in milliseconds since 1970. */
  readonly serverTime?: number;
  /** More subscriptions are visible than Resource Graph looks at (10,000). */
  readonly subscriptionLimitHit: boolean;
}

/** The `x-ms-user-quota-*` headers of a response, where it had them. */
export interface QuotaState {
  readonly remaining?: number;
  readonly resetsAfterMs?: number;
}

/** Why there is no page. */
export interface GraphFailure {
  readonly ok: false;
  readonly kind: FailureKind;
  readonly status?: number;
  /** The most specific code of the error body: `RateLimiting`, `ResponsePayloadTooLarge`, `AuthorizationFailed`. */
  readonly code?: string;
  /** The text of the error body's details, which say more than its message. */
  readonly message: string;
  /** `Retry-After`. */
  readonly retryAfterMs?: number;
  readonly quota: QuotaState;
}

export type FailureKind =
  /** 429. */
  | 'throttled'
  /** 408 and 5xx. */
  | 'server'
  /** The connection broke, or the body ended early. */
  | 'network'
  /** The server's certificate is not one that is trusted. */
  | 'untrusted'
  /** Nothing, or not all, came in time. */
  | 'timeout'
  /** 401 and 403. */
  | 'denied'
  /** The page would exceed 16 MB. */
  | 'tooLarge'
  /** The skip token is not accepted (any more). */
  | 'token'
  /** 400 and 404 otherwise: asking again will not help. */
  | 'refused'
  /** A success whose body is not what Resource Graph documents. */
  | 'malformed';

/** Sends one request, once. Never throws but for a bug: what goes wrong is a value. */
export interface GraphClient {
  page(request: PageRequest, signal?: AbortSignal): Promise<GraphPage | GraphFailure>;
}
