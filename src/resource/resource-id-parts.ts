import type { CallSymbol, MemberSymbol, UnknownValue, Value } from './value.ts';

/** Literal text, or a value whose text goes there. */
export type Piece = string | Value;

/**
 * The path that a call of the `resourceId(...)` family, `resourceGroup().id` or `subscription().id` stands for, as pieces of text;
 * undefined for everything else. https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource
 */
export function resourceIdParts(symbol: CallSymbol | MemberSymbol, value: UnknownValue): readonly Piece[] | undefined {
  if (symbol.kind === 'member') return scopeIdParts(symbol, value);
  // Most calls are of other functions: their arguments need not be looked at.
  if (!ID_FUNCTIONS.has(symbol.name.toLowerCase())) return undefined;
  const split = splitArguments(symbol);
  if (split === undefined) return undefined;
  const scope = scopePieces(symbol, split, value);
  return scope === undefined ? undefined : [...scope, ...typeParts(split, symbol)];
}

const ID_FUNCTIONS: ReadonlySet<string> = new Set([
  'resourceid',
  'subscriptionresourceid',
  'extensionresourceid',
  'tenantresourceid',
  'managementgroupresourceid',
]);

interface IdArguments {
  readonly scope: readonly Value[];
  readonly type: readonly string[];
  readonly names: readonly Value[];
}

/** The type is the first argument that reads `Namespace/type...` and is followed by exactly one name per type segment. */
function splitArguments({ arguments: values }: CallSymbol): IdArguments | undefined {
  if (!values.every((argument) => argument.kind !== 'lambda')) return undefined;
  for (const [index, value] of values.slice(0, 3).entries()) {
    if (value.kind !== 'string') continue;
    const type = value.value.split('/').filter((segment) => segment !== '');
    const names = values.slice(index + 1);
    if (type.length >= 2 && names.length === type.length - 1) return { scope: values.slice(0, index), type, names };
  }
  return undefined;
}

function scopePieces(call: CallSymbol, { scope }: IdArguments, value: UnknownValue): readonly Piece[] | undefined {
  const [first, second] = scope;
  switch (call.name.toLowerCase()) {
    case 'resourceid': {
      const group = second ?? first ?? scopeMember('resourceGroup', 'name', call, value);
      const subscription =
        second === undefined || first === undefined
          ? scopeMember('subscription', 'subscriptionId', call, value)
          : first;
      return ['/subscriptions/', subscription, '/resourceGroups/', group];
    }
    case 'subscriptionresourceid':
      return ['/subscriptions/', first ?? scopeMember('subscription', 'subscriptionId', call, value)];
    case 'extensionresourceid':
      return first === undefined ? undefined : [first];
    case 'tenantresourceid':
      return [];
    case 'managementgroupresourceid':
      return [
        '/providers/Microsoft.Management/managementGroups/',
        first ?? scopeMember('managementGroup', 'name', call, value),
      ];
    default:
      return undefined;
  }
}

function typeParts({ type, names }: IdArguments, call: CallSymbol): readonly Piece[] {
  const [namespace = '', ...segments] = type;
  // A resource group is the one resource whose path has no provider.
  const isGroup = `${namespace}/${segments.join('/')}`.toLowerCase() === 'microsoft.resources/resourcegroups';
  if (isGroup && call.name.toLowerCase() === 'subscriptionresourceid') return ['/resourceGroups/', names[0] ?? ''];
  const pieces: Piece[] = [`/providers/${namespace}`];
  for (const [index, segment] of segments.entries()) pieces.push(`/${segment}/`, names[index] ?? '');
  return pieces;
}

function scopeIdParts({ of, key }: MemberSymbol, value: UnknownValue): readonly Piece[] | undefined {
  if (key.kind !== 'string' || key.value.toLowerCase() !== 'id') return undefined;
  if (of.kind !== 'unknown' || of.symbol.kind !== 'call' || of.symbol.arguments.length > 0) return undefined;
  const call = of.symbol;
  const subscription = scopeMember('subscription', 'subscriptionId', call, value);
  switch (call.name.toLowerCase()) {
    case 'subscription':
      return ['/subscriptions/', subscription];
    case 'resourcegroup':
      return ['/subscriptions/', subscription, '/resourceGroups/', scopeMember('resourceGroup', 'name', call, value)];
    default:
      return undefined;
  }
}

/** `subscription().subscriptionId` and the like, of the same deployment scope as the call. */
function scopeMember(name: string, key: string, call: CallSymbol, { at, because }: UnknownValue): UnknownValue {
  const scope: CallSymbol = {
    kind: 'call',
    name,
    arguments: [],
    ...(call.identity === undefined ? {} : { identity: call.identity }),
  };
  const of: Value = { kind: 'unknown', symbol: scope, because, at };
  return { kind: 'unknown', symbol: { kind: 'member', of, key: { kind: 'string', value: key, at } }, because, at };
}
