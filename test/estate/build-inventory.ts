import { parseResourceId } from '../../src/resource/parse-resource-id.ts';
import { propertiesOf } from '../../src/resource/properties.ts';
import type { ResourceId } from '../../src/resource/resource-id.ts';
import { resourceIdOf } from '../../src/resource/resource-id.ts';
import type { Gap, Inventory, Repetition, Resource } from '../../src/resource/resource.ts';
import { callSymbol, unknownValue } from '../../src/resource/unknown.ts';
import type { LambdaSymbol, ObjectValue, UnknownValue, Value } from '../../src/resource/value.ts';
import type { Location } from '../../src/text/location.ts';
import { inFile } from '../../src/text/location.ts';
import { createSourceFile } from '../../src/text/source-file.ts';

/** Plain data, with values (mostly unknowns) in between. */
export type Plain = string | number | boolean | null | Value | readonly Plain[] | { readonly [key: string]: Plain };

const file = createSourceFile('/work/main.json', ' '.repeat(100_000));
let next = 0;

/** A place of its own in a made-up file. */
export function somewhere(): Location {
  next = (next + 10) % 90_000;
  return inFile(file, next, next + 5);
}

export function toValue(plain: Plain): Value {
  const at = somewhere();
  if (plain === null) return { kind: 'null', at };
  if (typeof plain === 'string') return { kind: 'string', value: plain, at };
  if (typeof plain === 'number') return { kind: 'number', value: plain, text: String(plain), at };
  if (typeof plain === 'boolean') return { kind: 'bool', value: plain, at };
  if (Array.isArray(plain)) return { kind: 'array', items: plain.map(toValue), at };
  return isValue(plain) ? plain : toObject(plain as { readonly [key: string]: Plain });
}

function isValue(plain: object): plain is Value {
  return 'kind' in plain && 'at' in plain;
}

function toObject(plain: { readonly [key: string]: Plain }): ObjectValue {
  const list = Object.entries(plain).map(([key, value]) => ({ key, keyAt: somewhere(), value: toValue(value) }));
  return { kind: 'object', properties: propertiesOf(list), at: somewhere() };
}

/** A call that stayed. */
export function call(name: string, ...args: readonly (Plain | LambdaSymbol)[]): UnknownValue {
  const values = args.map((argument) =>
    typeof argument === 'object' && argument !== null && 'kind' in argument && argument.kind === 'lambda'
      ? (argument as LambdaSymbol)
      : toValue(argument as Plain),
  );
  const unknown = values.find((value) => value.kind === 'unknown');
  return unknownValue(callSymbol(name, values), unknown?.because ?? `${name}() is not known`, somewhere());
}

/** A parameter without a value. */
export function parameter(name: string): UnknownValue {
  return call('parameters', name);
}

export function member(of: Value, key: string | number): UnknownValue {
  return unknownValue({ kind: 'member', of, key: toValue(key) }, 'its base is not known', somewhere());
}

export function scoped(name: string, identity: string): UnknownValue {
  return unknownValue(callSymbol(name, [], identity), `${name}() is not known`, somewhere());
}

export const subscriptionId = member(scoped('subscription', 's'), 'subscriptionId');
export const groupName = member(scoped('resourceGroup', 's/g'), 'name');
export const groupLocation = member(scoped('resourceGroup', 's/g'), 'location');

export interface ResourceParts {
  readonly type: string;
  /** One per type segment. */
  readonly names: readonly Plain[];
  readonly group?: Plain;
  readonly subscription?: Plain;
  readonly location?: Plain;
  readonly properties?: Plain;
  readonly exists?: Value;
  readonly existing?: boolean;
  readonly repeated?: Repetition;
}

export function resource(parts: ResourceParts): Resource {
  const at = somewhere();
  const names = parts.names.map(toValue);
  const scope = {
    kind: 'resourceGroup',
    subscriptionId: toValue(parts.subscription ?? subscriptionId),
    resourceGroup: toValue(parts.group ?? groupName),
  } as const;
  return {
    id: resourceIdOf(scope, parts.type, names, at),
    type: parts.type,
    name:
      names.length === 1 && names[0] !== undefined
        ? names[0]
        : call('format', names.map((_, i) => `{${i}}`).join('/'), ...names),
    exists: parts.exists ?? toValue(true),
    existing: parts.existing ?? false,
    ...(parts.repeated === undefined ? {} : { repeated: parts.repeated }),
    body: toObject({
      ...(parts.location === undefined ? {} : { location: parts.location }),
      ...(parts.properties === undefined ? {} : { properties: parts.properties }),
    }),
    at,
    calledBy: [],
  };
}

export function inventory(resources: readonly Resource[], gaps: readonly Gap[] = []): Inventory {
  return { resources, gaps, diagnostics: [], suppressions: [] };
}

export function idOf(plain: Plain): ResourceId {
  const id = parseResourceId(toValue(plain));
  if (id === undefined) throw new Error('not a resource id');
  return id;
}
