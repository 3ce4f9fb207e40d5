import { describe, expect, it } from 'vitest';
import { arm, armText, print, problemsOf, resourceAt, textAt } from './arm-template.ts';

const vm = { type: 'Microsoft.Compute/virtualMachines', apiVersion: '2024-03-01', name: 'vm' };

describe('resources', () => {
  it('keeps what Azure gets as the body, and the rest apart', () => {
    const template = arm({
      resources: [
        {
          comments: 'c',
          condition: "[equals('a', 'b')]",
          ...vm,
          location: '[resourceGroup().location]',
          scope: '/',
          subscriptionId: 's',
          resourceGroup: 'g',
          dependsOn: ['other', "[resourceId('a/b', 'c')]"],
          properties: { x: 1 },
        },
      ],
    });
    const resource = resourceAt(template, 0);
    expect(problemsOf(template)).toEqual([]);
    expect(print(resource.body)).toBe(
      "{'type': 'Microsoft.Compute/virtualMachines', 'apiVersion': '2024-03-01', 'name': 'vm', 'location': resourceGroup()['location'], 'properties': {'x': 1}}",
    );
    expect(print(resource.condition)).toBe("equals('a', 'b')");
    expect(
      [resource.target?.scope, resource.target?.subscriptionId, resource.target?.resourceGroup].map(print),
    ).toEqual(["'/'", "'s'", "'g'"]);
    expect(resource.dependsOn.map(print)).toEqual(["'other'", "resourceId('a/b', 'c')"]);
    expect(textAt(resource.at)).toBe('"Microsoft.Compute/virtualMachines"');
  });

  it('reads loops of resources and properties', () => {
    const template = arm({
      resources: [
        {
          ...vm,
          name: "[concat('vm', copyIndex(), copyIndex('LOOP', 1))]",
          copy: { name: 'loop', count: '[length(createArray(1, 2))]', mode: 'serial' },
          properties: {
            copy: [{ name: 'disks', count: 2, input: { lun: "[copyIndex('disks')]", vm: '[copyIndex(5)]' } }],
          },
        },
      ],
    });
    const resource = resourceAt(template, 0);
    expect(problemsOf(template)).toEqual([]);
    expect(print(resource.name)).toBe("concat('vm', copyIndex('loop'), copyIndex('loop', 1))");
    expect(resource.loop?.name).toBe('loop');
    expect(print(resource.loop?.count)).toBe('length(createArray(1, 2))');
    expect(print(resource.body)).toContain(
      "'disks': for disks in 2: {'lun': copyIndex('disks'), 'vm': copyIndex('loop', 5)}",
    );
  });

  it('knows the loop by the text of the variable that names it', () => {
    const copy = { name: "[variables('loop')]", count: 2 };
    const template = arm({
      variables: { loop: 'machines' },
      resources: [{ ...vm, name: "[copyIndex('machines')]", copy }],
    });
    expect(problemsOf(template)).toEqual([]);
    expect(resourceAt(template, 0).loop?.name).toBe('machines');
  });

  it('refuses the name of a loop that is not there', () => {
    const template = arm({ resources: [{ ...vm, name: "[copyIndex('none')]", copy: { name: 'loop', count: 2 } }] });
    expect(problemsOf(template)).toEqual([
      "copy-index: The template language function 'copyIndex' has an invalid argument. The provided copy name 'none' doesn't exist in the resource. @ copyIndex('none')",
    ]);
  });

  it('points from nested children to their parents', () => {
    const child = {
      type: 'extensions',
      apiVersion: '2024-03-01',
      name: 'agent',
      resources: [{ type: 'deeper', name: 'd' }],
    };
    const full = { type: 'Microsoft.Compute/virtualMachines/extensions', apiVersion: '2024-03-01', name: 'vm/full' };
    const template = arm({ resources: [{ ...vm, resources: [child, full] }] });
    const [parent, agent, deeper, other] = template.resources;
    expect(template.resources.map((resource) => resource.type)).toEqual([
      'Microsoft.Compute/virtualMachines',
      'Microsoft.Compute/virtualMachines/extensions',
      'Microsoft.Compute/virtualMachines/extensions/deeper',
      'Microsoft.Compute/virtualMachines/extensions',
    ]);
    expect(agent?.parent).toEqual({ resource: parent });
    expect(deeper?.parent?.resource).toBe(agent);
    expect(other?.parent).toBeUndefined();
  });

  it('puts the children of a loop under each instance', () => {
    const child = { type: 'extensions', apiVersion: '2024-03-01', name: "[concat('e', copyIndex())]" };
    const template = arm({ resources: [{ ...vm, copy: { name: 'loop', count: 2 }, resources: [child] }] });
    const resource = resourceAt(template, 1);
    expect(problemsOf(template)).toEqual([]);
    expect(resource.loop?.name).toBe('loop');
    expect(print(resource.parent?.index)).toBe("copyIndex('loop')");
    expect(print(resource.name)).toBe("concat('e', copyIndex('loop'))");
  });

  it('reads resources with symbolic names', () => {
    const template = arm({
      languageVersion: '2.0',
      extensions: {
        graph: { name: 'MicrosoftGraph', version: '1.0.0' },
        az: { name: 'AzureResourceManager', version: '1' },
      },
      resources: {
        machine: { ...vm, copy: { name: 'machines', count: 2 } },
        vault: { existing: true, type: 'Microsoft.RecoveryServices/vaults', apiVersion: '2024-04-01', name: 'v' },
        item: {
          type: 'a/b',
          apiVersion: '1',
          name: 'i',
          extension: 'az',
          properties: {
            one: "[reference(format('machine[{0}]', 1)).id]",
            two: "[resourceInfo('vault').id]",
            three: "[listKeys('machine[0]', '1')]",
            four: "[references('machine')]",
            text: "[reference('other')]",
          },
          dependsOn: ['vault', "[format('machine[{0}]', 1)]", 'other'],
        },
        group: { type: 'Microsoft.Graph/groups', apiVersion: '1', name: 'g', extension: 'graph' },
      },
    });
    const [machine, vault, item, group] = template.resources;
    expect(problemsOf(template)).toEqual([]);
    expect(template.symbolicNames).toBe(true);
    expect(
      [machine, vault, item, group].map(
        (resource) => `${resource?.symbolicName} ${resource?.existing} ${resource?.extension}`,
      ),
    ).toEqual([
      'machine false undefined',
      'vault true undefined',
      'item false undefined',
      'group false MicrosoftGraph',
    ]);
    expect(print(item?.body)).toContain(
      "{'one': reference(<resource machine at 1>)['id'], 'two': resourceInfo(<resource vault>)['id'], 'three': listKeys(<resource machine at 0>, '1'), 'four': references(<resource machine>), 'text': reference('other')}",
    );
    expect(item?.dependsOn.map(print)).toEqual(['<resource vault>', '<resource machine at 1>', "'other'"]);
  });

  it.each([
    [
      { resources: [{ type: 'a/b', name: 'x' }] },
      ["missing-property: The 'apiVersion' of this resource is missing @ {"],
    ],
    [{ resources: [{ type: 'a/b', apiVersion: '1' }] }, ["missing-property: The property 'name' is missing here @ {"]],
    [{ resources: [{ apiVersion: '1', name: 'x' }] }, ["missing-type: The 'type' of this resource is missing @ {"]],
    [
      { resources: [{ type: 'a/b', apiVersion: '1', name: null }] },
      ["missing-property: The property 'name' is missing here @ {"],
    ],
    [
      { resources: [{ ...vm, copy: [{ name: 'x', count: 1, input: 1 }] }] },
      [
        expect.stringContaining(
          "invalid-copy: The 'copy' of a resource is an object with a name and a count, not an array",
        ),
      ],
    ],
    [{ resources: [{ ...vm, copy: { count: 1 } }] }, ["missing-property: The property 'name' is missing here @ {"]],
    [{ apiProfile: 'p', resources: [{ type: 'a/b', name: 'x' }] }, []],
  ])('must be complete: %j', (sections, problems) => {
    expect(problemsOf(arm(sections))).toEqual(problems);
  });

  it('reads children with symbolic names', () => {
    const child = { type: 'extensions', apiVersion: '2024-03-01', name: 'x', dependsOn: ['machine'] };
    const template = arm({ languageVersion: '2.0', resources: { machine: { ...vm, resources: { agent: child } } } });
    const agent = resourceAt(template, 1);
    expect([agent.symbolicName, agent.type, agent.parent?.resource.symbolicName]).toEqual([
      'agent',
      'Microsoft.Compute/virtualMachines/extensions',
      'machine',
    ]);
    expect(agent.dependsOn.map(print)).toEqual(['<resource machine>']);
  });

  it('finds no fault with unknown names in a resource that perhaps is not deployed', () => {
    expect(problemsOf(arm({ resources: [{ ...vm, condition: false, location: "[parameters('nope')]" }] }))).toEqual([]);
    expect(problemsOf(arm({ resources: [{ ...vm, location: "[parameters('nope')]" }] }))).toHaveLength(1);
  });
});

describe('suppressions', () => {
  it.each<[unknown, string[], string[]]>([
    ['a-b', ['a-b'], []],
    [{ rules: ['a-b', 'c-d'] }, ['a-b', 'c-d'], []],
    [true, [], ['invalid-suppression']],
  ])('takes %j for a list of one', (skip, rules, codes) => {
    const template = arm({ resources: [{ ...vm, metadata: { backuplint: { skip } } }] });
    expect(template.suppressions.flatMap((suppression) => suppression.rules)).toEqual(rules);
    expect(template.diagnostics.map((diagnostic) => diagnostic.code)).toEqual(codes);
  });

  it('reads those of metadata', () => {
    const skip = [{ rule: 'vm-unprotected', reason: 'test machine', expires: '2030-01-01' }, { reason: 'no rule' }];
    const template = arm({ resources: [{ ...vm, metadata: { backuplint: { skip } } }] });
    expect(template.suppressions).toHaveLength(1);
    const [suppression] = template.suppressions;
    expect(suppression).toMatchObject({ rules: ['vm-unprotected'], reason: 'test machine', expires: '2030-01-01' });
    expect(textAt(suppression?.at)).toContain('test machine');
    expect(JSON.parse(textAt(suppression?.covers))).toMatchObject(vm);
    expect(template.diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['invalid-suppression']);
  });

  it.each([
    ['// backuplint-disable-next-line vm-unprotected -- a reason', ['vm-unprotected'], 'a reason', '"resources": []'],
    ['/* backuplint-disable-next-line a-b, c-d */', ['a-b', 'c-d'], undefined, '"resources": []'],
    ['// backuplint-disable a-b -- all -- of it', ['a-b'], 'all -- of it', undefined],
  ])('reads %s', (comment, rules, reason, covers) => {
    const text = `{\n  ${comment}\r\n  "resources": []\r\n}`;
    const [suppression, ...more] = armText(text).suppressions;
    expect(more).toEqual([]);
    expect(suppression?.rules).toEqual(rules);
    expect(suppression?.reason).toBe(reason);
    expect(textAt(suppression?.covers).trim()).toBe(covers ?? text);
  });

  it.each(['// backuplint-disabled a', '// see backuplint-disable a'])('ignores %s', (comment) => {
    expect(armText(`{\n${comment}\n"resources": []}`).suppressions).toEqual([]);
  });
});
