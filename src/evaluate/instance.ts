import type { Location } from '../text/location.ts';
import type { Repetition } from '../resource/resource.ts';
import type { ResourceId } from '../resource/resource-id.ts';
import type { ObjectValue, Value } from '../resource/value.ts';
import type { ResourceDeclaration } from '../template/template.ts';
import type { Env, Frame } from './frame.ts';

/** One deployed instance of a declaration. Everything but the loop index is found out on first use. */
export interface Instance {
  readonly declaration: ResourceDeclaration;
  readonly env: Env;
  readonly at: Location;
  /** Its loop index, when the declaration has a loop. */
  readonly index?: Value;
  readonly repeated?: Repetition;
  /** The instance whose name precedes this one's. */
  parent(): Instance | undefined;
  /** Full name, with the parents' names. */
  name(): Value;
  id(): ResourceId;
  apiVersion(): Value | undefined;
  /** True, false or unknown: its own condition and those on the way to its deployment. */
  exists(): Value;
  /** The whole body, with the full name. */
  body(): ObjectValue;
  /** One property of the body, without evaluating the others. */
  property(key: string): Value | undefined;
  /** What it deploys, when it is a module or nested deployment that could be opened. */
  child(): Frame | undefined;
}

/** All instances of a declaration: one, one per loop index, or one that stands for an unknown number. */
export interface InstanceSet {
  readonly looped: boolean;
  readonly instances: readonly Instance[];
  readonly repeated?: Repetition;
}
