import { describe, expect, it } from 'vitest';
import { propertiesOf } from '../../src/resource/properties.ts';
import { renderExpression, renderJson } from '../../src/resource/render-expression.ts';
import { callSymbol, unknownValue } from '../../src/resource/unknown.ts';
import type { SymbolNode, Value } from '../../src/resource/value.ts';
import { createSourceFile } from '../../src/text/source-file.ts';
import type { Location } from '../../src/text/location.ts';

const at: Location = { kind: 'file', file: createSourceFile('/main.json', ''), span: { start: 0, end: 0 } };
const text = (value: string): Value => ({ kind: 'string', value, at });
const unknown = (symbol: SymbolNode): Value => unknownValue(symbol, 'it is unknown', at);
const call = (name: string, ...args: Value[]): Value => unknown(callSymbol(name, args, 'identity'));
const object = (...entries: [string, Value][]): Value => ({
  kind: 'object',
  properties: propertiesOf(entries.map(([key, value]) => ({ key, keyAt: at, value }))),
  at,
});
const p = call('parameters', text('p'));

describe('an expression', () => {
  it.each<[string, Value]>([
    ["'it''s'", text("it's")],
    ["json('1.5')", { kind: 'number', value: 1.5, text: '1.50', at }],
    ["json('1000')", { kind: 'number', value: 1000, text: '1e3', at }],
    ["json('Infinity')", { kind: 'number', value: Infinity, text: 'Infinity', at }],
    ['true()', { kind: 'bool', value: true, at }],
    ['null()', { kind: 'null', at }],
    ["createArray('a', parameters('p'))", { kind: 'array', items: [text('a'), p], at }],
    ["createObject('a', parameters('p'))", object(['a', p])],
    ["parameters('p').key", unknown({ kind: 'member', of: p, key: text('key') })],
    ["parameters('p')['odd key']", unknown({ kind: 'member', of: p, key: text('odd key') })],
    ["parameters('p')[0]", unknown({ kind: 'member', of: p, key: { kind: 'number', value: 0, text: '0', at } })],
    [
      "lambda('x', lambdaVariables('x'))",
      unknown({ kind: 'lambda', parameters: ['x'], body: unknown({ kind: 'lambdaVariable', name: 'x' }) }),
    ],
  ])('is spelled %s', (expected, value) => {
    expect(renderExpression(value)).toBe(expected);
  });
});

describe('JSON', () => {
  it('keeps the shape of what is known in parts', () => {
    const value = object(
      ['a', { kind: 'array', items: [text('[literal]'), p], at }],
      ['__proto__', { kind: 'null', at }],
    );
    expect(JSON.stringify(renderJson(value))).toBe(`{"a":["[literal]","[parameters('p')]"],"__proto__":null}`);
  });

  it('has expressions for keys that are unknown', () => {
    const key = unknownValue(callSymbol('parameters', [text('p')]), 'it is unknown', at);
    const value: Value = {
      kind: 'object',
      properties: propertiesOf([{ key: '?', keyAt: at, value: text('v'), unknownKey: key }]),
      at,
    };
    expect(renderJson(value)).toEqual({ "[parameters('p')]": 'v' });
    expect(renderExpression(value)).toBe("createObject(parameters('p'), 'v')");
  });
});
