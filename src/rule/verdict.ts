import type { Location } from '../text/location.ts';
import type { Value } from '../resource/value.ts';

/** `note` never fails a run unless asked to. */
export type Level = 'error' | 'warning' | 'note';
/** `open`: it could not be decided, and the verdict says why. */
export type VerdictKind = 'pass' | 'fail' | 'open';

/** What one rule says of one deployed instance of its subject. */
export interface Verdict {
  readonly ruleId: string;
  readonly kind: VerdictKind;
  readonly level: Level;
  /** The subject: type, full ARM name and id. Unknown parts are symbols. */
  readonly resource: { readonly type: string; readonly name: Value; readonly id: Value };
  /** One sentence. For an open verdict: what could not be decided. Empty for a pass. */
  readonly message: string;
  /** Why it is open, in words the user can act on. */
  readonly because?: string;
  /** Where the deciding value was written, else the deciding property, else the subject's declaration. */
  readonly location: Location;
  /** The subject's declaration: what a suppression beside it covers. */
  readonly declaredAt?: Location;
  /** The deciding property and its declaration, the subject's declaration, each calling module; no duplicates of `location`. */
  readonly related: readonly RelatedLocation[];
}

/** A place that helps to understand a verdict. */
export interface RelatedLocation {
  readonly at: Location;
  /** What stands there: "the machine", "module 'vault' is called here". */
  readonly message: string;
}
