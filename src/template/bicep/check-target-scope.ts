import type * as bicep from '../../syntax/bicep/nodes.ts';
import type { BicepUnit } from './context.ts';
import { literalText } from './lower-string.ts';

const scopes = ['managementGroup', 'resourceGroup', 'subscription', 'tenant'];
/** Scopes that need a feature to be enabled: the compiler decides about them. */
const others = ['desiredStateConfiguration', 'local', 'orchestrator'];

/** Reports a `targetScope` that is none, and several of them. */
export function checkTargetScopes(tree: bicep.BicepFile, unit: BicepUnit): void {
  const statements = tree.statements.filter((statement) => statement.kind === 'targetScope');
  if (statements.length > 1) {
    const message = 'The "targetScope" cannot be declared multiple times in one file.';
    for (const node of statements) unit.report({ code: 'BCP112', node, message });
  }
  for (const { value } of statements) {
    const text = literalText(value);
    if (text === undefined || scopes.includes(text) || others.includes(text)) continue;
    const list = scopes.map((scope) => `'${scope}'`).join(' | ');
    const message = `Expected a value of type "${list}" but the provided value is of type "'${text}'".`;
    unit.report({ code: 'BCP033', node: value, message });
  }
}
