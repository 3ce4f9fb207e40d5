import type { CallSymbol, LambdaSymbol, MemberSymbol, ObjectValue, Property, SymbolNode, Value } from './value.ts';

/** What `renderJson` gives: plain JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Deeper than this, an ellipsis stands for the rest: evaluation has its own, lower limit. */
const DEEPEST = 1000;

/**
 * A value as the text of an ARM template expression, without the brackets: `format('{0}-vm', parameters('x'))`. Known values become
 * literals, `createArray(...)` and `createObject(...)`, as Azure's engine spells them. A sealed value is spelled by its symbol alone.
 */
export function renderExpression(value: Value): string {
  return expressionText(value, 0);
}

/**
 * A value as plain JSON: what is unknown becomes the text `[expression]`. Objects and arrays that are known in parts keep their shape.
 * Literal texts are not escaped, as in the official snapshot: a text `[x]` stays `[x]`.
 */
export function renderJson(value: Value): Json {
  return jsonOf(value, 0);
}

function jsonOf(value: Value, depth: number): Json {
  if (depth > DEEPEST) return '[...]';
  switch (value.kind) {
    case 'string':
    case 'bool':
      return value.value;
    case 'number':
      return value.value;
    case 'null':
      return null;
    case 'array':
      return value.items.map((item) => jsonOf(item, depth + 1));
    case 'object':
      return objectJson(value, depth);
    case 'unknown':
      return `[${symbolText(value.symbol, depth)}]`;
  }
}

function objectJson(value: ObjectValue, depth: number): Json {
  const entries: [string, Json][] = [];
  for (const property of value.properties) entries.push([keyText(property, depth), jsonOf(property.value, depth + 1)]);
  return Object.fromEntries(entries);
}

/** A key that is unknown is an expression in brackets, as in the official snapshot. */
function keyText({ key, unknownKey }: Property, depth: number): string {
  return unknownKey === undefined ? key : `[${symbolText(unknownKey.symbol, depth)}]`;
}

function expressionText(value: Value | LambdaSymbol, depth: number): string {
  if (depth > DEEPEST) return '...';
  switch (value.kind) {
    case 'string':
      return quote(value.value);
    case 'number':
      return value.text;
    case 'bool':
      return value.value ? 'true()' : 'false()';
    case 'null':
      return 'null()';
    case 'array':
      return `createArray(${value.items.map((item) => expressionText(item, depth + 1)).join(', ')})`;
    case 'object':
      return objectText(value, depth);
    case 'unknown':
      return symbolText(value.symbol, depth);
    case 'lambda':
      return symbolText(value, depth);
  }
}

function objectText(value: ObjectValue, depth: number): string {
  const parts: string[] = [];
  for (const { key, unknownKey, value: content } of value.properties) {
    parts.push(
      unknownKey === undefined ? quote(key) : symbolText(unknownKey.symbol, depth + 1),
      expressionText(content, depth + 1),
    );
  }
  return `createObject(${parts.join(', ')})`;
}

function symbolText(symbol: SymbolNode, depth: number): string {
  switch (symbol.kind) {
    case 'call':
      return callText(symbol, depth);
    case 'member':
      return memberText(symbol, depth);
    case 'lambda': {
      const body = expressionText(symbol.body, depth + 1);
      return `lambda(${[...symbol.parameters.map(quote), body].join(', ')})`;
    }
    case 'lambdaVariable':
      return `lambdaVariables(${quote(symbol.name)})`;
  }
}

function callText(symbol: CallSymbol, depth: number): string {
  return `${symbol.name}(${symbol.arguments.map((argument) => expressionText(argument, depth + 1)).join(', ')})`;
}

/** `of.key`, `of['odd key']`, `of[0]`; safe access is `tryGet(of, key)`, as the official compiler writes it. */
function memberText(symbol: MemberSymbol, depth: number): string {
  const of = expressionText(symbol.of, depth + 1);
  if (symbol.safe) return `tryGet(${of}, ${expressionText(symbol.key, depth + 1)})`;
  const { key } = symbol;
  return key.kind === 'string' && /^[A-Za-z_]\w*$/.test(key.value)
    ? `${of}.${key.value}`
    : `${of}[${expressionText(key, depth + 1)}]`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
