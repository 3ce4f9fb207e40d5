import { itemOf } from './item-of.ts';
import type { ResolvedCall } from './resolve-overload.ts';
import type { Scope } from './scope.ts';
import { listOf, recordOf, settle, withoutNull } from './static-type.ts';
import type { StaticType } from './static-type.ts';

/** Properties of what functions return: names of texts, and of values of any type behind a colon. */
const records: ReadonlyMap<string, string> = new Map([
  ['cidr', 'network netmask broadcast firstUsable lastUsable : cidr'],
  ['deployer', 'objectId tenantId userPrincipalName'],
  [
    'environment',
    'name resourceManager portal graph graphAudience media batch sqlManagement vmImageAliasDoc gallery activeDirectoryDataLake : authentication suffixes',
  ],
  ['resourceGroup', 'id name type location : managedBy tags properties'],
  ['subscription', 'id subscriptionId tenantId displayName'],
  ['tenant', 'tenantId country countryCode displayName'],
]);

/** The type of what a built-in function returns. */
export function typeOfResult(name: string, { result, types }: ResolvedCall, scope: Scope): StaticType {
  const { plain } = scope;
  const [first = plain.any] = types;
  switch (result) {
    case 'string':
    case 'int':
    case 'bool':
    case 'array':
    case 'object':
      return plain[result];
    case 'text':
      return plain.looseString;
    case 'strings':
      return listOf(plain.string);
    case 'ints':
      return listOf(plain.int);
    case 'item':
      return orNull(itemOf(first, scope), first);
    case 'same':
      return listOf(itemOf(first, scope));
    case 'bodies':
      return listOf(types[1] ?? plain.any);
    case 'items':
      return listOf(
        recordOf(
          [
            ['key', plain.string],
            ['value', plain.any],
          ],
          plain.at,
        ),
      );
    default:
      return types.length === 0 || name === 'parseCidr' ? recordNamed(result, scope) : plain.any;
  }
}

/** The first item of an array that may be empty may be null. */
function orNull(item: StaticType, array: StaticType): StaticType {
  const type = withoutNull(settle(array));
  const filled = type.kind === 'tuple' && type.items.length > 0;
  return filled || settle(item).kind === 'any' ? item : { ...item, nullable: true };
}

function recordNamed(name: string, { plain, results }: Scope): StaticType {
  const known = results.get(name);
  if (known !== undefined) return known;
  const properties = records.get(name);
  if (properties === undefined) return plain.any;
  const [texts = '', others = ''] = properties.split(' : ');
  const words = (list: string): string[] => list.split(' ').filter((word) => word !== '');
  const record = recordOf(
    [
      ...words(texts).map((one) => [one, plain.string] as const),
      ...words(others).map((one) => [one, plain.any] as const),
    ],
    plain.at,
  );
  results.set(name, record);
  return record;
}
