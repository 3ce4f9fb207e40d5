import { describe, expect, it } from 'vitest';
import type { TypeNode } from '../../src/template/type-node.ts';
import { arm, armText, print, problemsOf, textAt, templateText } from './arm-template.ts';

/** A type in one line. */
function printType(type: TypeNode | undefined): string {
  const flags = `${type?.secure ? ' secure' : ''}${type?.nullable ? '?' : ''}`;
  switch (type?.kind) {
    case 'list':
      return `${printType(type.item)}[]${flags}`;
    case 'tuple':
      return `[${type.items.map(printType).join(', ')}]${flags}`;
    case 'record': {
      const additional =
        type.additional === undefined
          ? ''
          : type.additional === false
            ? ' sealed'
            : ` *: ${printType(type.additional)}`;
      return `{${type.properties.map((property) => `${property.name}: ${printType(property.type)}`).join(', ')}${additional}}${flags}`;
    }
    case 'reference':
      return `<${type.declaration.name}>${flags}`;
    case 'tagged':
      return `${type.discriminator} of ${type.members.map(printType).join(' | ')}${flags}`;
    default:
      return `${type?.kind ?? 'nothing'}${flags}`;
  }
}

describe('parameters', () => {
  it.each([
    [{ type: 'String' }, 'string'],
    [{ type: 'securestring' }, 'string secure'],
    [{ type: 'secureObject' }, 'object secure'],
    [{ type: 'int', nullable: true }, 'int?'],
    [{ type: 'array', items: { type: 'bool' } }, 'bool[]'],
    [{ type: 'array', prefixItems: [{ type: 'int' }, { type: 'string' }], items: false }, '[int, string]'],
    [{ type: 'object', properties: { a: { type: 'int' } }, additionalProperties: false }, '{a: int sealed}'],
    [{ type: 'object', additionalProperties: { type: 'string' } }, '{ *: string}'],
    [{ $ref: '#/definitions/Tree' }, '<tree>'],
    [{ $ref: '#/definitions/tree', nullable: true }, '<tree>?'],
    [
      {
        type: 'object',
        discriminator: {
          propertyName: 'kind',
          mapping: { a: { type: 'object', properties: {} }, b: { $ref: '#/definitions/tree' } },
        },
      },
      'kind of {} | <tree>',
    ],
    [{ defaultValue: 1 }, 'any'],
  ])('%j', (declaration, expected) => {
    const tree = { type: 'object', properties: { children: { type: 'array', items: { $ref: '#/definitions/tree' } } } };
    const template = arm({ languageVersion: '2.0', definitions: { tree }, parameters: { p: declaration } });
    expect(problemsOf(template)).toEqual([]);
    expect(printType(template.parameters.get('p')?.type)).toBe(expected);
    expect(printType(template.types.get('tree')?.type)).toBe('{children: <tree>[]}');
  });

  it('keeps constraints and default values', () => {
    const template = arm({
      parameters: {
        P: { type: 'int', allowedValues: [1, 2], minValue: 1, maxValue: 9, defaultValue: "[variables('v')]" },
      },
      variables: { v: 1 },
    });
    const parameter = template.parameters.get('p');
    expect(parameter?.type).toMatchObject({ kind: 'int', minValue: 1, maxValue: 9 });
    expect(parameter?.type.allowedValues?.map(print)).toEqual(['1', '2']);
    expect(print(parameter?.defaultValue)).toBe('<variable v>');
    expect(textAt(parameter?.at)).toBe('"P"');
  });

  it.each([
    [{ type: 'strin' }, /unknown-type: .*'strin'.* @ "strin"/],
    [{ $ref: '#/definitions/none' }, /unknown-name: .* @ "#\/definitions\/none"/],
  ])('refuses %j', (declaration, problem) => {
    expect(problemsOf(arm({ parameters: { p: declaration } }))[0]).toMatch(problem);
  });
});

describe('variables and outputs', () => {
  it('reads variable loops beside variables, in any order', () => {
    const template = arm({
      variables: {
        first: "[variables('second')]",
        copy: [{ name: 'second', count: 2, input: { i: "[copyIndex('second')]" } }],
        nested: { copy: [{ name: 'x', count: 1, input: "[copyIndex('x')]" }] },
      },
    });
    expect(problemsOf(template)).toEqual([]);
    expect([...template.variables].map(([name, { value }]) => `${name} = ${print(value)}`)).toEqual([
      'first = <variable second>',
      "second = for second in 2: {'i': copyIndex('second')}",
      "nested = {'x': for x in 1: copyIndex('x')}",
    ]);
    expect(textAt(template.variables.get('second')?.at)).toBe('"second"');
  });

  it.each([
    [{ copy: 'no loop' }, "{'copy': 'no loop'}"],
    [{ copy: [{ name: 'x', input: 1 }] }, "{'copy': [{'name': 'x', 'input': 1}]}"],
    [{ copy: { name: 'x', count: 1, input: 1 } }, "{'copy': {'name': 'x', 'count': 1, 'input': 1}}"],
    [[{ copy: [{ name: 'x', count: 1, input: 1 }], y: 2 }], "[{'x': for x in 1: 1, 'y': 2}]"],
  ])('tells loops from other properties: %j', (v, expected) => {
    expect(print(arm({ variables: { v } }).variables.get('v')?.value)).toBe(expected);
  });

  it('refuses a loop in a loop, and knows no loops in outputs, as the engine', () => {
    const loop = { copy: [{ name: 'x', count: 1, input: 1 }] };
    const nested = { copy: [{ name: 'v', count: 1, input: { deep: [loop] } }] };
    expect(problemsOf(arm({ variables: { nested } }))[0]).toContain('nested-copy: ');
    expect(print(arm({ outputs: { o: { type: 'object', value: loop } } }).outputs.get('o')?.value)).toBe(
      "{'copy': [{'name': 'x', 'count': 1, 'input': 1}]}",
    );
  });

  it('refuses copyIndex() without a name in a variable loop, as the engine does', () => {
    const template = arm({ variables: { copy: [{ name: 'v', count: 2, input: '[copyIndex()]' }] } });
    expect(problemsOf(template)).toEqual([
      "copy-index: The template language function 'copyIndex' has an invalid argument. The provided copy name '' doesn't exist in the resource. @ copyIndex()",
    ]);
  });

  it('reads outputs with conditions and loops', () => {
    const template = arm({
      outputs: {
        a: { type: 'int', value: 1, condition: '[equals(1, 2)]' },
        B: { type: 'array', copy: { count: 3, input: '[copyIndex(1)]' } },
      },
    });
    expect(problemsOf(template)).toEqual([]);
    expect(print(template.outputs.get('a')?.condition)).toBe('equals(1, 2)');
    expect(print(template.outputs.get('b')?.value)).toBe("for B in 3: copyIndex('B', 1)");
  });
});

describe('the template', () => {
  it.each([
    ['2019-04-01/deploymentTemplate.json#', 'resourceGroup'],
    ['2018-05-01/subscriptionDeploymentTemplate.json#', 'subscription'],
    ['2019-08-01/managementGroupDeploymentTemplate.json#', 'managementGroup'],
    ['2019-08-01/tenantDeploymentTemplate.json', 'tenant'],
  ])('%s is of scope %s', (schema, scope) => {
    expect(arm({ $schema: `https://schema.management.azure.com/schemas/${schema}` }).scope).toBe(scope);
  });

  it('is a library when it only declares what others import', () => {
    expect(arm({ definitions: { t: { type: 'int' } } }).isLibrary).toBe(true);
    expect(arm({ parameters: { p: { type: 'int' } } }).isLibrary).toBe(false);
  });

  it.each([
    ['', 'json-syntax'],
    ['[]', 'invalid-template'],
    ['{"resources": 1}', 'invalid-template'],
    ['{"parameters": []}', 'invalid-template'],
    ['{"resources": [1]}', 'invalid-template'],
    ['{"resources": [{}]}', 'missing-type'],
    ['{"resources": [', 'json-syntax'],
    [`{"resources": ${'['.repeat(10_000)}`, 'json-too-deep'],
    ['{"outputs": {"a": 1}}', 'invalid-template'],
    ['{"outputs": {"a": {"type": "int"}}}', 'missing-property'],
    ['{"__proto__": {"resources": []}, "variables": {"__proto__": "[nope]"}}', 'expression-syntax'],
  ])('of %s reports an error', (text, code) => {
    expect(armText(text).diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
  });

  it('warns about keys given twice and takes the last', () => {
    const template = armText(templateText({}).replace(/^\{/, '{"variables": {"a": 1, "A": 2},'));
    expect(template.diagnostics.map(({ code, level }) => `${level} ${code}`)).toEqual(['warning json-duplicate-key']);
    expect(print(template.variables.get('a')?.value)).toBe('2');
  });
});
