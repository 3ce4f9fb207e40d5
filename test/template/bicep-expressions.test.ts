import { describe, expect, it } from 'vitest';
import { bicep, errors, show } from './bicep-template.ts';

const names = `
param p string
param n int
param items array
param o object
var v = 'text'
func twice(a string) string => '\${a}\${a}'
resource r 'Microsoft.Storage/storageAccounts@2023-01-01' existing = { name: 'r' }
resource rs 'Microsoft.Storage/storageAccounts@2023-01-01' existing = [for (x, i) in items: { name: '\${x}\${i}' }]
`;

describe('expressions of Bicep', () => {
  it.each([
    ['literals', `['a', 1, -2, true, null, {}]`, `['a', 1, -2, true, null, {}]`],
    ['numbers above 2^53', '9007199254740993', '9007199254740993'],
    ['interpolation', `'\${p}-vm'`, `format('{0}-vm', <p>)`],
    ['braces around interpolation', `'{a} \${p} {0}'`, `format('{{a}} {0} {{0}}', <p>)`],
    ['arithmetic', 'n + 1 - 2 * 3 / 4 % 5', 'sub(add(<n>, 1), mod(div(mul(2, 3), 4), 5))'],
    ['minus before a name', '-n', 'sub(0, <n>)'],
    ['comparison', 'n < 1 || n <= 2 && n > 3', 'or(less(<n>, 1), and(lessOrEquals(<n>, 2), greater(<n>, 3)))'],
    ['equality', 'n == 1', 'equals(<n>, 1)'],
    ['inequality', 'n != 1', 'not(equals(<n>, 1))'],
    ['equality ignoring case', `p =~ 'A'`, `equals(toLower(<p>), toLower('A'))`],
    ['inequality ignoring case', `p !~ 'A'`, `not(equals(toLower(<p>), toLower('A')))`],
    ['choice', 'n > 1 ? p : v', 'if(greater(<n>, 1), <p>, <v>)'],
    ['coalesce', 'p ?? v', 'coalesce(<p>, <v>)'],
    ['not', '!(n == 1)', 'not(equals(<n>, 1))'],
    ['spread in an array', '[1, ...items, 2]', 'flatten([[1], <items>, [2]])'],
    ['spread in an object', '{ a: 1, ...o }', `shallowMerge([{'a': 1}, <o>])`],
    ['computed key', `{ '\${p}': 1 }`, `{format('{0}', <p>): 1}`],
    ['property and element', 'o.a[0]', `<o>['a'][0]`],
    ['safe access', 'o.?a', `<o>[?'a']`],
    ['safe access goes on', 'o.?a.b', `<o>[?'a']['b']`],
    ['parentheses end a safe access', '(o.?a).b', `tryGet(<o>, 'a')['b']`],
    ['from the end', 'items[^1]', '<items>[^1]'],
    ['safe from the end', 'items[?^1]', '<items>[?^1]'],
    ['non-null', 'o!.a', `<o>['a']`],
    ['built-in function', 'toLower(p)', 'toLower(<p>)'],
    ['namespaces', 'concat(sys.toUpper(p), az.subscription().id)', `concat(toUpper(<p>), subscription()['id'])`],
    ['any', 'any(p)', '<p>'],
    ['nameof', 'nameof(o.a.b)', `'b'`],
    ['user function', `twice('x')`, `__bicep.twice('x')`],
    ['lambda', 'map(items, (x, i) => x.name)', `map(<items>, (x, i) => x['name'])`],
    ['resource', 'r.properties.accessTier', `<r>['properties']['accessTier']`],
    ['instance of a loop', 'rs[n].id', `<rs <n>>['id']`],
    ['list function', 'r.listKeys().keys[0].value', `listKeys(<r>, '2023-01-01')['keys'][0]['value']`],
    ['list function with arguments', `r.listKeys('v', {})`, `listKeys(<r>, 'v', {})`],
  ])('%s', (_, source, expected) => {
    const template = bicep(`${names}output x object = any(${source})`);
    const output = template.outputs.get('x');
    expect(errors(template.diagnostics)).toEqual([]);
    expect(output && show(output.value)).toBe(expected);
  });

  it('lowers loops to copy loops with their own index', () => {
    const template = bicep(`${names}var all = [for (x, i) in items: { x: x, i: i }]`);
    const all = template.variables.get('all');
    expect(all && show(all.value)).toBe(
      `loop(all, length(<items>), {'x': <items>[copyIndex('all')], 'i': copyIndex('all')})`,
    );
  });

  it('keeps the item of a resource loop reachable inside a property loop of the same name', () => {
    const template = bicep(`param l array
resource a 'My.Rp/things@2020-01-01' = [for x in l: {
  name: x
  properties: { a: [for y in l: '\${x}\${y}'] }
}]`);
    expect(show(template.resources[0]?.body ?? { kind: 'null', at: template.diagnostics[0]?.at ?? nowhere })).toBe(
      `{'name': <l>[copyIndex('a')], 'properties': {'a': loop(a_, length(<l>), format('{0}{1}', <l>[copyIndex('a')], <l>[copyIndex('a_')]))}}`,
    );
  });

  it('points parameters of a user function at the function', () => {
    const declared = bicep(names).functions.get('__bicep.twice');
    expect(declared && show(declared.body)).toBe(`format('{0}{1}', a, a)`);
  });

  it('refuses expressions nested without end, and does not overflow', () => {
    const template = bicep(`var a = ${'1 + '.repeat(5000)}1`);
    expect(template.diagnostics.map(({ code }) => code)).toContain('nesting-too-deep');
  });
});

const nowhere = { kind: 'live', resourceId: '' } as const;
