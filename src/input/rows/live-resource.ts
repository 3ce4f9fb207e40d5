import type { LiveLocation } from '../../text/location.ts';
import { parseResourceId } from '../../resource/parse-resource-id.ts';
import type { Resource } from '../../resource/resource.ts';
import type { ResourceId } from '../../resource/resource-id.ts';
import type { ObjectValue, StringValue, Value } from '../../resource/value.ts';
import { columnOf, propertiesOf, textColumn } from './graph-row.ts';
import type { GraphRow } from './graph-row.ts';
import { liveObject, liveProperty } from './live-value.ts';

/**
 * A row as a resource; undefined when its `id` is missing or is no resource id (the caller must then treat the list as damaged).
 * The type comes from the id: rows of different sources write the `type` column in different cases, or not at all. `more` is a property that
 * the row does not hold, by its name among `properties`.
 */
export function liveResource(row: GraphRow, more?: readonly [string, unknown]): Resource | undefined {
  const text = textColumn(row, 'id');
  if (text === undefined) return undefined;
  const at: LiveLocation = { kind: 'live', resourceId: text };
  const id = parseResourceId({ kind: 'string', value: text, at });
  return id === undefined ? undefined : new LiveResource(id, at, liveBody(row, at, more));
}

/** A class, since resources come by the million: getters of an object literal are made anew for each. */
class LiveResource implements Resource {
  readonly id: ResourceId;
  readonly at: LiveLocation;
  readonly existing = false;
  readonly body: ObjectValue;

  constructor(id: ResourceId, at: LiveLocation, body: ObjectValue) {
    this.id = id;
    this.at = at;
    this.body = body;
  }

  get type(): string {
    return this.id.type;
  }

  get name(): StringValue {
    const names = this.id.names.map((name) => (name.kind === 'string' ? name.value : ''));
    return { kind: 'string', value: names.join('/'), at: this.at };
  }

  get exists(): Value {
    return { kind: 'bool', value: true, at: this.at };
  }

  get calledBy(): readonly LiveLocation[] {
    return noCalls;
  }
}

const noCalls: readonly LiveLocation[] = [];

function liveBody(row: GraphRow, at: LiveLocation, more: readonly [string, unknown] | undefined): ObjectValue {
  const properties = propertiesOf(row);
  if (more === undefined && (properties === undefined || properties === columnOf(row, 'properties')))
    return liveObject(row, at);
  const over = more && liveProperty(more[0], more[1], at);
  const value = liveObject(properties ?? {}, at, over);
  return liveObject(row, at, { key: 'properties', keyAt: at, value });
}
