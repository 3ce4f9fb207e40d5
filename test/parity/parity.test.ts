import { expect, it } from 'vitest';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import type { Inventory } from '../../src/resource/resource.ts';
import { createTemplateLoader } from '../../src/template/create-loader.ts';
import { createMemoryFiles } from '../../src/testing/memory-files.ts';
import { judgeBoth } from './judge-both.ts';
import { scenarios } from './scenarios.ts';

function inventoryOf(bicep: string): Inventory {
  const loader = createTemplateLoader(createMemoryFiles(new Map([['/parity/main.bicep', bicep]])), {
    moduleCache: '/module-cache',
  });
  const opened = loader.open('/parity/main.bicep');
  if (!opened.ok) throw new Error(opened.diagnostic.message);
  const context = {
    tenantId: '99999999-9999-9999-9999-999999999999',
    subscriptionId: '11111111-1111-1111-1111-111111111111',
    resourceGroup: 'RG-App',
    location: 'westeurope',
    deploymentName: 'parity',
  };
  const inputs = { parameters: new Map(), context, environment: new Map(), unit: 'parity' };
  const { resources, gaps, diagnostics } = evaluate(opened.template, inputs, loader);
  expect(diagnostics.filter(({ level }) => level === 'error')).toEqual([]);
  return { resources, gaps, diagnostics, suppressions: [] };
}

it('has enough scenarios', () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(40);
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
});

it.each(scenarios.map(({ name, ...rest }) => [name, rest] as const))(
  'a template and its rows are judged alike: %s',
  (_name, { bicep, fails }) => {
    const pairs = judgeBoth(inventoryOf(bicep));
    expect(pairs.filter(({ outcome }) => outcome === 'different')).toEqual([]);
    // Only what a template leaves open may be told by rows, or be of no matter to them.
    expect(pairs.filter(({ outcome, template }) => outcome === 'notComparable' && template !== 'open')).toEqual([]);
    const failing = pairs.filter(({ template }) => template === 'fail').map(({ ruleId }) => ruleId);
    expect(failing.sort()).toEqual(fails);
  },
);
