import type { Expression } from '../template/expression.ts';
import type { Argument } from '../template/template.ts';

/** Parameter files nest their values no deeper than what is looked at here. */
const DEEPEST = 100;

/**
 * Numbers the `externalInput(...)` calls of a parameter file in order, the same call always the same: the official compiler writes
 * `externalInput('in.name')` as `externalInputs('in_name_0')`. Variables are looked into where they are used.
 * https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-parameters-file
 */
export function numberExternalInputs(parameters: ReadonlyMap<string, Argument>): ReadonlyMap<Expression, number> {
  const numbers = new Map<Expression, number>();
  const byText = new Map<string, number>();
  const seen = new Set<Expression>();
  const visit = (expression: Expression, depth: number): void => {
    if (depth > DEEPEST || seen.has(expression)) return;
    seen.add(expression);
    if (expression.kind === 'call' && expression.name.toLowerCase().endsWith('externalinput')) {
      const text = textOf(expression.arguments) ?? `#${byText.size}`;
      const number = byText.get(text) ?? byText.size;
      byText.set(text, number);
      numbers.set(expression, number);
    }
    for (const part of partsOf(expression)) visit(part, depth + 1);
  };
  for (const { value } of parameters.values()) if (value.kind !== 'keyVaultReference') visit(value, 0);
  return numbers;
}

/** Expressions that consist of literals as text, the same text for the same literals; undefined for others. */
function textOf(expressions: readonly Expression[], depth = 0): string | undefined {
  const texts = expressions.map((expression): string | undefined => {
    if (depth > DEEPEST) return undefined;
    switch (expression.kind) {
      case 'string':
      case 'bool':
        return JSON.stringify(expression.value);
      case 'number':
        return expression.text;
      case 'null':
        return 'null';
      case 'array':
        return textOf(expression.items, depth + 1);
      case 'object':
        return textOf(
          expression.properties.flatMap(({ key, value }) => [key, value]),
          depth + 1,
        )?.replace('[', '{');
      default:
        return undefined;
    }
  });
  return texts.includes(undefined) ? undefined : `[${texts.join()}]`;
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
    case 'variable':
      return [expression.declaration.value];
    default:
      return [];
  }
}
