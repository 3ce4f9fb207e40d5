import type * as bicep from '../../../syntax/bicep/nodes.ts';
import { isEnabled } from './check-features.ts';
import type { BicepUnit } from '../context.ts';
import { literalText } from '../lower/lower-string.ts';

const scopes = ['managementGroup', 'resourceGroup', 'subscription', 'tenant'];
/** Scopes that an experimental feature must be enabled for. */
const experimental: ReadonlyMap<string, string> = new Map([
  ['desiredStateConfiguration', 'desiredStateConfiguration'],
  ['local', 'localDeploy'],
  ['orchestrator', 'orchestration'],
]);

/** Reports a `targetScope` that is none, and several of them. */
export function checkTargetScopes(tree: bicep.BicepFile, unit: BicepUnit): void {
  const statements = tree.statements.filter((statement) => statement.kind === 'targetScope');
  if (statements.length > 1) {
    const message = 'The "targetScope" cannot be declared multiple times in one file.';
    for (const node of statements) unit.report({ code: 'BCP112', node, message });
  }
  for (const { value } of statements) {
    const given = givenScope(value);
    if (given === undefined || scopes.some((scope) => given === `'${scope}'`)) continue;
    const feature = experimental.get(literalText(value) ?? '');
    if (feature !== undefined && isEnabled(feature, unit)) continue;
    const list = scopes.map((scope) => `'${scope}'`).join(' | ');
    const message = `Expected a value of type "${list}" but the provided value is of type "${given}".`;
    unit.report({ code: 'BCP033', node: value, message });
  }
}

/** The type of what is written out; of anything else it is said that it must be. */
function givenScope(value: bicep.Expression): string | undefined {
  switch (value.kind) {
    case 'integer':
      return value.text;
    case 'boolean':
      return String(value.value);
    case 'null':
    case 'object':
    case 'array':
      return value.kind;
    default: {
      const text = literalText(value);
      return text === undefined ? undefined : `'${text}'`;
    }
  }
}
