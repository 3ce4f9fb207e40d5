import { describe, expect, it } from 'vitest';
import { evaluateArm, everythingKnown, expandArm, refusalOf } from './arm-template.ts';
import type { ArmTemplate } from './arm-template.ts';

const inner = { expressionEvaluationOptions: { scope: 'inner' } };

/** A template with one nested deployment. */
function nesting(deployment: object, properties: object, rest: ArmTemplate = {}): ArmTemplate {
  const resource = {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name: 'dep',
    ...deployment,
    properties,
  };
  // A JSON text of the test's own making.
  return {
    ...rest,
    resources: [...((rest.resources as never[] | undefined) ?? []), JSON.parse(JSON.stringify(resource))],
  };
}

const storage = {
  type: 'A.b/c',
  apiVersion: '1',
  name: "[parameters('n')]",
  location: '[resourceGroup().location]',
  properties: { d: '[deployment().name]' },
};
const template = {
  parameters: { n: { type: 'string' } },
  resources: [storage],
  outputs: { id: { type: 'string', value: "[resourceId('A.b/c', parameters('n'))]" } },
};

describe('nested deployments', () => {
  it('have parameters, a name and outputs of their own', () => {
    const expansion = expandArm(
      nesting(
        {},
        { ...inner, template, parameters: { n: { value: 'x' } } },
        { outputs: { o: { type: 'string', value: "[reference('dep').outputs.id.value]" } } },
      ),
      { context: everythingKnown },
    );
    expect(expansion).toMatchObject({
      diagnostics: [],
      predictedResources: [{ name: 'x', location: 'westeurope', properties: { d: 'dep' } }],
      outputs: { o: `/subscriptions/${everythingKnown.subscriptionId}/resourceGroups/rg/providers/A.b/c/x` },
    });
  });

  it('see the names and the scope of the parent when expressions are evaluated in the outer scope', () => {
    const rest = { parameters: { n: { type: 'string', defaultValue: 'outer' } } };
    const expansion = expandArm(nesting({ resourceGroup: 'other' }, { template: { resources: [storage] } }, rest), {
      context: everythingKnown,
    });
    expect(expansion.predictedResources).toMatchObject([
      {
        id: `/subscriptions/${everythingKnown.subscriptionId}/resourceGroups/other/providers/A.b/c/outer`,
        location: 'westeurope',
        properties: { d: 'main' },
      },
    ]);
  });

  it('go to another group, whose location is not known', () => {
    const expansion = expandArm(
      nesting({ resourceGroup: 'other' }, { ...inner, template, parameters: { n: { value: 'x' } } }),
      { context: everythingKnown },
    );
    expect(expansion.predictedResources).toMatchObject([{ location: '[resourceGroup().location]' }]);
  });

  it('go to a group that the same template declares, whose location is known', () => {
    const rest: ArmTemplate = {
      schema: 'subscriptionDeploymentTemplate',
      resources: [
        { type: 'Microsoft.Resources/resourceGroups', apiVersion: '1', name: 'NEW', location: 'northeurope' },
      ],
    };
    const expansion = expandArm(
      nesting({ resourceGroup: 'new' }, { ...inner, template, parameters: { n: { value: 'x' } } }, rest),
    );
    expect(expansion.predictedResources[1]).toMatchObject({ location: 'northeurope' });
  });

  it('hand their condition and their lines on', () => {
    const rest = { parameters: { p: { type: 'bool' } } };
    const nested = { ...template, resources: [{ ...storage, condition: "[equals(parameters('n'), 'x')]" }] };
    const { resources } = evaluateArm(
      nesting(
        { condition: "[parameters('p')]" },
        { ...inner, template: nested, parameters: { n: { value: 'x' } } },
        rest,
      ),
    );
    expect(resources).toMatchObject([{ exists: { kind: 'unknown' }, calledBy: [{ kind: 'file' }] }]);
  });

  it('repeat with their loop', () => {
    const expansion = expandArm(
      nesting(
        { copy: { name: 'l', count: 2 }, name: "[concat('dep', copyIndex())]" },
        { ...inner, template, parameters: { n: { value: "[concat('x', copyIndex())]" } } },
      ),
    );
    expect(expansion.predictedResources).toMatchObject([{ name: 'x0', properties: { d: 'dep0' } }, { name: 'x1' }]);
  });

  it('that cannot be read are a gap and an error, and their outputs are unknown', () => {
    const rest = { outputs: { o: { type: 'string', value: "[reference('dep').outputs.x.value]" } } };
    const linked = nesting({}, { templateLink: { uri: 'https://example.org/x.json' } }, rest);
    const evaluation = evaluateArm(linked);
    expect(evaluation.gaps).toMatchObject([{ because: 'https://example.org/x.json is not there' }]);
    expect(evaluation.diagnostics).toMatchObject([{ level: 'error', code: 'unreadable-template' }]);
    expect(evaluation.outputs.properties.get('o')?.kind).toBe('unknown');
    expect(
      expandArm(linked, { files: { 'https://example.org/x.json': { outputs: { x: { type: 'string', value: 'v' } } } } })
        .outputs,
    ).toEqual({ o: 'v' });
  });

  it('that are not looked into are a gap and an error, and a resource like others', () => {
    const deploying = (type: string, parts: object = {}): ArmTemplate => ({
      resources: [{ type, apiVersion: '1', name: 'n', ...parts }] as never,
    });
    const stack = evaluateArm(deploying('microsoft.resources/DeploymentStacks', { properties: { template: {} } }));
    expect(stack.gaps.map(({ because }) => because)).toEqual([
      'a deployment stack deploys a template of its own, which is not looked into',
    ]);
    expect(stack.diagnostics).toMatchObject([{ level: 'error', code: 'unreadable-template' }]);
    expect(stack.resources).toHaveLength(1);
    const typed = evaluateArm(deploying("[concat('A.b', '/c')]"));
    expect(typed.diagnostics).toMatchObject([{ level: 'error', code: 'unreadable-template' }]);
    expect(evaluateArm(deploying("[concat('A.b', '/c')]", { condition: false })).gaps).toEqual([]);
  });

  it('are refused without a required parameter, or with one that they do not have', () => {
    expect(refusalOf(nesting({}, { ...inner, template }))).toBe(
      "The value for the template parameter 'n' is not provided.",
    );
    expect(refusalOf(nesting({}, { ...inner, template, parameters: { n: { value: 'x' }, z: { value: 1 } } }))).toMatch(
      /'z'/,
    );
  });

  it('keep a secret a secret', () => {
    const secure = {
      parameters: { n: { type: 'securestring' } },
      resources: [{ ...storage, name: 's', properties: { a: "[parameters('n')]" } }],
    };
    const expansion = expandArm(nesting({}, { ...inner, template: secure, parameters: { n: { value: 'hunter2' } } }));
    expect(expansion.predictedResources).toMatchObject([{ properties: { a: "[parameters('n')]" } }]);
    const vault = { reference: { keyVault: { id: 'x' }, secretName: 'y' } };
    expect(
      expandArm(nesting({}, { ...inner, template: secure, parameters: { n: vault } })).predictedResources,
    ).toMatchObject([{ properties: { a: "[getKeyVaultSecret('x', 'y')]" } }]);
  });
});

describe('provenance', () => {
  it('is the place where the caller wrote the value', () => {
    const text = nesting({}, { ...inner, template, parameters: { n: { value: 'written-by-the-caller' } } });
    const [resource] = evaluateArm(text).resources;
    const at = resource?.name.at;
    expect(at?.kind === 'file' && at.file.text.slice(at.span.start, at.span.end)).toBe('"written-by-the-caller"');
  });
});

describe('hostile templates', () => {
  it('of deep expressions are a diagnostic', () => {
    const deep = `[${'not('.repeat(5000)}true()${')'.repeat(5000)}]`;
    expect(() => evaluateArm({ outputs: { o: { type: 'bool', value: deep } } })).not.toThrow();
  });

  it('of variables that call each other in a long chain are a diagnostic', () => {
    const variables: Record<string, string> = {};
    for (let index = 5000; index > 0; index--) variables[`v${index}`] = `[concat(variables('v${index - 1}'), 'x')]`;
    variables['v0'] = 'x';
    expect(refusalOf({ variables, outputs: { o: { type: 'string', value: "[variables('v5000')]" } } })).toMatch(
      /nested more than/,
    );
  });

  it('that double a text again and again are a diagnostic', () => {
    const variables: Record<string, string> = { v0: 'xxxxxxxxxx' };
    for (let index = 1; index < 60; index++)
      variables[`v${index}`] = `[concat(variables('v${index - 1}'), variables('v${index - 1}'))]`;
    expect(refusalOf({ variables })).toMatch(/larger than/);
  });

  it('that double an unknown again and again have an expression that ends', () => {
    const variables: Record<string, string> = { v0: "[parameters('p')]" };
    for (let index = 1; index < 60; index++) {
      variables[`v${index}`] = `[concat(variables('v${index - 1}'), variables('v${index - 1}'))]`;
    }
    const resources = [
      { type: 'A.b/c', apiVersion: '1', name: "[variables('v59')]", properties: { a: "[variables('v58')]" } },
    ];
    const expansion = expandArm({ parameters: { p: { type: 'string' } }, variables, resources });
    expect(JSON.stringify(expansion)).toContain('...');
  });

  it('that nest loops are a diagnostic', () => {
    const resource = {
      type: 'A.b/c',
      apiVersion: '1',
      name: "[concat('x', copyIndex())]",
      copy: { name: 'l', count: 800 },
    };
    expect(refusalOf({ resources: [resource] }, { budget: { resources: 100 } })).toMatch(/more than 100 resources/);
    expect(refusalOf({ resources: [resource] }, { budget: { steps: 100 } })).toMatch(/more than 100 steps/);
  });

  it('of a linked template that deploys itself are a diagnostic', () => {
    const self = nesting({}, { templateLink: { relativePath: 'self.json' } });
    expect(refusalOf(self, { files: { 'self.json': self } })).toMatch(/nested more than/);
  });
});

describe('text of a nested template', () => {
  const deployment = (name: string, scope: string, template: object) => ({
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name,
    properties: { mode: 'Incremental', expressionEvaluationOptions: { scope }, template },
  });
  const body = (x: string, resources: object[]) => ({
    contentVersion: '1.0.0.0',
    parameters: { x: { type: 'string', defaultValue: x } },
    variables: { v: `${x} variable` },
    resources,
  });

  // Who evaluates a template in the outer scope evaluates the text of all templates in it; each evaluation takes a bracket away.
  it.each([
    ['inner in inner', ['inner', 'inner'], { one: 'innermost', two: "[parameters('x')]", three: "[[parameters('x')]" }],
    ['outer in inner', ['inner', 'outer'], { one: 'nested', two: 'innermost', three: "[parameters('x')]" }],
    ['inner in outer', ['outer', 'inner'], { one: 'root', two: 'innermost', three: "[parameters('x')]" }],
    ['outer in outer', ['outer', 'outer'], { one: 'root', two: 'nested', three: 'innermost' }],
  ])('%s is evaluated in turn by the deployments around it', (_, [first = '', second = ''], expected) => {
    const text = {
      one: "[parameters('x')]",
      two: "[[parameters('x')]",
      three: "[[[parameters('x')]",
      v: "[variables('v')]",
    };
    const innermost = body('innermost', [{ type: 'A.b/c', apiVersion: '1', name: 'n', properties: text }]);
    const nested = body('nested', [deployment('b', second, innermost)]);
    const { predictedResources } = expandArm(
      JSON.parse(JSON.stringify(body('root', [deployment('a', first, nested)]))),
    );
    expect(predictedResources).toEqual([
      expect.objectContaining({ properties: { ...expected, v: `${expected.one} variable` } }),
    ]);
  });
});

it('leaves an output unknown that reads a resource which reads the output', () => {
  const id = "resourceId('A.b/c', 'n')";
  const reader = {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name: 'reader',
    properties: {
      expressionEvaluationOptions: { scope: 'inner' },
      template: {
        contentVersion: '1.0.0.0',
        resources: [],
        outputs: { o: { type: 'object', value: `[reference(${id})]` } },
      },
    },
  };
  const resource = { type: 'A.b/c', apiVersion: '1', name: 'n', properties: "[reference('reader').outputs.o.value]" };
  for (const resources of [
    [reader, resource],
    [resource, reader],
  ]) {
    const { predictedResources, diagnostics } = expandArm({ resources }, { context: everythingKnown, preflight: true });
    expect(diagnostics).toEqual([]);
    expect(predictedResources).toEqual([
      expect.objectContaining({ properties: expect.stringMatching(/^\[reference\(/) }),
    ]);
  }
});
