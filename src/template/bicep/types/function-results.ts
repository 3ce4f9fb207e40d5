import type * as bicep from '../../../syntax/bicep/nodes.ts';
import { hasInput } from './has-input.ts';
import { itemOf } from './item-of.ts';
import type { ResolvedCall } from './resolve-overload.ts';
import type { Scope } from './scope.ts';
import { listOf, plain, recordOf, settle, withoutNull } from './static-type.ts';
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
    case 'bodies':
      return listOf(types[1] ?? plain.any);
    case 'items':
      return listOf(
        recordOf([
          ['key', text()],
          ['value', plain.any],
        ]),
      );
    default:
      if (types.length > 0 && node.name.name !== 'parseCidr') return plain.any;
      return (
        records.get(
          result === 'deployment' && scope.unit.scope === 'resourceGroup' ? 'deployment of a group' : result,
        ) ?? plain.any
      );
  }
}

/** The first item of an array that may be empty may be null. */
function orNull(item: StaticType, array: StaticType): StaticType {
  const type = withoutNull(settle(array));
  const filled = type.kind === 'tuple' && type.items.length > 0;
  return filled || settle(item).kind === 'any' ? item : { ...item, nullable: true };
}
