import type { GraphFailure, QuotaState } from './graph-client.ts';

/** Reads single resources from Azure Resource Manager. Nothing but GET is ever sent. */
export interface ArmClient {
  /**
   * One request, once. `path` starts with `/` and is made of encoded segments; what goes wrong is a value.
   */
  get(path: string, apiVersion: string, signal?: AbortSignal): Promise<ArmAnswer | GraphFailure>;
  /** The page that a `nextLink` names; refused when it leads to another host, which must not get the token. */
  getNext(nextLink: string, signal?: AbortSignal): Promise<ArmAnswer | GraphFailure>;
}

/** A body that came whole. */
export interface ArmAnswer {
  readonly ok: true;
  readonly body: unknown;
  /** What the server's clock said. */
  readonly date?: string;
  readonly quota: QuotaState;
}
