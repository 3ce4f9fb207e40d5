import { describe, expect, it } from 'vitest';
import { everythingKnown, outputOf, refusalOf } from './arm-template.ts';

const parameters = {
  p: { type: 'string' },
  o: { type: 'object', defaultValue: { a: { b: [1, 2] } } },
  g: { type: 'string', defaultValue: '[newGuid()]' },
};

describe('expressions', () => {
  it.each([
    ['a literal', 'text', 'text'],
    ['an escaped bracket', '[[text]', '[text]'],
    ['a member', "[parameters('o').a.b[1]]", 2],
    ['a member in another case', "[parameters('o').A.B[0]]", 1],
    ['an unknown parameter', "[parameters('p')]", "[parameters('p')]"],
    ['a member of an unknown', "[parameters('p').x['odd key'][0]]", "[parameters('p').x['odd key'][0]]"],
    ['text around an unknown', "[concat('a', parameters('p'), 'b')]", "[concat('a', parameters('p'), 'b')]"],
    [
      'an object that is known in parts',
      "[createObject('a', parameters('p'), 'b', 1)]",
      "[createObject('a', parameters('p'), 'b', 1)]",
    ],
    ['a known part of such an object', "[createObject('a', parameters('p'), 'b', 1).b]", 1],
    ['a branch that is not taken and wrong', "[if(true(), 'yes', split('a', 'b')[7])]", 'yes'],
    [
      'a wrong branch that is perhaps taken',
      "[if(equals(parameters('p'), 'x'), createArray()[7], 'no')]",
      "[if(equals(parameters('p'), 'x'), unknown(), 'no')]",
    ],
    ['and stops at false', '[and(false(), createArray()[7])]', false],
    ['or stops at true', '[or(true(), createArray()[7])]', true],
    [
      'and stays at an unknown',
      "[and(true(), equals(parameters('p'), 'x'))]",
      "[and(true(), equals(parameters('p'), 'x'))]",
    ],
    ['coalesce stops at a value', "[coalesce(null(), 'x', createArray()[7])]", 'x'],
    ['a lambda', "[map(createArray(1, 2), lambda('x', add(lambdaVariables('x'), 1)))]", [2, 3]],
    [
      'a lambda over an unknown',
      "[map(parameters('p'), lambda('x', lambdaVariables('x').a))]",
      "[map(parameters('p'), lambda('x', lambdaVariables('x').a))]",
    ],
    ['a safe access that finds nothing', "[tryGet(parameters('o'), 'c')]", null],
    ['a safe access of a text', "[tryGet('text', 'c')]", null],
    ['a new guid', "[parameters('g')]", '[newGuid()]'],
  ])('%s', (_, written, expected) => {
    expect(outputOf(written, { parameters })).toEqual(expected);
  });

  it.each([
    ["[parameters('o').c]", "The language expression property 'c' doesn't exist, available properties are 'a'."],
    ["[parameters('o').a.b[2]]", "The language expression property array index '2' is out of bounds."],
    ["[if('x', 1, 2)]", "The template language function 'if' expects its first parameter to be of type 'Boolean'."],
    ['[noSuchFunction(1)]', "The template function 'noSuchFunction' is not valid."],
    [
      "[resourceId('a', 'b')]",
      "Unable to evaluate template language function 'resourceId': function requires exactly one multi-segmented argument which must be resource type including resource provider namespace. Current function arguments 'a,b'.",
    ],
  ])('%s is refused', (value, message) => {
    expect(refusalOf({ parameters, outputs: { o: { type: 'object', value } } })).toBe(message);
  });

  it.each([
    ['a variable', { a: "[variables('b')]", b: "[variables('a')]" }],
    ['a variable that nothing uses', { a: "[variables('a')]" }],
  ])('%s that refers to itself is refused', (_, variables) => {
    expect(refusalOf({ variables })).toMatch(/refers to itself|cycle|circular/i);
  });

  it('evaluates a variable that nothing uses, as the engine does', () => {
    expect(refusalOf({ variables: { unused: "[split('a', 'b')[7]]" } })).toMatch(/out of bounds/);
  });

  it('evaluates user functions with unknown arguments', () => {
    const functions = [
      {
        namespace: 'my',
        members: {
          f: {
            parameters: [{ name: 'x', type: 'string' }],
            output: { type: 'string', value: "[concat(parameters('x'), '-f')]" },
          },
        },
      },
    ];
    expect(outputOf("[my.f(parameters('p'))]", { parameters, functions })).toBe("[concat(parameters('p'), '-f')]");
  });

  it.each([
    ['[resourceGroup().location]', 'westeurope', '[resourceGroup().location]'],
    ['[resourceGroup().name]', 'rg', '[resourceGroup().name]'],
    ['[subscription().subscriptionId]', everythingKnown.subscriptionId, '[subscription().subscriptionId]'],
    [
      '[subscription().id]',
      `/subscriptions/${everythingKnown.subscriptionId}`,
      "[concat('/subscriptions/', subscription().subscriptionId)]",
    ],
    ['[tenant().tenantId]', everythingKnown.tenantId, '[tenant().tenantId]'],
    ['[deployment().name]', 'main', '[deployment().name]'],
    [
      '[deployment().properties.templateLink.uri]',
      '[deployment().properties.templateLink.uri]',
      '[deployment().properties.templateLink.uri]',
    ],
    ['[environment().name]', '[environment().name]', '[environment().name]'],
    [
      "[resourceId('A.b/c/d', 'x', 'y')]",
      `/subscriptions/${everythingKnown.subscriptionId}/resourceGroups/rg/providers/A.b/c/x/d/y`,
      "[resourceId(subscription().subscriptionId, resourceGroup().name, 'A.b/c/d', 'x', 'y')]",
    ],
    ["[tenantResourceId('A.b/c', 'x')]", '/providers/A.b/c/x', '/providers/A.b/c/x'],
    [
      "[extensionResourceId(resourceGroup().id, 'A.b/c', 'x')]",
      `/subscriptions/${everythingKnown.subscriptionId}/resourceGroups/rg/providers/A.b/c/x`,
      "[extensionResourceId(subscriptionResourceId(subscription().subscriptionId, 'Microsoft.Resources/resourceGroups', resourceGroup().name), 'A.b/c', 'x')]",
    ],
  ])('%s is known with a context and a symbol without', (written, known, symbol) => {
    expect(outputOf(written, {}, { context: everythingKnown })).toBe(known);
    expect(outputOf(written)).toBe(symbol);
  });
});
