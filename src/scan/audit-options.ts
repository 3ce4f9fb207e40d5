import type { CloudName } from '../input/resource-graph/clouds.ts';
import type { CredentialName } from '../input/resource-graph/credential-names.ts';
import type { Wait } from '../input/resource-graph/send.ts';
import type { ListName } from '../input/row-source.ts';
import type { Shard } from '../input/shard.ts';
import type { Rule } from '../rule/index.ts';

/** How to reach Azure. */
export interface ConnectionOptions {
  /** Default: the public cloud. */
  readonly cloud?: CloudName;
  /** Resource Manager of a private cloud or a counterpart, instead of the cloud's own; `https://` only. */
  readonly armEndpoint?: string;
  /** Default: the usual ways in order. */
  readonly credential?: CredentialName;
  /** Tenant to sign in to; default: the one of the environment or the tool. */
  readonly signInTenant?: string;
  /** Environment variables, as the process has them. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** PEM of a certificate to trust besides the usual ones; `NODE_EXTRA_CA_CERTS` does the same for the whole process. */
  readonly certificateAuthority?: string;
  readonly signal?: AbortSignal;
}

/** Where the rows of an audit come from. */
export interface SourceOptions extends ConnectionOptions {
  readonly workingDirectory: string;
  /** Ids; with neither these nor management groups, every subscription that is visible. */
  readonly subscriptions?: readonly string[];
  readonly managementGroups?: readonly string[];
  /** Tenants to audit where several are visible. */
  readonly tenantIds?: readonly string[];
  /** Files of saved rows, instead of a running Azure; relative to the working directory. */
  readonly from?: readonly string[];
  /** Lists of saved rows that are whole though no file holds them, or pages seem to be missing. */
  readonly assumeComplete?: readonly ListName[];
  /** Look again: at lists of several pages, and at machines that seem unprotected before they are reported; default: true. */
  readonly confirm?: boolean;
  /** The part of the subscriptions that this run is about. */
  readonly shard?: Shard;
  readonly onProgress?: (progress: AuditProgress) => void;
}

/** What to audit, and how. */
export interface AuditOptions extends SourceOptions {
  /** File that the rows are saved to, relative to the working directory; compressed when it ends in `.gz`. */
  readonly saveRows?: string;
  /** Takes what has to be done, at once, should the process end before the audit does: half a file of rows goes then. */
  readonly atExit?: (clean: () => void) => void;
  /** Configuration file; default: the one in or above the working directory. */
  readonly config?: string;
  /** Default: the built-in rules. */
  readonly rules?: readonly Rule[];
  /** `ID.KEY=VALUE`, over the configuration. */
  readonly ruleOptions?: readonly string[];
  /** Subscriptions, by id or name, that may stay partly unread without making the run incomplete. */
  readonly allowIncomplete?: readonly string[];
  /** Ask each running machine for the state of its VM agent; `suspect`: only where the last backup did not complete. */
  readonly deep?: 'all' | 'suspect';
  /** The moment that ages count from; default: when the rows were read. */
  readonly now?: Date;
  /** Keep every verdict in the report, passes included. */
  readonly verdicts?: boolean;
}

/** How far an audit is. */
export type AuditProgress =
  | { readonly kind: 'page'; readonly list: ListName; readonly rows: number }
  | { readonly kind: 'wait'; readonly wait: Wait }
  | { readonly kind: 'machines'; readonly done: number; readonly total: number }
  | { readonly kind: 'confirm'; readonly machines: number };
