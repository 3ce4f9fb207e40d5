import type { LambdaSymbol, Property, SymbolNode, UnknownValue, Value } from '../../resource/value.ts';
import type { Location } from '../../text/location.ts';

/** Longer texts are cut: what is told apart then is no longer certain, and the key says so by its length. */
const maximumDepth = 40;
/** So are texts of more parts: symbols share subtrees, so that a text may double with each level. */
const maximumParts = 10_000;

/** How many parts one text may still have. */
interface Budget {
  left: number;
}

/**
 * The canonical text of a key that is not known, so that two properties with the same unknown key meet in one object. It reads like
 * the expression, in brackets, which no known key of a template can be.
 */
export function unknownKeyText(key: UnknownValue): string {
  return `[${symbolText(key.symbol, 0, { left: maximumParts })}]`;
}

/** A property whose key is perhaps not known. */
export function propertyNamed(name: Value, value: Value, keyAt: Location): Property {
  if (name.kind === 'unknown') return { key: unknownKeyText(name), keyAt, value, unknownKey: name };
  return { key: name.kind === 'string' ? name.value : name.kind, keyAt, value };
}

function symbolText(symbol: SymbolNode, depth: number, budget: Budget): string {
  budget.left -= 1;
  if (depth > maximumDepth || budget.left < 0) return '...';
  switch (symbol.kind) {
    case 'call':
      return `${symbol.name}${symbol.identity === undefined ? '' : `#${symbol.identity}`}(${symbol.arguments.map((arg) => argumentText(arg, depth + 1, budget)).join(', ')})`;
    case 'member':
      return `${valueText(symbol.of, depth + 1, budget)}[${valueText(symbol.key, depth + 1, budget)}]`;
    case 'lambda':
      return `lambda(${symbol.parameters.join(', ')}, ${valueText(symbol.body, depth + 1, budget)})`;
    case 'lambdaVariable':
      return `lambdaVariables('${symbol.name}')`;
  }
}

function argumentText(argument: Value | LambdaSymbol, depth: number, budget: Budget): string {
  return argument.kind === 'lambda' ? symbolText(argument, depth, budget) : valueText(argument, depth, budget);
}

function valueText(value: Value, depth: number, budget: Budget): string {
  budget.left -= 1;
  if (depth > maximumDepth || budget.left < 0) return '...';
  switch (value.kind) {
    case 'string':
      return `'${value.value.replaceAll("'", "''")}'`;
    case 'number':
      return value.text;
    case 'bool':
      return `${value.value}()`;
    case 'null':
      return 'null()';
    case 'array':
      return `createArray(${value.items.map((item) => valueText(item, depth + 1, budget)).join(', ')})`;
    case 'object':
      return `createObject(${Array.from(value.properties, (property) => `'${property.key}', ${valueText(property.value, depth + 1, budget)}`).join(', ')})`;
    case 'unknown':
      return symbolText(value.symbol, depth + 1, budget);
  }
}
