import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { BicepUnit } from '../context.ts';

/** False, and a problem on the argument list, when the number of arguments is not one the function takes. */
export function checkCount(
  minimum: number,
  maximum: number,
  node: bicep.CallExpression,
  { unit }: { readonly unit: BicepUnit },
): boolean {
  const count = node.arguments.length;
  if (count >= minimum && count <= maximum) return true;
  const plural = (n: number): string => (n === 1 ? 'argument' : 'arguments');
  const expected =
    maximum === Number.POSITIVE_INFINITY
      ? `at least ${minimum} ${plural(minimum)}`
      : minimum === maximum
        ? `${minimum} ${plural(minimum)}`
        : `${minimum} to ${maximum} arguments`;
  const list = { start: node.name.end, end: node.end };
  unit.report({ code: 'BCP071', node: list, message: `Expected ${expected}, but got ${count}.` });
  return false;
}
