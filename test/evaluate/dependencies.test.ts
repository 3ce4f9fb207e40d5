import { describe, expect, it } from 'vitest';
import { evaluateArm } from './arm-template.ts';
import { evaluateBicep } from './bicep-files.ts';

const messages = (evaluation: ReturnType<typeof evaluateArm>) => evaluation.diagnostics.map(({ message }) => message);
const outside = "The language expression property array index '0' is out of bounds.";

describe('what a resource waits for', () => {
  const some = (name: string) =>
    `param list array = []\nparam u string\nresource a 'A.b/c@2024-01-01' = [for x in list: { name: ${name} }]\n`;
  const waits = "{ name: 'b', dependsOn: [a[0]] }";

  it.each([
    ['is an instance that has no name', some('x'), `= ${waits}`, [outside]],
    ['is an instance that would have a name', some("'n'"), `= ${waits}`, []],
    ['is not asked for as long as it is not deployed', some('x'), `= if (false) ${waits}`, []],
    ['is not asked for when it is perhaps not deployed', some('x'), `= if (u == 'x') ${waits}`, []],
    ['is asked for by a loop without instances', some('x'), `= [for i in list: ${waits}]`, [outside]],
    ['may be the instance of the same index', some('x'), `= [for (y, i) in list: { name: y, dependsOn: [a[i]] }]`, []],
    ['is not evaluated with symbolic names', `type t = string\n${some('x')}`, `= ${waits}`, []],
  ])('%s', (_, declared, value, expected) => {
    const text = `${declared}resource b 'A.b/c@2024-01-01' ${value}\n`;
    expect(messages(evaluateBicep({ 'main.bicep': text }))).toEqual(expected);
  });

  it.each([
    ['[createArray()[0]]', [outside]],
    ["[resourceId('A.b/c', string(copyIndex()))]", []],
  ])('is asked for by a loop in JSON without instances, but for its index: %s', (dependency, expected) => {
    const loop = { name: 'l', count: 0 };
    const resource = { type: 'A.b/c', apiVersion: '2024-01-01', name: 'x', copy: loop, dependsOn: [dependency] };
    expect(messages(evaluateArm({ resources: [resource] }))).toEqual(expected);
  });

  it('is an expression in JSON', () => {
    const resource = { type: 'A.b/c', apiVersion: '2024-01-01', name: 'x', dependsOn: ['[createArray()[0]]'] };
    expect(messages(evaluateArm({ resources: [resource] }))).toEqual([outside]);
    expect(messages(evaluateArm({ resources: [{ ...resource, dependsOn: ["[resourceId('A.b/c', 'y')]"] }] }))).toEqual(
      [],
    );
  });
});
