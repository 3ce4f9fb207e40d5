import type * as bicep from '../../../syntax/bicep/nodes.ts';
import { hasInput } from './has-input.ts';
import { itemOf } from './item-of.ts';
import type { ResolvedCall } from './resolve-overload.ts';
import { meaningOf } from './scope.ts';
import type { Scope } from './scope.ts';
import { plainKind } from './assignable.ts';
import { isNullable, listOf, plain, recordOf, settle, withoutNull } from './static-type.ts';
import { typeName } from './type-name.ts';
import type { StaticType } from './static-type.ts';

/** What functions return that has certain properties: names of texts, and of values of any type. */
const records: ReadonlyMap<string, StaticType> = new Map([
  recordNamed('cidr', 'network netmask broadcast firstUsable lastUsable', 'cidr'),
  recordNamed('deployment of a group', 'name', 'properties'),
  recordNamed('deployment', 'name location', 'properties'),
  recordNamed('deployer', 'objectId tenantId userPrincipalName'),
  recordNamed(
    'environment',
    'name resourceManager portal graph graphAudience media batch sqlManagement vmImageAliasDoc gallery activeDirectoryDataLake',
    'authentication suffixes',
  ),
  recordNamed('resourceGroup', 'id name type location', 'managedBy tags properties'),
  recordNamed('subscription', 'id subscriptionId tenantId displayName'),
  recordNamed('tenant', 'tenantId country countryCode displayName'),
]);

const ints = listOf(plain.int);

function recordNamed(name: string, texts: string, others = ''): [string, StaticType] {
  const properties = (list: string, type: StaticType): [string, StaticType][] =>
    list === '' ? [] : list.split(' ').map((one) => [one, type]);
  return [name, recordOf([...properties(texts, plain.string), ...properties(others, plain.any)])];
}

/** The type of what a built-in function returns. */
export function typeOfResult(node: bicep.CallExpression, { result, types }: ResolvedCall, scope: Scope): StaticType {
  const [first = plain.any] = types;
  const text = (): StaticType => (hasInput(node, scope) ? plain.string : plain.looseString);
  switch (result) {
    case 'string':
      return text();
    case 'int':
    case 'bool':
    case 'array':
    case 'object':
      return plain[result];
    case 'text':
      return plain.looseString;
    case 'strings':
      return listOf(text());
    case 'ints':
      return ints;
    case 'item':
      return hasInput(node, scope) ? orNull(itemOf(first), first) : plain.any;
    case 'same':
      return hasInput(node, scope) ? listOf(itemOf(first)) : plain.array;
    case 'flat':
      checkItems(node, first, scope);
      return plain.array;
    case 'bodies':
      return listOf(types[1] ?? plain.any);
    case 'items':
      return listOf(
        recordOf([
          ['key', text()],
          ['value', plain.any],
        ]),
      );
    case 'resourceGroup':
    case 'subscription':
    case 'managementGroup':
      // Another scope than that of the file can be deployed to, but not read.
      if (types.length > 0) return recordOf([]);
      return records.get(result) ?? plain.any;
    default:
      if (types.length > 0 && node.name.name !== 'parseCidr') return plain.any;
      return (
        records.get(
          result === 'deployment' && scope.unit.scope === 'resourceGroup' ? 'deployment of a group' : result,
        ) ?? plain.any
      );
  }
}

/** Whether an array is written out, or is a parameter of the file, a function or a lambda. */
function isDeclared(node: bicep.Expression, scope: Scope): boolean {
  if (node.kind !== 'variable') return node.kind === 'array';
  const kind = meaningOf(node.name, scope)?.kind;
  return kind === 'parameter' || kind === 'typed';
}

/** Reports items of an array that is flattened that are no arrays. */
function checkItems(node: bicep.CallExpression, array: StaticType, scope: Scope): void {
  const [place] = node.arguments;
  // What the compiler evaluates may have no items at all.
  if (place === undefined || !(isDeclared(place, scope) || hasInput(place, scope))) return;
  const { unit } = scope;
  const item = settle(itemOf(array));
  const members = item.kind === 'union' ? item.members.map(settle) : [item];
  const wrong = members.filter((member) => (plainKind(member) ?? 'array') !== 'array');
  for (const member of isNullable(item) ? [...wrong, plain.null] : wrong) {
    const message = `Values of type "${typeName(settle(array))}" cannot be flattened because "${typeName(withoutNull(member))}" is not an array type.`;
    unit.report({ code: 'BCP309', node: place, message });
  }
  if (wrong.length === 0) return;
  const message = `Expected a value of type "array" but the provided value is of type "${typeName(item)}".`;
  unit.report({ code: 'BCP033', node: place, message });
}

/** The first item of an array that may be empty may be null. */
function orNull(item: StaticType, array: StaticType): StaticType {
  const type = withoutNull(settle(array));
  const filled = type.kind === 'tuple' && type.items.length > 0;
  return filled || settle(item).kind === 'any' ? item : { ...item, nullable: true };
}
