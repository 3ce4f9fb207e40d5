// Small templates from official tests and documentation, with the values that they must give (../shared/corpus/eval).
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { importTypeScript } from '../../scripts/import-typescript.mjs';

const groups = [
  'literals',
  'docs-functions',
  'evaluation',
  'params',
  'snapshot-inline',
  'copy-expansion',
  'compile-assertions',
];
const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

/** Expectations that Azure's own engine does not meet (asked with `bicep snapshot`), or that a test service answers. */
const exceptions = {
  // The sample multiplies by three once more than the page says.
  'docs-functions/numeric/mul': ["$.outputs['mulResult'].value"],
  // The engine compares with case, and `A` goes before `a`.
  'docs-functions/comparison/equals': ["$.outputs['checkStrings'].value"],
  'docs-functions/comparison/less': ["$.outputs['checkStrings'].value"],
  'docs-functions/comparison/lessorequals': ["$.outputs['checkStrings'].value"],
  // Its parameter file is left out of the vector.
  'evaluation/EvaluationTests.ExternalInput_functions_are_evaluated_correctly': [
    'output',
    'output2',
    'output3',
    'output4',
    'output5',
    'output6',
    'output7',
    'nestedObj',
  ].map((name) => `$.outputs['${name}'].value`),
  // reference(), providers() and external inputs are answered by the test itself.
  'evaluation/EvaluationTests.Existing_resource_property_access_works': ["$.outputs['abcVal'].value"],
  'evaluation/ScenarioTests.Test_Issue2009': ['thing', 'otherThing'].map(
    (key) => `$.outputs['providerOutput'].value.${key}`,
  ),
  'evaluation/ScenarioTests.Test_Issue2009_expanded': [
    'Namespace',
    'Resources',
    'ResourceType',
    'ApiVersionFirst',
    'LocationFirst',
  ].map((key) => `$.outputs['providers${key}'].value`),
};

function isExpression(value) {
  return (
    /^\[(?!\[)[^]*\]$/.test(typeof value === 'string' ? value : '') ||
    /"\[(?!\[)[^"]*\]"/.test(JSON.stringify(value) ?? '')
  );
}

/**
 * A safe access into the properties of a resource that the same template declares: the engine answers null before it deploys, we leave it to
 * the deployment, which may answer otherwise.
 */
const explained = new Set(['evaluation/EvaluationTests.Safe_dereferences_are_evaluated_successfully']);

export async function run({ shared, only }) {
  const { answer } = await importTypeScript('test/conformance/vectors/answerer.ts');
  const folder = mkdtempSync(join(tmpdir(), 'backuplint-vectors-'));
  const lines = [];
  let passed = 0;
  let failed = 0;
  let unexplained = 0;
  try {
    for (const group of groups.filter((name) => only === undefined || name === only)) {
      const { vectors } = JSON.parse(readFileSync(join(shared, 'corpus/eval', `${group}.json`), 'utf8'));
      const problems = vectors.map((vector, index) => check(vector, join(folder, `${group}-${index}`), answer));
      const wrong = problems.filter((problem) => problem !== undefined).length;
      passed += vectors.length - wrong;
      failed += wrong;
      lines.push(`${group}: ${vectors.length - wrong} of ${vectors.length}`);
      for (const [index, problem] of problems.entries())
        if (problem !== undefined) {
          lines.push(`  ${vectors[index].name}: ${problem}`);
          if (!explained.has(vectors[index].name)) unexplained++;
        }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { group: 'vectors', passed, failed, lines, met: unexplained === 0 };
}

/** The first difference of a vector, or nothing. */
function check(vector, folder, answer) {
  const files = filesOf(vector);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const parameters = Object.keys(files).find((name) => name.endsWith('.bicepparam'));
  const main = mainOf(files);
  const result = answer(join(folder, main), parameters && join(folder, parameters), contextOf(vector));
  // What the compiler emits is its own business: it must compile, and what is known both there and here must be equal.
  const compiled = vector.group === 'compile-assertions';
  const [error] = compiled ? result.compileErrors : result.errors;
  if (error !== undefined) return error;
  for (const [path, wanted] of expectations(vector)) {
    if (exceptions[vector.name]?.includes(path)) continue;
    const actual = valueAt(result, path);
    if (
      compiled &&
      (actual === undefined || isExpression(wanted) || isExpression(actual) || !/^\$?\.?(outputs|variables)/.test(path))
    )
      continue;
    if (actual !== skipped && !same(wanted, actual)) return `${path}: wanted ${cut(wanted)}, got ${cut(actual)}`;
  }
  return undefined;
}

function mainOf(files) {
  const names = Object.keys(files);
  return (
    ['main.bicep', 'main.json', 'test.bicep'].find((name) => names.includes(name)) ??
    names.find((name) => name.endsWith('.bicep'))
  );
}

function filesOf(vector) {
  if (vector.files) return vector.files;
  if (vector.template) return { 'main.json': JSON.stringify(vector.template) };
  const resources = vector.resources ?? [];
  return {
    'main.json': JSON.stringify({ $schema: schema, contentVersion: '1.0.0.0', resources, outputs: outputsOf(vector) }),
  };
}

function outputsOf({ function: name, args, expressions }) {
  const values =
    expressions?.map(([expression]) => expression) ?? (name ? [`[${name}(${args.map(armText).join(', ')})]`] : []);
  return Object.fromEntries(
    values
      .map((value, index) => [`o${index}`, { type: 'object', nullable: true, value: [value] }])
      .map(([key, output]) => [key, { ...output, type: 'array' }]),
  );
}

function armText(value) {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (Array.isArray(value)) return `createArray(${value.map(armText).join(', ')})`;
  if (value === null || typeof value === 'boolean') return `${value}()`;
  if (typeof value !== 'object') return String(value);
  return `createObject(${Object.entries(value)
    .flatMap(([key, item]) => [armText(key), armText(item)])
    .join(', ')})`;
}

function contextOf({ context, cli = [] }) {
  const option = (name) => (cli.includes(name) ? cli[cli.indexOf(name) + 1] : undefined);
  const entries = {
    subscriptionId: context?.SubscriptionId ?? option('--subscription-id'),
    resourceGroup: context?.ResourceGroup ?? option('--resource-group'),
    location: context?.RgLocation ?? option('--location'),
    tenantId: context?.TenantId ?? option('--tenant-id'),
    managementGroup: context?.ManagementGroup,
  };
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

function expectations(vector) {
  if (vector.function) return [["$.outputs['o0'].value[0]", vector.value]];
  if (vector.expressions)
    return vector.expressions.map(([, value], index) => [`$.outputs['o${index}'].value[0]`, value]);
  if (vector.expandedNames) return [['names', vector.expandedNames]];
  return Array.isArray(vector.expect) ? vector.expect : [];
}

/** What only the official compiler's own output shows, or another service supplies. */
const skipped = Symbol('skipped');

function valueAt(result, path) {
  if (path === 'names') return result.resources.map(({ name }) => name).sort();
  const steps = [...path.matchAll(/\[\?\(@\.(\w+) == '([^']*)'\)\]|\['([^']*)'\]|\[(\d+)\]|\.([\w@]+)/g)];
  const [first, ...rest] = steps.map(([, key, equal, quoted, index, name]) =>
    key ? { key, equal } : (quoted ?? name ?? Number(index)),
  );
  if (!['outputs', 'variables', 'resources'].includes(first)) return skipped;
  let value = result[first];
  for (const [depth, step] of rest.entries()) {
    if (first === 'outputs' && depth === 1 && step === 'value') continue;
    value = typeof step === 'object' ? value?.find((item) => item[step.key] === step.equal) : value?.[step];
  }
  return value;
}

function same(wanted, actual) {
  if (wanted && typeof wanted === 'object' && 'instant' in wanted)
    return Date.parse(wanted.instant) === Date.parse(actual);
  return JSON.stringify(sorted(wanted)) === JSON.stringify(sorted(actual));
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

function cut(value) {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 160 ? `${text.slice(0, 160)}...` : text;
}
