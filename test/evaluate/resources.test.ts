import { describe, expect, it } from 'vitest';
import { sameValue } from '../../src/resource/same-value.ts';
import { evaluateArm, everythingKnown, expandArm, refusalOf } from './arm-template.ts';

const id = `/subscriptions/${everythingKnown.subscriptionId}`;
const group = `${id}/resourceGroups/rg`;
const inGroup = { context: everythingKnown };

describe('resources', () => {
  it('have id, type, name and apiVersion first, the rest in the official order', () => {
    const { predictedResources } = expandArm(
      {
        resources: [
          {
            type: 'A.b/c',
            apiVersion: '1',
            name: 'n',
            properties: {},
            tags: {},
            kind: 'k',
            sku: {},
            location: 'l',
            dependsOn: [],
            comments: 'x',
          },
        ],
      },
      inGroup,
    );
    expect(JSON.stringify(predictedResources)).toBe(
      `[{"id":"${group}/providers/A.b/c/n","type":"A.b/c","name":"n","apiVersion":"1","location":"l","sku":{},"kind":"k","tags":{},"properties":{}}]`,
    );
  });

  it.each(['scale', 'placement', 'extendedLocation', 'managedByExtended', 'plan', 'identity'])(
    'keep their %s',
    (key) => {
      const { predictedResources } = expandArm({
        resources: [{ type: 'A.b/c', apiVersion: '1', name: 'n', [key]: { x: "[concat('a', 'b')]" } }],
      });
      expect(predictedResources).toMatchObject([{ [key]: { x: 'ab' } }]);
    },
  );

  it('are children of a type with a slash in front', () => {
    const { predictedResources } = expandArm({
      resources: [
        {
          type: 'A.b/c',
          apiVersion: '1',
          name: 'n',
          resources: [{ type: '/d', apiVersion: '1', name: 'm' }],
        },
      ],
    });
    expect(predictedResources).toMatchObject([{ type: 'A.b/c' }, { type: 'A.b/c/d', name: 'n/m' }]);
  });

  it.each([
    ['a full name', [{ type: 'A.b/c/d', apiVersion: '1', name: 'x/y' }], [`${group}/providers/A.b/c/x/d/y`]],
    [
      'nested children',
      [
        {
          type: 'A.b/c',
          apiVersion: '1',
          name: 'x',
          resources: [
            { type: 'd', apiVersion: '1', name: 'y', resources: [{ type: 'e', apiVersion: '1', name: 'z' }] },
          ],
        },
      ],
      [`${group}/providers/A.b/c/x`, `${group}/providers/A.b/c/x/d/y`, `${group}/providers/A.b/c/x/d/y/e/z`],
    ],
    [
      'an extension of a resource',
      [{ type: 'A.b/c', apiVersion: '1', name: 'x', scope: "[resourceId('D.e/f', 'g')]" }],
      [`${group}/providers/D.e/f/g/providers/A.b/c/x`],
    ],
    [
      'an extension by relative id',
      [{ type: 'A.b/c', apiVersion: '1', name: 'x', scope: 'D.e/f/g' }],
      [`${group}/providers/D.e/f/g/providers/A.b/c/x`],
    ],
    ['a tenant resource', [{ type: 'A.b/c', apiVersion: '1', name: 'x', scope: '/' }], ['/providers/A.b/c/x']],
    [
      'a loop',
      [{ type: 'A.b/c', apiVersion: '1', name: "[concat('x', copyIndex(1))]", copy: { name: 'l', count: 2 } }],
      [`${group}/providers/A.b/c/x1`, `${group}/providers/A.b/c/x2`],
    ],
    [
      'a loop of none',
      [{ type: 'A.b/c', apiVersion: '1', name: "[concat('x', copyIndex(1))]", copy: { name: 'l', count: 0 } }],
      [],
    ],
    ['a condition that is false', [{ type: 'A.b/c', apiVersion: '1', name: 'x', condition: false }], []],
  ])('%s', (_, resources, ids) => {
    expect(expandArm({ resources }, inGroup)).toMatchObject({
      diagnostics: [],
      predictedResources: ids.map((expected) => ({ id: expected })),
    });
    expect(evaluateArm({ resources }, inGroup).resources).toHaveLength(ids.length);
  });

  it('keep names that are known in parts in segments', () => {
    const [resource] = evaluateArm({
      parameters: { vault: { type: 'string' } },
      resources: [{ type: 'A.b/vaults/policies', apiVersion: '1', name: "[concat(parameters('vault'), '/daily')]" }],
    }).resources;
    expect(resource?.id.names).toMatchObject([{ kind: 'unknown' }, { kind: 'string', value: 'daily' }]);
    expect(resource?.id.scope.kind).toBe('resourceGroup');
  });

  it('exist perhaps when their condition is unknown', () => {
    const template = {
      parameters: { p: { type: 'bool' } },
      resources: [{ type: 'A.b/c', apiVersion: '1', name: 'x', condition: "[parameters('p')]" }],
    };
    expect(evaluateArm(template).resources).toMatchObject([
      { exists: { kind: 'unknown', because: "parameter 'p' has no value; pass --parameters" } },
    ]);
    expect(expandArm(template).predictedResources).toMatchObject([{ condition: "[parameters('p')]" }]);
  });

  it('have the type of their id, whose end someone may have marked with a slash; expand spells it as written', () => {
    const template = { resources: [{ type: 'A.b/c/', apiVersion: '1', name: 'x' }] };
    expect(evaluateArm(template).resources).toMatchObject([{ type: 'A.b/c', id: { type: 'A.b/c' } }]);
    expect(expandArm(template)).toMatchObject({ predictedResources: [{ type: 'A.b/c/', name: 'x' }] });
  });

  it('stand for many when the count of their loop is unknown; expand refuses as the engine does', () => {
    const template = {
      parameters: { p: { type: 'int' } },
      resources: [
        {
          type: 'A.b/c',
          apiVersion: '1',
          name: "[concat('x', copyIndex())]",
          copy: { name: 'a', count: "[parameters('p')]" },
        },
        {
          type: 'A.b/d',
          apiVersion: '1',
          name: "[concat('x', copyIndex())]",
          copy: { name: 'b', count: "[parameters('p')]" },
        },
      ],
    };
    const { resources, diagnostics } = evaluateArm(template);
    expect(diagnostics).toEqual([]);
    expect(resources).toMatchObject([
      { repeated: { because: "parameter 'p' has no value; pass --parameters" } },
      { repeated: {} },
    ]);
    const [first, second] = resources.map((resource) => resource.name);
    expect(first !== undefined && second !== undefined && sameValue(first, second)).toBe(true);
    expect(expandArm(template)).toMatchObject({ predictedResources: [], diagnostics: [/copy count/] });
  });

  it.each([
    [
      { type: 'A.b/c/d', apiVersion: '1', name: 'x' },
      /contains '1' name segment\(s\) separated by '\/', but '2' segment\(s\) were expected/,
    ],
    [{ type: 'A.b/c', apiVersion: '1', name: '' }, /name property cannot be null or empty/],
    [{ type: 'A.b/c', apiVersion: '1', name: 'x', copy: { name: 'l', count: -1 } }, /invalid copy count/],
    [{ type: 'A.b/c', apiVersion: '1', name: 'x', copy: { name: 'l', count: 801 } }, /cannot exceed '800'/],
    [{ type: 'A.b/c', apiVersion: '1', name: 'x', condition: 3 }, /must be a boolean/],
  ])('%o is refused', (resource, message) => {
    expect(refusalOf({ resources: [resource] })).toMatch(message);
  });

  it('does not check the name of what is not deployed', () => {
    const resource = { type: 'A.b/c', apiVersion: '1', name: '', condition: false };
    const id = "[resourceId('A.b/c', 'x')]";
    expect(expandArm({ resources: [resource], outputs: { id: { type: 'string', value: id } } }).diagnostics).toEqual(
      [],
    );
  });

  it.each([
    ['before', { "[concat('n', 'x')]": 1, NX: 2 }, true],
    ['behind', { nx: 2, "[concat('n', 'x')]": 1 }, true],
    ['computed in another way', { "[toLower('NX')]": 2, "[concat('n', 'x')]": 1 }, true],
    ['of its own', { nx: 2, "[concat('n', 'y')]": 1 }, false],
  ])('a computed name of a property that another one has: %s', (_, tags, isRefused) => {
    const resource = { type: 'A.b/c', apiVersion: '1', name: 'x', tags };
    const { diagnostics } = expandArm({ resources: [resource] });
    expect(diagnostics.some((one) => /property with name 'nx' already exists/i.test(one))).toBe(isRefused);
  });

  it('are answered from their declaration where Azure gives back what was declared', () => {
    const { predictedResources } = expandArm(
      {
        parameters: { p: { type: 'bool' } },
        resources: [
          {
            type: 'A.b/c',
            apiVersion: '1',
            name: 'n',
            location: 'westus',
            properties: { a: 'x', list: [{ v: 1 }], none: null },
          },
          {
            type: 'A.b/user',
            apiVersion: '1',
            name: 'u',
            properties: {
              declared: "[reference('n').a]",
              byId: "[reference(resourceId('A.b/c', 'n')).list[0].v]",
              location: "[reference('n', '1', 'Full').location]",
              computed: "[reference('n').endpoint]",
              filledIn: "[reference('n').none]",
              listed: "[listKeys('n', '1').keys[0]]",
            },
          },
        ],
      },
      inGroup,
    );
    const runtime = `reference('${group}/providers/A.b/c/n', '1')`;
    expect(predictedResources[1]).toMatchObject({
      properties: {
        declared: 'x',
        byId: 1,
        location: 'westus',
        computed: `[${runtime}.endpoint]`,
        filledIn: `[${runtime}.none]`,
        listed: `[listKeys('${group}/providers/A.b/c/n', '1').keys[0]]`,
      },
    });
  });
});
