import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { BicepUnit } from '../context.ts';
import { literalText } from '../lower/lower-string.ts';

/** Built-in extensions. */
const builtIn: ReadonlySet<string> = new Set(['az', 'sys', 'kubernetes']);

/** Whether the configuration of a file enables an experimental feature; a configuration that cannot be read may enable any. */
export function isEnabled(feature: string, { host, file }: BicepUnit): boolean {
  return host.allowed(file.path)?.features.has(feature) ?? true;
}

/**
 * Warns of statements that an experimental feature must be enabled for, and of extensions that neither the compiler nor the configuration knows: the
 * compiler refuses them, but they mean what they say, and a caller may enable them otherwise. Reports extensions that are used wrongly.
 */
export function checkFeatures(statement: bicep.Statement, unit: BicepUnit): void {
  switch (statement.kind) {
    case 'assert':
      return requireFeature('BCP349', 'an assert declaration', 'assertions', statement, unit);
    case 'test':
      return requireFeature('BCP348', 'a test declaration statement', 'testFramework', statement, unit);
    case 'extension':
      return checkExtension(statement, unit);
    default:
      return undefined;
  }
}

/** Warns of `what` unless the feature is enabled. https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-config */
export function requireFeature(code: string, what: string, feature: string, node: bicep.Node, unit: BicepUnit): void {
  if (isEnabled(feature, unit)) return;
  const name = `${feature.slice(0, 1).toUpperCase()}${feature.slice(1)}`;
  const message = `Using ${what} requires enabling EXPERIMENTAL feature "${name}".`;
  const hint = `Enable it in bicepconfig.json: "experimentalFeaturesEnabled": { "${feature}": true }.`;
  unit.report({ code, node, message, hint, level: 'warning' });
}

function checkExtension(statement: bicep.ExtensionStatement, unit: BicepUnit): void {
  const { specification, config } = statement;
  if ('kind' in specification) {
    const path = literalText(specification);
    if (path === undefined) {
      const message = 'String interpolation is unsupported for specifying the extension.';
      return unit.report({ code: 'BCP303', node: specification, message });
    }
    if (path !== '' || specification.start === specification.end) return;
    return unit.report({ code: 'BCP050', node: specification, message: 'The specified path is empty.' });
  }
  const { name } = specification;
  const known = unit.host.allowed(unit.file.path)?.extensions;
  if (name === '' || known === undefined || known.has(name)) return;
  if (name === 'microsoftGraph') {
    const message =
      'Built-in extension "microsoftGraph" is retired. Use dynamic types instead. See https://aka.ms/graphbicep/dynamictypes';
    return unit.report({ code: 'BCP407', node: specification, message });
  }
  if (!builtIn.has(name)) {
    const hint = `Name it in bicepconfig.json: "extensions": { "${name}": "br:..." }.`;
    const message = `Extension "${name}" is not recognized.`;
    return unit.report({ code: 'BCP204', node: specification, message, hint, level: 'warning' });
  }
  if (name === 'kubernetes' && config === undefined && !isEnabled('moduleExtensionConfigs', unit)) {
    const message = 'Extension "kubernetes" requires configuration, but none was provided.';
    return unit.report({ code: 'BCP206', node: statement, message });
  }
  if (name === 'kubernetes' || config === undefined) return;
  unit.report({ code: 'BCP205', node: config, message: `Extension "${name}" does not support configuration.` });
}
