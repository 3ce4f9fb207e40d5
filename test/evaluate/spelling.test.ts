import { describe, expect, it } from 'vitest';
import { expand } from '../../src/evaluate/expand.ts';
import { everythingKnown, expandArm } from './arm-template.ts';
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

describe('a resource', () => {
  const module = 'param n string\noutput list array = [n]\n';
  const declared = `param u string
param on bool
resource st 'A.b/c@2024-01-01' existing = { name: u }
resource far 'A.b/c@2024-01-01' existing = { name: u, scope: resourceGroup('g', u) }
resource child 'A.b/c/d@2024-01-01' existing = { parent: st, name: 'x' }
resource flat 'A.b/c/d@2024-01-01' existing = { name: '\${u}/x' }
resource some 'A.b/c@2024-01-01' existing = [for i in range(0, 2): { name: '\${u}\${i}' }]
resource perhaps 'A.b/c@2024-01-01' = if (on) { name: 'p' }
resource never 'A.b/c@2024-01-01' = if (false) { name: 'q' }
module m 'm.bicep' = { name: u, params: { n: 'x' } }`;
  const files = { 'm.bicep': module };
  const scope = 'subscription().subscriptionId, resourceGroup().name';

  it.each([
    [
      'flat.id',
      `[resourceId(${scope}, 'A.b/c/d', split(format('{0}/x', parameters('u')), '/')[0], split(format('{0}/x', parameters('u')), '/')[1])]`,
    ],
    ['child.id', `[resourceId(${scope}, 'A.b/c/d', parameters('u'), 'x')]`],
    [
      'far.id',
      "[extensionResourceId(format('/subscriptions/{0}/resourceGroups/{1}', 'g', parameters('u')), 'A.b/c', parameters('u'))]",
    ],
    [
      'm.outputs.?list',
      `[tryGet(tryGet(reference(resourceId(${scope}, 'Microsoft.Resources/deployments', parameters('u')), '2025-04-01').outputs, 'list'), 'value')]`,
    ],
    [
      'm.?outputs.list[0]',
      `[tryGet(reference(resourceId(${scope}, 'Microsoft.Resources/deployments', parameters('u')), '2025-04-01'), 'outputs', 'list', 'value', 0)]`,
    ],
    [
      'm.outputs',
      `[reference(resourceId(${scope}, 'Microsoft.Resources/deployments', parameters('u')), '2025-04-01').outputs]`,
    ],
    [
      'st.?tags.a',
      `[tryGet(reference(resourceId(${scope}, 'A.b/c', parameters('u')), '2024-01-01', 'full'), 'tags', 'a')]`,
    ],
    [
      'st.?properties.a',
      `[tryGet(reference(resourceId(${scope}, 'A.b/c', parameters('u')), '2024-01-01', 'full'), 'properties', 'a')]`,
    ],
    // A safe access of what has a condition asks for that first.
    ['perhaps.?id', "[if(parameters('on'), resourceId('A.b/c', 'p'), null())]"],
    ['perhaps.?name', "[if(parameters('on'), 'p', null())]"],
    [
      'perhaps.?properties.x',
      "[tryGet(if(parameters('on'), reference(resourceId('A.b/c', 'p'), '2024-01-01', 'full'), null()), 'properties', 'x')]",
    ],
    ['never.?id', null],
    // What is not evaluated stays as it is compiled.
    [
      'on ? st.id : flat.id',
      "[if(parameters('on'), resourceId('A.b/c', parameters('u')), resourceId('A.b/c/d', split(format('{0}/x', parameters('u')), '/')[0], split(format('{0}/x', parameters('u')), '/')[1]))]",
    ],
    [
      'on ? far.id : st.name',
      "[if(parameters('on'), extensionResourceId(format('/subscriptions/{0}/resourceGroups/{1}', 'g', parameters('u')), 'A.b/c', parameters('u')), parameters('u'))]",
    ],
    [
      'on ? st.properties.x : st.tags.x',
      "[if(parameters('on'), reference(resourceId('A.b/c', parameters('u')), '2024-01-01').x, reference(resourceId('A.b/c', parameters('u')), '2024-01-01', 'full').tags.x)]",
    ],
    [
      'on ? m.outputs.list : st.listKeys().x',
      "[if(parameters('on'), reference(resourceId('Microsoft.Resources/deployments', parameters('u')), '2025-04-01').outputs.list.value, listKeys(resourceId('A.b/c', parameters('u')), '2024-01-01').x)]",
    ],
  ])('%s', (expression, expected) => {
    expect(spelled(declared, [expression], files)).toEqual([expected]);
  });

  it.each([
    [
      'on ? st.id : st.properties.x',
      `[if(parameters('on'), resourceId('A.b/c', parameters('u')), reference(resourceId(${scope}, 'A.b/c', parameters('u')), '2024-01-01').x)]`,
    ],
    [
      'on ? some[1].properties.x : some[0].tags.x',
      "[if(parameters('on'), reference(format('some[{0}]', 1)).x, reference(format('some[{0}]', 0), '2024-01-01', 'full').tags.x)]",
    ],
  ])('with symbolic names: %s', (expression, expected) => {
    expect(spelled(`type t = string\n${declared}`, [expression], files)).toEqual([expected]);
  });

  it('is found by the engine itself where it has a symbolic name', () => {
    const type = 'type t = string\n';
    const cut = "filter(split(format('{0}/x', parameters('u')), '/'), lambda('x', not(empty(lambdaVariables('x')))))";
    expect(spelled(`${type}${declared}`, ['flat.properties.x', 'flat.listKeys().x'], files)).toEqual([
      `[reference(resourceId(${scope}, 'A.b/c/d', ${cut}[0], ${cut}[1]), '2024-01-01').x]`,
      `[listKeys(resourceId(${scope}, 'A.b/c/d', ${cut}[0], ${cut}[1]), '2024-01-01').x]`,
    ]);
  });

  it('of a group that is known extends its id', () => {
    const known =
      "param u string\nresource r 'A.b/c@2024-01-01' existing = { name: u, scope: resourceGroup('s', 'g') }";
    const subscription = '00000000-0000-0000-0000-000000000001';
    expect(spelled(known.replace("'s'", `'${subscription}'`), ['r.id'])).toEqual([
      `[extensionResourceId('/subscriptions/${subscription}/resourceGroups/g', 'A.b/c', parameters('u'))]`,
    ]);
  });

  it('of a management group extends it, and of the tenant is one of the tenant', () => {
    const main = `targetScope = 'managementGroup'
param u string
resource own 'A.b/c@2024-01-01' = { name: u }
module m 'm.bicep' = { name: 'm', scope: tenant() }`;
    const tenant = {
      'm.bicep': "targetScope = 'tenant'\nresource t 'A.b/c@2024-01-01' = { name: 't' }\noutput id string = t.id\n",
    };
    expect(spelled(main, ['own.id', 'm.outputs.id'], tenant)).toEqual([
      "[extensionResourceId(tenantResourceId('Microsoft.Management/managementGroups', managementGroup().name), 'A.b/c', parameters('u'))]",
      '/providers/A.b/c/t',
    ]);
  });
});

describe('a scope that is unknown', () => {
  const template = {
    schema: 'managementGroupDeploymentTemplate',
    parameters: { u: { type: 'string' } },
    resources: [{ type: 'A.B/c', apiVersion: '2024-01-01', name: 'n', scope: "[parameters('u')]", properties: {} }],
  } as const;

  it('may be another management group, where there are some', () => {
    const group =
      "concat('/providers/Microsoft.Management/managementGroups/', managementGroup().name, '/providers/', parameters('u'))";
    const other = `if(startsWith(parameters('u'), 'Microsoft.Management/managementGroups'), concat('/providers/', parameters('u')), ${group})`;
    const [resource] = expandArm(template, { preflight: true }).predictedResources;
    expect(resource).toHaveProperty(
      'id',
      `[if(equals(parameters('u'), '/'), tenantResourceId('A.B/c', 'n'), extensionResourceId(if(startsWith(parameters('u'), '/'), parameters('u'), ${other}), 'A.B/c', 'n'))]`,
    );
  });
});

describe('a subscription', () => {
  const before =
    "targetScope = 'tenant'\nresource s 'Microsoft.Resources/subscriptions@2021-04-01' existing = { name: 'x' }";

  it('is a resource of the tenant to the engine, and has a shorter id in Azure', () => {
    const id = '/providers/Microsoft.Resources/subscriptions/x';
    expect(spelled(before, ['s.id', "tenantResourceId('Microsoft.Resources/subscriptions', 'x')"])).toEqual([id, id]);
    const { outputs } = expand(evaluateBicep({ 'main.bicep': `${before}\noutput id string = s.id\n` }));
    expect(outputs).toEqual({ id: '/subscriptions/x' });
  });
});

describe('reference() of a symbolic name in a branch that is perhaps never taken', () => {
  it.each([
    ["reference('one')", "reference('/one-id', '2')"],
    ["reference('one', '1', 'full')", "reference('/one-id', '1', 'full')"],
    ["reference(format('some[{0}]', 1)).a", "reference(format('some[{0}]', 1)).a"],
  ])('%s', (expression, expected) => {
    const template = {
      languageVersion: '2.0',
      parameters: { p: { type: 'bool' } },
      resources: {
        one: { type: 'A.b/c', apiVersion: '2', name: 'x', location: 'l' },
        some: {
          type: 'A.b/c',
          apiVersion: '2',
          name: "[format('y{0}', copyIndex())]",
          copy: { name: 'some', count: 2 },
        },
      },
      outputs: { o: { type: 'object', value: `[if(parameters('p'), ${expression}, null())]` } },
    };
    const { outputs, diagnostics } = expandArm(template, { preflight: true, context: everythingKnown });
    const id = `/subscriptions/${everythingKnown.subscriptionId}/resourceGroups/rg/providers/A.b/c/x`;
    expect(diagnostics).toEqual([]);
    expect(outputs['o']).toBe(`[if(parameters('p'), ${expected.replace('/one-id', id)}, null())]`);
  });
});
