import { scopeParts } from '../resource/resource-id.ts';
import type { ResourceId } from '../resource/resource-id.ts';
import { sameText } from '../resource/same-value.ts';
import type { Value } from '../resource/value.ts';

/** Why two ids can neither be told apart nor found equal: the reason of the first part that leaves it open, names before groups. */
export function doubtBetween(a: ResourceId, b: ResourceId): string | undefined {
  const first = [...[...a.names].reverse(), ...[...scopeParts(a.scope)].reverse()];
  const second = [...[...b.names].reverse(), ...[...scopeParts(b.scope)].reverse()];
  for (const [index, part] of first.entries()) {
    const other = second[index];
    if (other === undefined || sameText(part, other, { ignoreCase: true }) !== undefined) continue;
    const because = reason(part) ?? reason(other);
    if (because !== undefined) return because;
  }
  return reason(a.value) ?? reason(b.value);
}

function reason(value: Value): string | undefined {
  return value.kind === 'unknown' ? value.because : undefined;
}
