import type { FileLocation } from '../../text/location.ts';
import type { Expression } from '../expression.ts';
import { type Lowering, reportError } from './lowering.ts';

/**
 * `copyIndex()`, `copyIndex(offset)`, `copyIndex('loop')`, `copyIndex('loop', offset)`: the name of the loop made explicit. A call outside
 * any loop, or with a name that no loop around it has, is the engine's error
 * (https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-numeric#copyindex).
 */
export function lowerCopyIndex(
  written: string,
  args: readonly Expression[],
  at: FileLocation,
  lowering: Lowering,
): Expression {
  const { implicit, named } = lowering.loops;
  const first = args[0];
  const call = (name: string, rest: readonly Expression[]): Expression => ({
    kind: 'call',
    name: written,
    arguments: [{ kind: 'string', value: name, at: first?.at ?? at }, ...rest],
    at,
  });
  if (first?.kind === 'string') {
    const name = named.findLast((loop) => loop.toLowerCase() === first.value.toLowerCase());
    return name === undefined ? misplaced(first.value, written, args, at, lowering) : call(name, args.slice(1));
  }
  if (args.length > 1 || (first !== undefined && first.kind !== 'number')) {
    return { kind: 'call', name: written, arguments: args, at };
  }
  if (implicit === undefined) return misplaced('', written, args, at, lowering);
  // A property loop of the same name hides the resource's: then only the nameless form means the resource's.
  const hidden = named.filter((loop) => loop.toLowerCase() === implicit.toLowerCase()).length > 1;
  return hidden ? { kind: 'call', name: written, arguments: args, at } : call(implicit, args);
}

function misplaced(
  name: string,
  written: string,
  args: readonly Expression[],
  at: FileLocation,
  lowering: Lowering,
): Expression {
  if (lowering.perhapsUnused) return { kind: 'call', name: written, arguments: args, at };
  const message =
    lowering.loops.named.length === 0
      ? "The template function 'copyIndex' is not expected at this location. The function can only be used in a resource with copy specified."
      : `The template language function 'copyIndex' has an invalid argument. The provided copy name '${name}' doesn't exist in the resource.`;
  reportError(lowering, 'copy-index', message, at);
  return { kind: 'unsupported', because: message, at };
}
