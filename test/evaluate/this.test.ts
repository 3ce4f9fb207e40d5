import { describe, expect, it } from 'vitest';
import { expand } from '../../src/evaluate/expand.ts';
import { evaluateArm } from './arm-template.ts';
import { evaluateBicep } from './bicep-files.ts';

const body = (properties: string) => `{\n  name: 'n'\n  properties: { x: ${properties} }\n}`;
const evaluated = (text: string) => evaluateBicep({ 'main.bicep': text }, { preflight: true });
const codes = (text: string) => evaluated(text).diagnostics.map(({ code }) => code);

describe('a resource as it is before it is deployed', () => {
  it.each([
    ['this.exists()', "[not(empty(target('full')))]"],
    ['!this.exists()', "[not(not(empty(target('full'))))]"],
    ['this.existingResource().?properties.x', "[tryGet(target('full'), 'properties', 'x')]"],
    ["this.exists() ? 'old' : 'new'", "[if(not(empty(target('full'))), 'old', 'new')]"],
  ])('%s is known to Azure only', (expression, expected) => {
    const { predictedResources, diagnostics } = expand(
      evaluated(`resource r 'A.b/c@2024-01-01' = ${body(expression)}`),
    );
    expect(diagnostics).toEqual([]);
    expect(predictedResources[0]).toHaveProperty('properties.x', expected);
  });

  it.each([
    ['a function that there is not', `resource r 'A.b/c@2024-01-01' = ${body('this.other()')}`, ['BCP107']],
    ['an argument', `resource r 'A.b/c@2024-01-01' = ${body('this.exists(1)')}`, ['BCP071']],
    ['what exists already', `resource r 'A.b/c@2024-01-01' existing = ${body('this.exists()')}`, ['BCP173', 'BCP057']],
    ['no resource', 'var v = this.exists()', ['BCP057']],
  ])('has an error for %s', (_, text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it('may be another name in the file', () => {
    const text = `param this string = 'p'\nresource r 'A.b/c@2024-01-01' = ${body('this')}`;
    expect(expand(evaluated(text)).predictedResources[0]).toHaveProperty('properties.x', 'p');
  });

  it('is a function in JSON', () => {
    const resource = { type: 'A.b/c', apiVersion: '2024-01-01', name: 'n', properties: { x: "[target('full').x]" } };
    expect(evaluateArm({ resources: [resource] }).diagnostics).toEqual([]);
  });
});
