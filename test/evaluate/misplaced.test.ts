import { describe, expect, it } from 'vitest';
import { evaluateArm } from './arm-template.ts';

const runtime = "reference(resourceId('A.B/c', 'q'), '2024-01-01').x";
const resource = { type: 'A.B/c', apiVersion: '2024-01-01', name: 'x' };
const messages = (one: object) =>
  evaluateArm({ resources: [{ ...resource, ...one }] }).diagnostics.map(({ message }) => message);

describe('a function that asks for what is known at run time', () => {
  it.each([
    ['the name', { name: `[concat('a', ${runtime})]` }],
    ['the location', { location: `[${runtime}]` }],
    ['the version', { apiVersion: `[${runtime}]` }],
    ['the condition', { condition: `[equals(${runtime}, 'y')]` }],
    ['the scope', { scope: `[${runtime}]` }],
    ['what it waits for', { dependsOn: [`[${runtime}]`] }],
    ['a part of the identity', { identity: { type: `[${runtime}]` } }],
    ['the zones', { zones: [`[${runtime}]`] }],
  ])('is refused in %s', (_, one) => {
    expect(messages(one)).toContain("The template function 'reference' is not expected at this location.");
  });

  it.each([
    ['the properties', { properties: { a: `[${runtime}]` } }],
    ['the tags', { tags: { a: `[${runtime}]` } }],
    ['the sku', { sku: { name: `[${runtime}]` } }],
    ['a name that does not get to it', { name: `[if(true(), 'x', ${runtime})]` }],
    ['what is not deployed', { condition: false, name: `[${runtime}]` }],
  ])('may stand in %s', (_, one) => {
    expect(messages(one)).toEqual([]);
  });

  it('may be handed to a deployment that names its resources by it', () => {
    const template = {
      contentVersion: '1.0.0.0',
      parameters: { p: { type: 'string' } },
      resources: [{ ...resource, name: "[parameters('p')]" }],
    };
    const properties = {
      mode: 'Incremental',
      expressionEvaluationOptions: { scope: 'inner' },
      parameters: { p: { value: `[${runtime}]` } },
      template,
    };
    expect(messages({ type: 'Microsoft.Resources/deployments', properties })).toEqual([]);
  });

  it('is refused under its own name', () => {
    expect(messages({ name: "[listKeys('A.B/c/q', '2024-01-01').x]" })).toEqual([
      "The template function 'listKeys' is not expected at this location.",
    ]);
  });
});
