import { describe, expect, it } from 'vitest';
import { expand } from '../../src/evaluate/expand.ts';
import { evaluateBicep } from './bicep-files.ts';

describe('what is certain of a text that is known in part', () => {
  const conditionOf = (condition: string, isPreflight: boolean) => {
    const main = `param text string\nparam other string\n
resource a 'A.b/a@2024-01-01' = {\n  name: 'a'\n}\n
resource r 'A.b/c@2024-01-01' = if (${condition}) {\n  name: 'r'\n}\n`;
    const { predictedResources } = expand(evaluateBicep({ 'main.bicep': main }, { preflight: isPreflight }));
    const found = predictedResources.find((each) => Reflect.get(Object(each), 'name') === 'r');
    if (found === undefined) return false;
    return Reflect.has(Object(found), 'condition') ? 'open' : true;
  };

  it.each([
    ['!empty(a.id)', true],
    ["!empty('${text}-vm')", true],
    ["a.id != ''", true],
    ['a.id != null', true],
    ["'${text}-vm' == '${text}-nic'", false],
    ['text == text', true],
    ["contains(a.id, '/providers/A.b/')", true],
    ["startsWith(a.id, '/Subscriptions/')", true],
    ["startsWith(a.id, 'https:')", false],
    ["startsWith('a${text}', 'abc')", 'open'],
    ["endsWith(a.id, '/A')", true],
    ["endsWith(a.id, '/b')", false],
    ["empty(toLower('${text}-VM'))", false],
    ['length(a.id) > 0', true],
    ['length(a.id) >= 1', true],
    ['0 < length(a.id)', true],
    ['length(a.id) <= 3', false],
    ['length(a.id) != 0', true],
    ["length(split(a.id, '/')) == 9", true],
    ["length(split(a.id, '/')) > 4", true],
    ["length(split(a.id, '/')) == 8", false],
    ["length(split('${text}/x', '/')) == 1", false],
    ["(a.id ?? '') != ''", true],
    ["startsWith(a.id ?? 'https:', '/sub')", true],
    ['length(text) > 0', 'open'],
    ['length(text) >= 3', 'open'],
    ["length('${text}-vm') > 3", 'open'],
    ["length(split('${text}/x', '/')) == 2", 'open'],
    ["length(split(a.id, 'r')) == 9", 'open'],
    ["(text ?? 'b') != ''", 'open'],
    ['!empty(text)', 'open'],
    ["!empty('${text}${other}')", 'open'],
    ["text != ''", 'open'],
    ['text == other', 'open'],
    ["contains(a.id, 'rg')", 'open'],
    ["startsWith(text, 'a')", 'open'],
  ])('%s is %s', (condition, expected) => {
    expect(conditionOf(condition, false)).toBe(expected);
  });

  it('is no matter to the preflight, which leaves the call', () => {
    expect(conditionOf('!empty(a.id)', true)).toBe('open');
    expect(conditionOf('length(a.id) > 0', true)).toBe('open');
    expect(conditionOf("(a.id ?? '') != ''", true)).toBe('open');
  });
});
