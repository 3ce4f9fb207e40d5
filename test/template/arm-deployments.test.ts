import { describe, expect, it } from 'vitest';
import type { Argument, DeploymentDeclaration, Template } from '../../src/template/template.ts';
import { arm, print, problemsOf, resourceAt, textAt } from './arm-template.ts';

const vm = { type: 'Microsoft.Compute/virtualMachines', apiVersion: '2024-03-01', name: 'vm' };

/** A deployment resource with these properties. */
function deployment(properties: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}) {
  return { type: 'Microsoft.Resources/deployments', apiVersion: '2022-09-01', name: 'd', ...more, properties };
}

function deploymentOf(template: Template): DeploymentDeclaration {
  const { deployment: found } = resourceAt(template, 0);
  if (found === undefined) throw new Error('there is no deployment');
  return found;
}

function nestedOf(template: Template): Template {
  const reference = deploymentOf(template).template;
  if (reference.kind !== 'inline') throw new Error('there is no nested template');
  return reference.template;
}

function printArgument(argument: Argument | undefined): string {
  const value = argument?.value;
  return value?.kind === 'keyVaultReference' ? 'a secret of the parameter file' : print(value);
}

const nested = {
  parameters: { p: { type: 'string' } },
  variables: { v: 'inner' },
  resources: [{ ...vm, location: "[concat(parameters('p'), variables('v'))]" }],
};
const own = { parameters: { p: { type: 'string' } }, variables: { v: 'outer' } };

describe('nested deployments', () => {
  it('see the names of the parent by default', () => {
    const template = arm({ ...own, resources: [deployment({ template: nested })] });
    const location = print(resourceAt(nestedOf(template), 0).body);
    expect(deploymentOf(template)).toMatchObject({ kind: 'nested', expressionScope: 'outer' });
    expect(problemsOf(nestedOf(template))).toEqual([]);
    expect(location).toContain("'location': concat(<parameter p>, <variable v>)");
    const variable = findVariable(nestedOf(template));
    expect(print(variable)).toBe("'outer'");
  });

  it.each([
    ['in the inner scope', { expressionEvaluationOptions: { scope: 'Inner' } }, {}],
    ['of languageVersion 2.0', {}, { languageVersion: '2.0' }],
  ])('%s see their own names', (_, options, version) => {
    const template = arm({ ...own, ...version, resources: [deployment({ ...options, template: nested })] });
    expect(deploymentOf(template).expressionScope).toBe('inner');
    expect(print(findVariable(nestedOf(template)))).toBe("'inner'");
  });

  it('in the outer scope see the loop of the parent, not their own', () => {
    const resources = [{ ...vm, name: "[concat('vm', copyIndex())]" }];
    const template = arm({
      resources: [deployment({ template: { resources } }, { copy: { name: 'outer', count: 2 } })],
    });
    expect(print(resourceAt(nestedOf(template), 0).name)).toBe("concat('vm', copyIndex('outer'))");
    const looped = [{ ...vm, name: "[concat('vm', copyIndex())]", copy: { name: 'own', count: 2 } }];
    expect(problemsOf(nestedOf(arm({ resources: [deployment({ template: { resources: looped } })] })))[0]).toMatch(
      /^copy-index/,
    );
  });

  it('report errors as their own', () => {
    const template = arm({
      ...own,
      resources: [deployment({ template: { outputs: { o: { type: 'int', value: "[variables('x')]" } } } })],
    });
    expect(problemsOf(template)).toEqual([]);
    expect(problemsOf(nestedOf(template))).toEqual([
      "unknown-name: The template variable 'x' is not found. @ variables('x')",
    ]);
  });

  it('leave the template out of the body', () => {
    const template = arm({
      resources: [deployment({ mode: 'Incremental', parameters: {}, template: nested, debugSetting: {} })],
    });
    expect(print(resourceAt(template, 0).body)).toContain("'properties': {'mode': 'Incremental', 'debugSetting': {}}");
  });

  it('give their suppressions to the outermost template', () => {
    const skipped = { ...vm, metadata: { backuplint: { skip: [{ rule: 'r' }] } } };
    const template = arm({ resources: [deployment({ template: { resources: [skipped] } })] });
    expect(template.suppressions.map(({ rules }) => rules)).toEqual([['r']]);
    expect(nestedOf(template).suppressions).toEqual([]);
  });

  it('nest to any depth', () => {
    let template: Readonly<Record<string, unknown>> = { resources: [] };
    for (let depth = 0; depth < 150; depth++) template = { resources: [deployment({ template })] };
    expect(problemsOf(arm(template))).toEqual([]);
  });
});

describe('what a deployment passes', () => {
  it('is unwrapped', () => {
    const reference = { keyVault: { id: 'id' }, secretName: 's' };
    const parameters = {
      A: { value: "[parameters('p')]" },
      b: { reference },
      c: { copy: [{ name: 'value', count: 2, input: "[copyIndex('value')]" }] },
      d: {},
      e: "[createObject('value', 1)]",
    };
    const passed = deploymentOf(arm({ ...own, resources: [deployment({ template: nested, parameters })] })).parameters;
    expect(
      [...passed].map(([key, argument]) => `${key} ${argument.name} ${textAt(argument.at)} ${printArgument(argument)}`),
    ).toEqual([
      'a A "A" <parameter p>',
      "b b \"b\" entry({'reference': {'keyVault': {'id': 'id'}, 'secretName': 's'}})",
      'c c "c" for value in 2: copyIndex(\'value\')',
      "d d \"d\" unsupported(the parameter has neither a 'value' nor a 'reference')",
      'e e "e" entry(createObject(\'value\', 1))',
    ]);
  });

  it.each([
    [{ parameters: "[parameters('p')]" }, '<parameter p>'],
    [{}, 'nothing'],
  ])('%j as a whole', (properties, expected) => {
    const template = arm({ ...own, resources: [deployment({ template: nested, ...properties })] });
    expect(print(deploymentOf(template).parametersExpression)).toBe(expected);
  });

  it('may be a link to a file', () => {
    const template = arm({
      ...own,
      resources: [deployment({ template: nested, parametersLink: { uri: 'https://x/y.json' } })],
    });
    const link = deploymentOf(template).parametersLink;
    expect(link?.kind === 'uri' ? print(link.uri) : link).toBe("'https://x/y.json'");
  });
});

describe('linked deployments', () => {
  it.each([
    [{ relativePath: 'child/main.json' }, "path 'child/main.json'"],
    [{ uri: 'https://x/main.json' }, "uri 'https://x/main.json'"],
    [
      { uri: "[uri(deployment().properties.templateLink.uri, 'n.json')]" },
      "uri uri(deployment()['properties']['templateLink']['uri'], 'n.json')",
    ],
    [{ id: '/subscriptions/s' }, 'none the deployment links to a template spec, which is in Azure and not read'],
    [
      { id: "[resourceId('Microsoft.Resources/templateSpecs/versions', 's', '1')]" },
      'none the deployment links to a template spec, which is in Azure and not read',
    ],
    [{}, 'none the templateLink has no uri, id or relativePath'],
  ])('%j', (templateLink, expected) => {
    const { template, kind, expressionScope } = deploymentOf(arm({ resources: [deployment({ templateLink })] }));
    expect([kind, expressionScope]).toEqual(['linked', 'inner']);
    expect(printReference(template)).toBe(expected);
  });

  it.each([
    [{ template: "[json('{}')]" }, 'none the nested template is an expression'],
    [{}, 'none the deployment has neither a template nor a templateLink'],
  ])('or none: %j', (properties, expected) => {
    expect(printReference(deploymentOf(arm({ resources: [deployment(properties)] })).template)).toBe(expected);
  });
});

function printReference(reference: DeploymentDeclaration['template']): string {
  if (reference.kind === 'path') return `path '${reference.path}'`;
  if (reference.kind === 'uri') return `uri ${print(reference.uri)}`;
  return reference.kind === 'none' ? `none ${reference.because}` : reference.kind;
}

/** The value of the variable that the location of the first resource ends with. */
function findVariable(template: Template) {
  const { body } = resourceAt(template, 0);
  const location = body.kind === 'object' ? body.properties.at(-1)?.value : undefined;
  const last = location?.kind === 'call' ? location.arguments.at(-1) : undefined;
  return last?.kind === 'variable' ? last.declaration.value : undefined;
}
