import { describe, expect, it } from 'vitest';
import { expand } from '../../src/evaluate/expand.ts';
import type { ArmTemplate } from './arm-template.ts';
import { everythingKnown, expandArm, outputOf, refusalOf } from './arm-template.ts';
import { evaluateBicep } from './bicep-files.ts';

// What Azure's own engine (bicep snapshot 0.49.2) answers, but for the links in its messages.
const parameters = { u: { type: 'string' } };
const { subscriptionId } = everythingKnown;
const preflight = { preflight: true } as const;
const group = `/subscriptions/${subscriptionId}/resourceGroups/rg`;
const outline =
  "createObject(unknown(), unknown(), 'Template', createObject('ContentVersion', '1.0.0.0', unknown(), unknown()))";

/** A deployment of another template, whose expressions are its own. */
function nested(template: ArmTemplate) {
  return {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name: 'nested',
    properties: {
      expressionEvaluationOptions: { scope: 'inner' },
      parameters: template.parameters === undefined ? {} : { u: { value: 'x' } },
      template: { contentVersion: '1.0.0.0', resources: [], ...template },
    },
  };
}

describe('ids as the preflight builds them', () => {
  it.each([
    ["[resourceId('A.B/c/d', 'x', '')]", `${group}/providers/A.B/c/x`],
    ["[resourceId('A.B/c/d', '', 'y')]", `${group}/providers/A.B/c/y`],
    ["[resourceId('A.B/c', '')]", `${group}/providers/A.B/`],
    ["[resourceId('A.B/c/', 'x')]", `${group}/providers/A.B/c/x`],
    ["[resourceId('A.B/c/', parameters('u'))]", `[resourceId('${subscriptionId}', 'rg', 'A.B/c/', parameters('u'))]`],
    ["[RESOURCEID('A.B/c', parameters('u'))]", `[RESOURCEID('${subscriptionId}', 'rg', 'A.B/c', parameters('u'))]`],
    ["[tenantResourceId(parameters('u'), 'A.B/c', 'x')]", "[tenantResourceId(parameters('u'), 'A.B/c', 'x')]"],
    ["[extensionResourceId('//a/b/', 'A.B/c', 'x')]", '/a/b/providers/A.B/c/x'],
    ["[extensionResourceId('a/b', 'A.B/c', 'x')]", '/a/b/providers/A.B/c/x'],
    [
      "[extensionResourceId(parameters('u'), 'A.B/c', 'x/y')]",
      "[extensionResourceId(parameters('u'), 'A.B/c', 'x/y')]",
    ],
  ])('%s', (value, expected) => {
    expect(outputOf(value, { parameters }, { ...preflight, context: everythingKnown })).toBe(expected);
  });

  it.each([
    ["[resourceId('A.B/c', 'x/y')]", /exactly one multi-segmented argument .* 'A.B\/c,x\/y'/],
    ["[resourceId(parameters('u'), 'A.B/c', 'x/y')]", /exactly one multi-segmented argument/],
    ["[resourceId('A.B/c', 1)]", /expects its second parameter to be of type 'String'.* 'Integer'/],
    [
      "[resourceId(null(), parameters('u'), 'A.B/c', 'x')]",
      /expects its first parameter to be of type 'String'.* 'Null'/,
    ],
    ["[resourceId('s', 'g', 'z', 'A.B/c', 'x')]", /fully qualified resource type 'A.B\/c' as one of first 3 arguments/],
    ["[tenantResourceId('q', 'A.B/c', 'x')]", /as one of first 1 arguments/],
    ["[managementGroupResourceId('a', 'b', 'A.B/c', 'x')]", /as one of first 2 arguments/],
    ["[managementGroupResourceId('A.B/c', 'x')]", /At least 3 parameters should be provided/],
    ["[resourceId('A.B/c')]", /At least two parameter should be provided/],
    ["[extensionResourceId('/', 'A.B/c', 'x')]", /parent resource id '\/' is not a valid uri/],
    ["[extensionResourceId('/a/', 'A.B/c', 'x')]", /parent resource id '\/a\/' is not a valid uri/],
  ])('%s is refused', (value, expected) => {
    expect(
      refusalOf({ parameters, outputs: { o: { type: 'string', value } } }, { ...preflight, context: everythingKnown }),
    ).toMatch(expected);
  });

  it.each([
    ['subscriptionDeploymentTemplate', `[resourceId('${subscriptionId}', 'A.B/c', parameters('u'))]`],
    ['managementGroupDeploymentTemplate', "[resourceId('A.B/c', parameters('u'))]"],
    ['tenantDeploymentTemplate', "[resourceId('A.B/c', parameters('u'))]"],
  ] as const)('of a %s', (schema, expected) => {
    expect(
      outputOf(
        "[resourceId('A.B/c', parameters('u'))]",
        { parameters, schema },
        { ...preflight, context: everythingKnown },
      ),
    ).toBe(expected);
  });
});

describe('the scope as the preflight knows it', () => {
  it.each([
    [
      'a location without its group',
      '[resourceGroup().location]',
      { location: 'westus' },
      '[resourceGroup().location]',
    ],
    ['a location with its group', '[resourceGroup().location]', { location: 'westus', resourceGroup: 'rg' }, 'westus'],
    ['a group without its subscription', '[resourceGroup().id]', { resourceGroup: 'rg' }, '[resourceGroup().id]'],
    [
      'no group',
      '[resourceGroup().id]',
      {},
      "[subscriptionResourceId(subscription().subscriptionId, 'Microsoft.Resources/resourceGroups', resourceGroup().name)]",
    ],
    [
      'a deployment that has a name',
      '[deployment()]',
      { deploymentName: 'd' },
      { name: 'd', properties: { template: { contentVersion: '1.0.0.0' } } },
    ],
    [
      'the link of one that has none',
      '[deployment().properties.templateLink.uri]',
      {},
      `[${outline}.templateLink.uri]`,
    ],
    ['what such a deployment may have', "[contains(deployment().properties, 'templateLink')]", {}, false],
    ['the safe link of such a deployment', "[tryGet(deployment().properties, 'templateLink')]", {}, null],
    ['a tenant that was not given', '[tenant()]', {}, '[tenant()]'],
  ])('%s', (_, value, context, expected) => {
    expect(outputOf(value, {}, { ...preflight, context })).toEqual(expected);
  });

  it('takes a template for one that has no link', () => {
    const outputs = { o: { type: 'string', value: '[deployment().properties.templateLink.uri]' } };
    expect(refusalOf({ outputs }, { ...preflight, context: { deploymentName: 'd' } })).toMatch(
      /'templateLink' doesn't exist/,
    );
  });
});

describe('what exists already', () => {
  const existing = { existing: true, type: 'A.B/c', apiVersion: '1', name: 'x/y' };

  it('is seen with symbolic names, and its name has to fit its type', () => {
    expect(refusalOf({ resources: { e: existing } })).toMatch(/contains '2' name segment\(s\)/);
    expect(refusalOf({ resources: { e: { ...existing, name: "[split('a', '/')[3]]" } } })).toMatch(/out of bounds/);
    expect(refusalOf({ resources: { e: { ...existing, condition: false } } })).toBeUndefined();
  });

  it.each([
    ['type', "type t = string\nresource e 'A.B/c@2024-01-01' existing = {\n  name: 'x/y'\n}\n", true],
    ['nullable type', "param p string?\nresource e 'A.B/c@2024-01-01' existing = {\n  name: 'x/y'\n}\n", true],
    [
      'module without a name',
      "module m 'm.bicep' = {}\nresource e 'A.B/c@2024-01-01' existing = {\n  name: 'x/y'\n}\n",
      true,
    ],
    ['nothing new', "param p string = 'a'\nresource e 'A.B/c@2024-01-01' existing = {\n  name: 'x/y'\n}\n", false],
  ])('is seen in a Bicep file with a %s', (_, main, isSeen) => {
    const { diagnostics } = evaluateBicep({ 'main.bicep': main, 'm.bicep': '' });
    expect(diagnostics.some(({ code }) => code === 'invalid-name')).toBe(isSeen);
  });
});

describe('what is perhaps not deployed', () => {
  const template = {
    parameters: { ...parameters, n: { type: 'string', nullable: true } },
    resources: [
      {
        type: 'A.B/c',
        apiVersion: '1',
        condition: "[equals(parameters('u'), 'x')]",
        name: "[last(split(parameters('n'), '/'))]",
        tags: { wrong: "[split('a', '/')[3]]", perhaps: "[if(equals(parameters('u'), 'x'), createArray()[1], 1)]" },
        location: "[concat('west', 'us')]",
      },
    ],
  };

  it('may have what cannot be evaluated', () => {
    expect(expandArm(template, { ...preflight, context: everythingKnown }).predictedResources).toEqual([
      expect.objectContaining({
        name: "[last(split(parameters('n'), '/'))]",
        tags: { wrong: "[split('a', '/')[3]]", perhaps: "[if(equals(parameters('u'), 'x'), createArray()[1], 1)]" },
        location: 'westus',
      }),
    ]);
  });

  it('is refused as soon as it is deployed', () => {
    expect(refusalOf(template, { parameters: { u: 'x' } })).toMatch(
      /expects its first parameter to be of type 'String'/,
    );
    expect(refusalOf(template, { parameters: { u: 'y' } })).toBeUndefined();
  });
});

describe('outputs', () => {
  it.each([
    [{ type: 'string', value: 1 }, /'o' is not valid. Expected a value of type 'String', but received .* 'Integer'/],
    [{ type: 'int', value: "[json('1.0')]" }, /but received a value of type 'Float'/],
    [{ type: 'object', value: '[null()]' }, /but received a value of type 'Null'/],
    [{ type: 'string', minLength: 3, value: 'b' }, /greater than or equal to '3'/],
    [
      { type: 'array', items: { type: 'string' }, value: ["[parameters('u')]", 1] },
      /received a value of type 'Integer'/,
    ],
    [{ type: 'string', value: '[newGuid()]' }, /'newGuid' is not expected at this location/],
    [{ type: 'string', value: '[utcNow()]' }, /'utcNow' is not expected at this location/],
  ])('%j is refused, in a nested deployment too', (o, expected) => {
    const template = { parameters, outputs: { o } };
    expect(refusalOf(template)).toMatch(expected);
    expect(refusalOf({ parameters, resources: [nested(template)] })).toMatch(expected);
  });

  it.each([
    [{ type: 'string', nullable: true, value: '[null()]' }],
    [{ type: 'string', value: "[parameters('u')]" }],
    [{ type: 'string', condition: false, value: 1 }],
    [{ type: 'secureString', value: 'x' }],
  ])('%j is taken', (o) => {
    expect(refusalOf({ parameters, outputs: { o } })).toBeUndefined();
  });

  it('that are secure are no secret to the preflight', () => {
    const template = {
      resources: [nested({ outputs: { o: { type: 'secureString', value: 'x' } } })],
      outputs: { z: { type: 'string', value: "[reference('nested').outputs.o.value]" } },
    };
    expect(expandArm(template, { ...preflight, context: everythingKnown }).outputs['z']).toBe('x');
    expect(expandArm(template, { context: everythingKnown }).outputs['z']).toMatch(/^\[reference\(/);
  });
});

describe('a condition that is no boolean', () => {
  it.each([
    ['true', 'true'],
    ['[string(false())]', 'False'],
    [1, 1],
  ])('%s says nothing', (condition, printed) => {
    const resources = [{ type: 'A.B/c', apiVersion: '1', name: 'n', condition }];
    const [resource] = expandArm({ resources }, preflight).predictedResources;
    expect(resource).toHaveProperty('name', 'n');
    expect(resource).toHaveProperty('condition', printed);
  });

  it('is none when it is null', () => {
    const resources = [{ type: 'A.B/c', apiVersion: '1', name: 'n', condition: null }];
    expect(expandArm({ resources }, preflight).predictedResources[0]).not.toHaveProperty('condition');
  });
});

describe('names and scopes that are unknown in parts', () => {
  const one = (resource: object) =>
    expandArm({ parameters, resources: [JSON.parse(JSON.stringify(resource))] }, preflight).predictedResources;

  it('of nested resources are joined', () => {
    const child = { type: 'd', apiVersion: '1', name: "[parameters('u')]" };
    expect(one({ type: 'A.B/c', apiVersion: '1', name: 'n', resources: [child] })[1]).toHaveProperty(
      'name',
      "[concat('n', '/', join(filter(split(parameters('u'), '/'), lambda('x', not(empty(lambdaVariables('x'))))), '/'))]",
    );
  });

  it('of a relative scope are put behind that of the deployment', () => {
    expect(one({ type: 'A.B/c', apiVersion: '1', name: 'n', scope: 'D.E/f/g' })[0]).toHaveProperty(
      'id',
      "[extensionResourceId(concat('/subscriptions/', subscription().subscriptionId, '/resourceGroups/', resourceGroup().name, '/providers/', 'D.E/f/g'), 'A.B/c', 'n')]",
    );
  });
});

describe('references', () => {
  const resource = { type: 'A.B/c', apiVersion: '1', name: 'n', properties: { p: 1 } };
  const reference = (call: string, context = {}) =>
    outputOf(`[${call}.q]`, { resources: [resource] }, { ...preflight, context });

  it('find the version of a declaration by a known id or by its name', () => {
    const id = `${group}/providers/A.B/c/n`;
    expect(reference("reference(resourceId('A.B/c', 'n'))", everythingKnown)).toBe(`[reference('${id}', '1').q]`);
    expect(reference("reference('n')")).toMatch(/'n'\), '1'\)\.q\]$/);
    expect(reference("reference(resourceId('A.B/c', 'n'))")).toMatch(/'n'\)\)\.q\]$/);
  });

  it.each([
    [{ variables: { v: "[reference('n')]" } }],
    [{ variables: { v: "[reference('n').q]" } }],
    [{ variables: { v: "[listKeys('n', '1')]" } }],
    [{ parameters: { p: { type: 'string', defaultValue: "[reference('n').q]" } } }],
  ])('%j stand where there are no resources', (template) => {
    expect(refusalOf({ ...template, resources: [resource] })).toMatch(/is not expected at this location/);
  });
});

describe('what the engine refuses of nested templates', () => {
  const symbolic = (resources: object) => ({
    languageVersion: '2.0',
    resources: JSON.parse(JSON.stringify(resources)),
  });

  it('that are evaluated in the outer scope since languageVersion 2.0', () => {
    const outer = {
      ...nested({}),
      properties: { ...nested({}).properties, expressionEvaluationOptions: { scope: 'outer' } },
    };
    expect(refusalOf(symbolic({ n: outer }))).toMatch(/does not support 'Outer' expression evaluation/);
  });

  it('that give something to what exists already', () => {
    const existing = { existing: true, type: 'A.B/c', apiVersion: '1', name: 'n', location: 'westus' };
    expect(refusalOf({ resources: [nested(symbolic({ e: existing }))] })).toMatch(/'location' cannot be supplied/);
    expect(refusalOf(symbolic({ e: existing }))).toBeUndefined();
  });
});

describe('a user function among its own arguments', () => {
  const functions = "func f(a string) string => '${a}#'\nfunc g(a string) string => f(a)\n";

  it.each([
    ["f(f('x'))", true],
    ["f('${f('a')}-')", true],
    ["f(g('x'))", true],
    ["g(f('x'))", false],
    ["'${f('a')}${f('b')}'", false],
  ])('%s', (call, isRefused) => {
    const { diagnostics } = evaluateBicep({ 'main.bicep': `${functions}output o string = ${call}\n` });
    expect(diagnostics.map(({ code }) => code)).toEqual(isRefused ? ['cycle'] : []);
  });
});

describe('where nested deployments go', () => {
  const schemas = {
    tenant: 'tenantDeploymentTemplate',
    managementGroup: 'managementGroupDeploymentTemplate',
    subscription: 'subscriptionDeploymentTemplate',
    resourceGroup: 'deploymentTemplate',
  } as const;
  const resource = (type: string) => ({ type, apiVersion: '1', name: 'x' });
  const mg = '/providers/Microsoft.Management/managementGroups/mg';
  const group2 = 'Microsoft.Management/managementGroups/mg2';
  const idsOf = (scope: keyof typeof schemas, target: object, type = 'A.B/c') => {
    const deployment = { ...nested({ resources: [resource(type)] }), ...target };
    const { predictedResources, diagnostics } = expandArm(
      { schema: schemas[scope], resources: [JSON.parse(JSON.stringify(deployment))] },
      { ...preflight, context: everythingKnown },
    );
    return diagnostics[0] ?? Reflect.get(Object(predictedResources[0]), 'id');
  };

  it.each([
    ['managementGroup', { scope: '/', location: 'w' }, `${mg}/providers/A.B/c/x`],
    ['subscription', { scope: '/', location: 'w' }, '/providers/A.B/c/x'],
    ['managementGroup', { scope: group2, location: 'w' }, `${mg}2/providers/A.B/c/x`],
    ['subscription', { scope: group2, location: 'w' }, `/subscriptions/${subscriptionId}/providers/A.B/c/x`],
    ['resourceGroup', {}, `${group}/providers/A.B/c/x`],
  ] as const)('from a %s with %j', (scope, target, id) => {
    expect(idsOf(scope, target)).toBe(id);
  });

  it.each([
    [
      'resourceGroup',
      'Microsoft.Management/managementGroups',
      `${group}/providers/Microsoft.Management/managementGroups/x`,
    ],
    ['managementGroup', 'Microsoft.Resources/resourceGroups', `${mg}/providers/Microsoft.Resources/resourceGroups/x`],
    ['subscription', 'Microsoft.Resources/resourceGroups', `/subscriptions/${subscriptionId}/resourceGroups/x`],
  ] as const)('in a %s, with a resource of type %s', (scope, type, id) => {
    expect(idsOf(scope, scope === 'resourceGroup' ? {} : { location: 'w' }, type)).toBe(id);
  });

  it.each([
    ['resourceGroup', { location: 'w' }, /'location' property is not allowed/],
    ['subscription', {}, /'location' property must be specified/],
    ['resourceGroup', { subscriptionId }, /'location' property must be specified/],
    [
      'resourceGroup',
      { resourceGroup: 'g', apiVersion: '2016-09-01' },
      /'2016-09-01' .* does not support 'ResourceGroup'/,
    ],
    ['resourceGroup', { name: 'a/b' }, /contains '2' name segment\(s\)/],
  ] as const)('from a %s is refused with %j', (scope, target, message) => {
    expect(idsOf(scope, target)).toMatch(message);
  });
});

describe('the group that a module is deployed to', () => {
  const files = (name: string) => ({
    'main.bicep': `targetScope = 'subscription'\nparam u string\nresource g 'Microsoft.Resources/resourceGroups@2021-04-01' = {\n  name: ${name}\n  location: 'East US 2'\n}\nmodule m 'm.bicep' = {\n  scope: g\n  name: 'm'\n}\n`,
    'm.bicep': "resource r 'A.b/c@2024-01-01' = {\n  name: 'r'\n  location: resourceGroup().location\n}\n",
  });
  const locationIn = (name: string, isPreflight: boolean) => {
    const evaluation = evaluateBicep(files(name), { context: everythingKnown, preflight: isPreflight });
    return Reflect.get(Object(expand(evaluation).predictedResources.at(-1)), 'location');
  };

  it('has its location as Azure keeps it, when the group is known', () => {
    expect(locationIn("'g'", true)).toBe('eastus2');
    expect(locationIn('u', true)).toBe('[resourceGroup().location]');
    expect(locationIn("'g'", false)).toBe('East US 2');
    expect(locationIn('u', false)).toBe('East US 2');
  });

  it.each([
    ["tags: { a: 'A' }", { a: 'A' }],
    ["managedBy: 'x'", '[resourceGroup().tags]'],
    ['tags: null', '[resourceGroup().tags]'],
  ])('has its own tags where it is declared with %s', (property, tags) => {
    const groups = {
      'main.bicep': `targetScope = 'subscription'\nresource g 'Microsoft.Resources/resourceGroups@2021-04-01' = {\n  name: 'g'\n  location: 'westus'\n  ${property}\n}\nmodule m 'm.bicep' = {\n  scope: g\n  name: 'm'\n}\n`,
      'm.bicep': "resource r 'A.b/c@2024-01-01' = {\n  name: 'r'\n  tags: resourceGroup().tags\n}\n",
    };
    const evaluation = evaluateBicep(groups, { context: everythingKnown, preflight: true });
    expect(expand(evaluation).predictedResources.at(-1)).toHaveProperty('tags', tags);
  });

  it('is its own, when the scope is unknown', () => {
    const main =
      "targetScope = 'managementGroup'\nparam u string\nmodule m 'm.bicep' = {\n  scope: managementGroup(u)\n  name: 'm'\n}\n";
    const module = "targetScope = 'managementGroup'\nresource r 'A.b/c@2024-01-01' = {\n  name: 'r'\n}\n";
    const { predictedResources } = expand(
      evaluateBicep({ 'main.bicep': main, 'm.bicep': module }, { preflight: true }),
    );
    expect(predictedResources[0]).toHaveProperty('id', expect.stringMatching(/^\[managementGroupResourceId\(/));
  });
});

describe('an argument that tells of a scope which is unknown', () => {
  const resource = "resource r 'A.b/c@2024-01-01' = {\n  name: 'r'\n  tags: { v: v }\n}\n";
  const call = (file: string, name: string) => `module m '${file}' = {\n  name: '${name}'\n  params: { v: v }\n}\n`;
  const tagsOf = (argument: string, isPreflight: boolean) => {
    const files = {
      'main.bicep': `param v string = ${argument}\n${call('child.bicep', 'child')}`,
      'child.bicep': `param v string\n${resource}${call('grandchild.bicep', 'grandchild')}`,
      'grandchild.bicep': `param v string\n${resource}`,
    };
    const { predictedResources } = expand(evaluateBicep(files, { preflight: isPreflight }));
    return predictedResources.map((each): unknown => Reflect.get(Object(Reflect.get(Object(each), 'tags')), 'v'));
  };

  it.each([
    ['deployment().name', '[deployment().name]', 'child'],
    ["'${deployment().name}-x'", "[format('{0}-x', deployment().name)]", 'child-x'],
    [
      "deployment().name == 'child' ? 'same' : 'other'",
      "[if(equals(deployment().name, 'child'), 'same', 'other')]",
      'same',
    ],
    ['resourceGroup().location', '[resourceGroup().location]', '[resourceGroup().location]'],
    ['utcNow()', '[utcNow()]', '[utcNow()]'],
  ])('%s tells of the nested deployment that hands it on, to the preflight only', (argument, written, handedOn) => {
    expect(tagsOf(argument, true)).toEqual([written, handedOn]);
    expect(tagsOf(argument, false)).toEqual([written, written]);
  });

  it('tells of the group of the deployment that holds it, in properties only', () => {
    const main = (argument: string) =>
      `module m 'child.bicep' = {\n  scope: resourceGroup('other')\n  name: 'child'\n  params: { v: ${argument} }\n}\n`;
    const child =
      "param v object\nresource r 'A.b/c@2024-01-01' = {\n  name: 'r'\n  tags: v\n  properties: { list: [v.g], d: v.d }\n}\n";
    const files = { 'main.bicep': main('{ g: resourceGroup().name, d: deployment().name }'), 'child.bicep': child };
    const [found] = expand(evaluateBicep(files, { preflight: true })).predictedResources;
    expect(found).toMatchObject({
      tags: { g: '[resourceGroup().name]', d: '[deployment().name]' },
      properties: { list: ['other'], d: 'child' },
    });
  });

  it('is looked into in the names of a resource no more than in its full name', () => {
    const files = {
      'main.bicep': `resource o 'A.b/o@2024-01-01' = {\n  name: 'o'\n}\nmodule m 'child.bicep' = {\n  scope: resourceGroup('00000000-1111-2222-3333-444444444444', 'other')\n  name: 'child'\n  params: { v: o.id }\n}\n`,
      'child.bicep': "param v string\nresource r 'A.b/c/d@2024-01-01' = {\n  name: '${last(split(v, '/'))}/r'\n}\n",
    };
    const found = expand(evaluateBicep(files, { preflight: true })).predictedResources[1];
    expect(found).toHaveProperty('name', expect.stringMatching(/^\[format\('\{0\}\/r', last\(split\(/));
    expect(found).toHaveProperty('id', expect.stringMatching(/^\[resourceId\('00000000-.*, filter\(split\(format\(/));
  });

  it('stays that of the caller where the deployment is in a scope of another kind', () => {
    const files = {
      'main.bicep': `param v string = resourceGroup().name\nmodule m 'child.bicep' = {\n  scope: subscription()\n  name: 'child'\n  params: { v: v }\n}\n`,
      'child.bicep': `targetScope = 'subscription'\nparam v string\n${call('grandchild.bicep', 'grandchild')}`,
      'grandchild.bicep': `targetScope = 'subscription'\nparam v string\n${resource}`,
    };
    const { predictedResources, diagnostics } = expand(evaluateBicep(files, { preflight: true }));
    expect(diagnostics).toEqual([]);
    expect(predictedResources[0]).toHaveProperty('tags', { v: '[resourceGroup().name]' });
  });
});
