import type { JsonNode, JsonObject } from '../../syntax/json/nodes.ts';
import { findText, findValue } from './json-access.ts';

/**
 * The extension of Bicep (Microsoft Graph, Kubernetes ...) that a resource belongs to; nothing for Azure's own resources. `import` and
 * `extension` name an entry of the template's `imports` or `extensions`.
 */
export function extensionOf(root: JsonNode, resource: JsonObject): string | undefined {
  const alias = findText(resource, 'extension') ?? findText(resource, 'import');
  if (alias === undefined) return undefined;
  const entry = findValue(findValue(root, 'extensions') ?? findValue(root, 'imports'), alias);
  const name = findText(entry, 'name') ?? findText(entry, 'provider') ?? alias;
  return /^(az|azureresourcemanager)$/i.test(name) ? undefined : name;
}
