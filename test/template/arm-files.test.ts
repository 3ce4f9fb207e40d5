import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyJson } from '../../src/template/arm/classify-json.ts';
import { templateFromArm } from '../../src/template/arm/from-arm.ts';
import { jsonToExpression } from '../../src/template/arm/json-expression.ts';
import { parametersFromJson } from '../../src/template/arm/parameters-file.ts';
import { parseJson } from '../../src/syntax/json/parse-json.ts';
import { createSourceFile } from '../../src/text/source-file.ts';
import { print, templateText, textAt } from './arm-template.ts';

const file = (text: string) => createSourceFile('/a.json', text);
const schema = (name: string): string =>
  `"$schema": "https://schema.management.azure.com/schemas/2019-04-01/${name}.json#"`;

describe('classifyJson', () => {
  it.each([
    [`{${schema('deploymentTemplate')}, "resources": []}`, 'template'],
    [`// c\n{${schema('subscriptionDeploymentTemplate')}}`, 'template'],
    [`{"resources": [], "contentVersion": "1.0.0.0"}`, 'template'],
    [`{"Resources": {}, "ContentVersion": "1.0.0.0"}`, 'template'],
    [`{${schema('deploymentTemplate')}, "resources": [`, 'template'],
    [`{${schema('deploymentParameters')}, "parameters": {}}`, 'parameters'],
    ['{"contentVersion": "1.0.0.0", "parameters": {}}', 'parameters'],
    [`{"nested": {${schema('deploymentTemplate')}}}`, 'other'],
    [`{"nested": {${schema('deploymentTemplate')}}`, 'broken-template'],
    [`[{${schema('deploymentTemplate')}}`, 'broken-template'],
    ['{"resources": []}', 'other'],
    ['{"name": "x"', 'other'],
    ['[]', 'other'],
    ['', 'other'],
    ['not JSON', 'other'],
  ])('%s', (text, expected) => {
    expect(classifyJson(file(text))).toBe(expected);
  });
});

describe('parametersFromJson', () => {
  /** Each parameter in one line. */
  function read(text: string): string[] {
    const { parameters } = parametersFromJson(file(text));
    return [...parameters.values()].map(({ name, value }) => {
      return `${name} = ${value.kind === 'keyVaultReference' ? `secret ${textAt(value.at)}` : print(value)}`;
    });
  }

  it.each([
    ['{"parameters": {"A": {"value": [1, {"b": null}]}}}', ["A = [1, {'b': null}]"]],
    ['{"a": {"value": "[not an expression]"}}', ["a = '[not an expression]'"]],
    ['{"parameters": {"value": "x"}}', ["parameters = 'x'"]],
    ['{"parameters": {"s": {"reference": {"keyVault": 1}}}}', ['s = secret {"keyVault": 1}']],
    [`{"parameters": {"e": {"expression": "[externalInputs('x')]"}}}`, ["e = externalInputs('x')"]],
    ['{"parameters": {"n": null}}', []],
    [`{${schema('deploymentParameters')}, "contentVersion": "1.0.0.0"}`, []],
  ])('%s', (text, expected) => {
    expect(parametersFromJson(file(text)).diagnostics).toEqual([]);
    expect(read(text)).toEqual(expected);
  });

  it('gives parameters by their name in lower case, as templates ask for them', () => {
    expect([...parametersFromJson(file('{"Size": {"value": 1}}')).parameters.keys()]).toEqual(['size']);
  });

  it.each(['${AZURE_LOCATION}', 'x-${AZURE_ENV_NAME=dev}', '#{token}#', '{{ name }}', 'rg-$(env)', '__REGION__'])(
    'knows the placeholder %s',
    (text) => {
      const [line] = read(JSON.stringify({ parameters: { p: { value: { deep: [text] } } } }));
      expect(line).toContain('unsupported(the parameter file has the placeholder');
      expect(line).toContain('--parameters');
    },
  );

  it.each(['$x', '{x}', '#x#', '${', 'a $ {b}', '$(', '$(1)', '____', 'a__b__c'])(
    'knows that %s is no placeholder',
    (text) => {
      expect(read(JSON.stringify({ parameters: { p: { value: text } } }))).toEqual([`p = '${text}'`]);
    },
  );

  it('reads which template it belongs to', () => {
    const { using } = parametersFromJson(file('{"metadata": {"template": "./main.json"}, "parameters": {}}'));
    expect(using).toMatchObject({ reference: { kind: 'path', path: './main.json' } });
  });

  it.each([
    ['{"parameters": []}', 'invalid-parameter-file'],
    ['[]', 'invalid-parameter-file'],
    ['{"parameters": {"a": 1}}', 'invalid-parameter-file'],
    ['{"parameters": {', 'json-syntax'],
    ['', 'json-syntax'],
  ])('reports what is wrong with %s', (text, code) => {
    expect(parametersFromJson(file(text)).diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
  });
});

describe('jsonToExpression', () => {
  it('takes strings as text', () => {
    const source = file(`{"a": "[concat('x')]", "b": [1.50, true, null], "copy": [{"count": 1}]}`);
    const { root } = parseJson(source.text);
    const expression = root === undefined ? undefined : jsonToExpression(source, root);
    expect(print(expression)).toBe("{'a': '[concat('x')]', 'b': [1.50, true, null], 'copy': [{'count': 1}]}");
    expect(textAt(expression?.at)).toBe(source.text);
  });
});

describe('any text', () => {
  it.each([
    ['values', (inner: string) => `{"variables": {"v": ${'{"a": ['.repeat(490)}${inner}${']}'.repeat(490)}}}`],
    [
      'children',
      (inner: string) => `${'{"type": "t", "resources": ['.repeat(490)}{"name": ${inner}}${']}'.repeat(490)}`,
    ],
  ])('may be nested as deep as the readers allow: %s', (_, nest) => {
    const expression = `"[${'concat('.repeat(490)}${')'.repeat(490)}]"`;
    const template = templateFromArm(file(nest(expression)));
    expect(template.diagnostics.filter(({ code }) => code.startsWith('json'))).toEqual([]);
  });

  const words = fc.constantFrom(
    'type',
    'name',
    'copy',
    'count',
    'input',
    'resources',
    'parameters',
    'value',
    'properties',
    'template',
    'outputs',
    'variables',
    "[parameters('a')]",
    '[copyIndex()]',
    '[f(',
    'Microsoft.Resources/deployments',
    'Microsoft.Compute/virtualMachines',
    '$ref',
    '#/definitions/a',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6 },
      words,
      fc.constantFrom(1, true, null),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(words, tie('tree'), { maxKeys: 5 }),
    ),
  }));
  const sections = ['parameters', 'variables', 'functions', 'definitions', 'resources', 'outputs', 'metadata'];

  it('is read without throwing', () => {
    fc.assert(
      fc.property(fc.record(Object.fromEntries(sections.map((name) => [name, tree]))), fc.nat(), (template, cut) => {
        const text = templateText(template);
        const broken = text.slice(0, cut % text.length);
        expect(() => [
          templateFromArm(file(text)),
          templateFromArm(file(broken)),
          parametersFromJson(file(text)),
          classifyJson(file(broken)),
        ]).not.toThrow();
        expect(templateFromArm(file(broken)).diagnostics.some((diagnostic) => diagnostic.level === 'error')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
