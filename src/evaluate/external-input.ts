import type { Expression } from '../template/expression.ts';
import type { Argument } from '../template/template.ts';

/** Parameter files nest their values no deeper than what is looked at here. */
const DEEPEST = 100;

/**
 * Numbers the `externalInput(...)` calls of a parameter file in order: the official compiler writes `externalInput('in.name')` as
 * `externalInputs('in_name_0')`. https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-parameters-file
 */
export function numberExternalInputs(parameters: ReadonlyMap<string, Argument>): ReadonlyMap<Expression, number> {
  const numbers = new Map<Expression, number>();
  const visit = (expression: Expression, depth: number): void => {
    if (depth > DEEPEST) return;
    if (expression.kind === 'call' && expression.name.toLowerCase().endsWith('externalinput'))
      numbers.set(expression, numbers.size);
    for (const part of partsOf(expression)) visit(part, depth + 1);
  };
  for (const { value } of parameters.values()) if (value.kind !== 'keyVaultReference') visit(value, 0);
  return numbers;
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'array':
      return expression.items;
    case 'object':
      return expression.properties.map((property) => property.value);
    case 'call':
      return expression.arguments;
    case 'member':
      return [expression.base];
    default:
      return [];
  }
}
