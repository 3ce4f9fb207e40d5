import { describe, expect, it } from 'vitest';
import { expand } from '../../src/evaluate/expand.ts';
import { expandArm } from './arm-template.ts';
import { evaluateBicep } from './bicep-files.ts';

// What Azure's own engine (bicep snapshot 0.49.2) leaves of expressions that are unknown.

/** The outputs of a file that begins with `before`, as they are printed: one for each expression. */
function spelled(before: string, expressions: readonly string[], files: { readonly [path: string]: string } = {}) {
  const outputs = expressions.map((expression, index) => `output o${index} any = ${expression}`);
  const evaluation = evaluateBicep(
    { ...files, 'main.bicep': `${before}\n${outputs.join('\n')}\n` },
    { preflight: true },
  );
  const { diagnostics, outputs: values } = expand(evaluation);
  expect(diagnostics).toEqual([]);
  return expressions.map((_, index) => values[`o${index}`]);
}

describe('a safe access', () => {
  const before = 'param u object\nparam i int\nvar o = { a: u, b: { c: u, k: 1 }, l: [u, 2] }';
  const whole =
    "createObject('a', parameters('u'), 'b', createObject('c', parameters('u'), 'k', 1), 'l', createArray(parameters('u'), 2))";

  it.each([
    // What follows it is part of it, up to the next one or a parenthesis.
    ['u.?a', "[tryGet(parameters('u'), 'a')]"],
    ['u.?a.b[0]', "[tryGet(parameters('u'), 'a', 'b', 0)]"],
    ['(u.?a).b', "[tryGet(parameters('u'), 'a').b]"],
    ['(u.?a.b).?c.d', "[tryGet(tryGet(parameters('u'), 'a', 'b'), 'c', 'd')]"],
    ['u.a.?b.c', "[tryGet(parameters('u').a, 'b', 'c')]"],
    ['u.?a.?b[?0].c', "[tryGet(tryGet(tryGet(parameters('u'), 'a'), 'b'), 0, 'c')]"],
    ['u.?a[i].b', "[tryGet(parameters('u'), 'a', parameters('i'), 'b')]"],
    ['u.l[?^1].x', "[tryIndexFromEnd(parameters('u').l, 1, 'x')]"],
    ['u.?l[^1].x', "[tryGet(parameters('u'), 'l', createObject('value', 1, 'fromEnd', true()), 'x')]"],
    ['(u.?l[^1].x).y', "[tryGet(parameters('u'), 'l', createObject('value', 1, 'fromEnd', true()), 'x').y]"],
    ['u.?a.b ?? 1', "[coalesce(tryGet(parameters('u'), 'a', 'b'), 1)]"],
    // What is found leads on like any other value.
    ['o.?a.b', "[parameters('u').b]"],
    ['o.?b.c.d', "[parameters('u').d]"],
    ['o.?b.k', 1],
    ['o.?l[^2].x', "[parameters('u').x]"],
    ['(o.?l[^2].x).y', "[parameters('u').x.y]"],
    ['o.?z.x', null],
    ['o.?z.x.?y', null],
    ['o.?b[u.k].d', `[tryGet(${whole}, 'b', parameters('u').k, 'd')]`],
  ])('%s', (expression, expected) => {
    expect(spelled(before, [expression])).toEqual([expected]);
  });
});

describe('a resource of an extension', () => {
  const bicep = `extension kubernetes with { kubeConfig: 'k' } as k8s
param u string
resource one 'core/Service@v1' = if (u == 'x') { metadata: { name: u, labels: null } }
resource some 'core/Service@v1' = [for i in range(0, 2): { metadata: { name: '\${i}' } }]
resource there 'core/Service@v1' existing = { metadata: { name: 'n' } }
resource none 'core/Service@v1' = if (false) { metadata: { name: 'n' } }
resource azure 'A.b/c@2024-01-01' = { name: 'z' }`;
  const service = (metadata: object) => ({ apiVersion: 'v1', properties: { metadata }, type: 'core/Service' });

  it('stands behind those of Azure, without a name', () => {
    const { predictedResources, diagnostics } = expand(evaluateBicep({ 'main.bicep': bicep }, { preflight: true }));
    expect(diagnostics).toEqual([]);
    expect(predictedResources.map((one) => Reflect.get(Object(one), 'type'))).toEqual([
      'A.b/c',
      'core/Service',
      'core/Service',
      'core/Service',
    ]);
    expect(predictedResources.slice(1)).toEqual([
      service({ name: "[parameters('u')]", labels: null }),
      service({ name: '0' }),
      service({ name: '1' }),
    ]);
  });

  it.each([
    ['one.metadata.name', "[reference('one').metadata.name]"],
    ['one.?metadata.name', "[tryGet(reference('one'), 'metadata', 'name')]"],
    ['some[1].metadata.name', "[reference('some[1]').metadata.name]"],
    ['there.metadata.name', "[reference('there').metadata.name]"],
    ['one.id', "[reference('one').id]"],
  ])('%s is known at run time', (expression, expected) => {
    expect(spelled(bicep, [expression])).toEqual([expected]);
  });

  it('needs no name in JSON', () => {
    const template = {
      languageVersion: '2.1-experimental',
      imports: { graph: { provider: 'MicrosoftGraph', version: '0.1.8-preview' } },
      resources: {
        app: { import: 'graph', type: 'Microsoft.Graph/groups/members@v1.0', properties: { uniqueName: 'x' } },
        vm: { type: 'A.b/c', apiVersion: '2024-01-01', name: 'z', tags: { app: "[reference('app').appId]" } },
      },
    };
    const { predictedResources, diagnostics } = expandArm(template, { preflight: true });
    expect(diagnostics).toEqual([]);
    expect(predictedResources).toMatchObject([
      { type: 'A.b/c', tags: { app: "[reference('app').appId]" } },
      { type: 'Microsoft.Graph/groups/members@v1.0', properties: { uniqueName: 'x' } },
    ]);
  });
});
