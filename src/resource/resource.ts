import type { Diagnostic } from '../text/diagnostic.ts';
import type { Location } from '../text/location.ts';
import type { ResourceId } from './resource-id.ts';
import type { ObjectValue, Value } from './value.ts';

/** Something deployed or deployable: the waist where template files and live Azure become one. */
export interface Resource {
  readonly id: ResourceId;
  /** Full type, in the case that was written: `Microsoft.RecoveryServices/vaults/backupPolicies`. */
  readonly type: string;
  readonly apiVersion?: string;
  /** Full ARM name, with the parents' names: `vault/policy`. */
  readonly name: Value;
  /** True, or unknown: it perhaps does not exist. A resource whose condition is false is not in the inventory. */
  readonly exists: Value;
  /** It stands for an unknown number of instances (a loop whose count is unknown). */
  readonly repeated?: Repetition;
  /** `existing` in Bicep: read, not deployed. No subject of a rule, but its declared facts (id, name, scope) hold. */
  readonly existing: boolean;
  /** The whole resource as Azure gets it: `id`-less; `name`, `type`, `apiVersion`, `location`, `properties` ... in written order. */
  readonly body: ObjectValue;
  /** The declaration: the `resource` or `module` keyword in Bicep, the `type` property in ARM JSON, the resource when live. */
  readonly at: Location;
  /** The module or nested deployment lines through which the declaration was reached, innermost first. */
  readonly calledBy: readonly Location[];
}

/** A loop that runs an unknown number of times. */
export interface Repetition {
  readonly because: string;
  /** The index of the one instance that stands for all: loops with the same one run equally often, and their instances are pairs. */
  readonly index: Value;
}

/** Everything one unit declares, or one audit saw. */
export interface Inventory {
  readonly resources: readonly Resource[];
  /**
   * Parts that could not be read (a module that is not in the cache, a denied subscription). While there is one, absence proves
   * nothing: "no protected item" is open, not a fail.
   */
  readonly gaps: readonly Gap[];
  readonly diagnostics: readonly Diagnostic[];
  readonly suppressions: readonly Suppression[];
  /** Where secrets are written: text that must not be quoted. */
  readonly secrets?: readonly Location[];
}

/** A part of the inventory that was not looked at, and why. */
export interface Gap {
  readonly because: string;
  readonly at?: Location;
  /** Only resources of this subscription may be missing; of any when absent. */
  readonly subscriptionId?: string;
  /** Only resources that belong to this Azure region may be missing; to any when absent. */
  readonly region?: string;
  /** Only resources of these types, in lower case, may be missing; of any when absent. */
  readonly types?: readonly string[];
}

/** A comment, pragma or metadata that silences rules at a place. */
export interface Suppression {
  /** Rule ids as written. */
  readonly rules: readonly string[];
  readonly reason?: string;
  /** ISO date after which it no longer holds. */
  readonly expires?: string;
  /** The comment or metadata itself. */
  readonly at: Location;
  /** What it covers: findings located in this range. */
  readonly covers: Location;
}
