import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { PropertyType } from '../../type-node.ts';
import { literalText } from '../lower/lower-string.ts';
import { suggestName } from '../names/suggest-name.ts';
import type { Scope } from '../types/scope.ts';
import type { StaticType } from '../types/static-type.ts';
import { typeName } from '../types/type-name.ts';

/** What the value is given to: a property, an item of an array, or a declaration. */
export type Receiver = { readonly property: string } | 'item' | 'declaration';

/** Where a value is given away. */
export interface Destination {
  readonly receiver: Receiver;
  readonly scope: Scope;
  /** The name of a variable whose value it is: problems are reported there. */
  readonly origin?: bicep.VariableAccess;
  /** The argument of a function that the value is a part of: of arguments the compiler compares types only, and has no other place for a problem. */
  readonly argument?: bicep.Expression;
  /** The key of the property that the value is given to. */
  readonly key?: bicep.Node;
  /** The declaration whose value it is: what a whole object lacks is reported at its name. */
  readonly declared?: { readonly kind: string; readonly name: bicep.Node };
  readonly depth?: number;
}

/** Reports an object that lacks properties. */
export function reportAbsent(value: bicep.ObjectExpression, absent: readonly PropertyType[], to: Destination): void {
  const { origin, argument, key, declared, scope } = to;
  const names = absent.map(({ name }) => name).sort((a, b) => (a < b ? -1 : 1));
  const list = names.map((name) => `"${name}"`).join(', ');
  const what = origin === undefined ? (declared?.kind ?? 'object') : 'var';
  const source = origin === undefined ? '' : ` from source declaration "${origin.name}"`;
  const message = `The specified "${what}" declaration is missing the following required properties${source}: ${list}.`;
  scope.unit.report({ code: 'BCP035', node: argument ?? origin ?? declared?.name ?? key ?? value, message });
}

/** Reports a property that objects of a type do not have, or one with a computed name; `free` are those that could still be given. */
export function reportDisallowed(
  node: bicep.Node,
  name: string | undefined,
  type: string,
  free: readonly string[],
  { unit }: Scope,
): void {
  const list = [...free].sort((a, b) => (a < b ? -1 : 1)).map((one) => `"${one}"`);
  const others =
    list.length === 0 ? 'No other properties are allowed.' : `Permissible properties include ${list.join(', ')}.`;
  if (name === undefined) {
    const message = `String interpolation is not supported for keys on objects of type "${type}". ${others}`;
    return unit.report({ code: 'BCP040', node, message });
  }
  const near = suggestName(name, free);
  const message = `The property "${name}" is not allowed on objects of type "${type}".`;
  if (near === undefined) return unit.report({ code: 'BCP037', node, message: `${message} ${others}` });
  return unit.report({ code: 'BCP089', node, message: `${message} Did you mean "${near}"?` });
}

/** Reports a value of another type than the one it is given to. */
export function reportMismatch(node: bicep.Expression, target: StaticType, given: StaticType, to: Destination): void {
  const { receiver, origin, argument, scope } = to;
  const [expected, actual] = [typeName(target), typeName(given)];
  const place = argument ?? origin ?? node;
  const source = origin === undefined ? '' : ` in source declaration "${origin.name}"`;
  if (receiver === 'item' && argument === undefined) {
    const message = `The enclosing array expected an item of type "${expected}", but the provided item${source} was of type "${actual}".`;
    return scope.unit.report({ code: 'BCP034', node: place, message });
  }
  if (receiver === 'declaration' || receiver === 'item') {
    const message = `Expected a value of type "${expected}" but the provided value${source} is of type "${actual}".`;
    return scope.unit.report({ code: 'BCP033', node: place, message });
  }
  const message = `The property "${receiver.property}" expected a value of type "${expected}" but the provided value${source} is of type "${actual}".`;
  const near = suggestion(node, target);
  if (near === undefined) return scope.unit.report({ code: 'BCP036', node: place, message });
  return scope.unit.report({ code: 'BCP088', node: place, message: `${message} Did you mean "${near}"?` });
}

/** The text that was meant, where the type is one of several texts. */
function suggestion(node: bicep.Expression, target: StaticType): string | undefined {
  const text = literalText(node);
  if (text === undefined || target.kind !== 'union' || target.nullable === true) return undefined;
  // As the compiler counts: with the quotes.
  const values = target.members.flatMap((member) =>
    member.kind === 'literal' && member.value.kind === 'string' ? [`'${member.value.value}'`] : [],
  );
  return suggestName(`'${text}'`, values);
}
