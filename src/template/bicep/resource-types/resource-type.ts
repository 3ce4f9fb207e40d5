import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { ResourceDeclaration } from '../../template.ts';
import type { Context } from '../context.ts';
import type { OpenUnit } from '../create-unit.ts';
import { isNamespace } from '../lower/lower-name.ts';
import { literalText } from '../lower/lower-string.ts';
import type { ResourceSymbol } from '../names/symbols.ts';

/** What the type of a resource says; `isValid` when it is one. */
export type ResourceTypeParts = Pick<ResourceDeclaration, 'type' | 'apiVersion' | 'extension'> & {
  readonly isValid: boolean;
};

const version = String.raw`@\d{4}-\d{2}-\d{2}(?:-(?:preview|alpha|beta|rc|privatepreview))?`;
const segment = '[a-z0-9][a-z0-9-]*';
const azureType = new RegExp(`^[a-z0-9][a-z0-9.]*(?:/${segment})+${version}$`, 'i');
const childType = new RegExp(`^${segment}(?:${version})?$`, 'i');
const severalSegments = new RegExp(`^[a-z0-9][a-z0-9.]*(?:/${segment})+(?:${version})?$`, 'i');

/** Whether a text is a type of Azure with its version: `Microsoft.Compute/virtualMachines@2024-07-01`. */
export function isAzureType(text: string): boolean {
  return azureType.test(withoutNamespace(text));
}

/** `az:` says that the type is Azure's own, as types are anyway. */
function withoutNamespace(text: string): string {
  return text.replace(/^az:/, '');
}

/**
 * Type and version from `'Type@version'`; a nested one continues the type of its parent and may take its version. Reports what is no type.
 * https://learn.microsoft.com/azure/azure-resource-manager/bicep/resource-declaration
 */
export function readResourceType(
  node: bicep.StringExpression,
  unit: OpenUnit,
  parent: ResourceSymbol | undefined,
  context: Context,
): ResourceTypeParts {
  const written = literalText(node);
  if (written === undefined) {
    const message = 'String interpolation is unsupported for specifying the resource type.';
    unit.report({ code: 'BCP047', node, message });
    unit.lower(node, context);
    return { type: '', isValid: false };
  }
  const text = withoutNamespace(written);
  const [type = '', dated] = text.split('@', 2);
  const outer = parent?.declaration;
  const inherited = outer?.apiVersion?.kind === 'string' ? outer.apiVersion : undefined;
  const apiVersion = dated === undefined ? inherited : ({ kind: 'string', value: dated, at: unit.at(node) } as const);
  const full = outer === undefined ? type : `${outer.type}/${type}`;
  const extension = outer === undefined ? extensionOf(type, dated, unit) : outer.extension;
  const problem = extension === undefined ? problemOf(written, parent) : undefined;
  // The parser has said it of a type that is not written.
  const isWritten = unit.file.text.startsWith("'", node.start);
  if (problem !== undefined && isWritten) unit.report({ ...problem, node });
  return {
    type: extension === undefined ? unit.host.typeCasing(full, apiVersion?.value) : full,
    isValid: problem === undefined,
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(extension === undefined ? {} : { extension }),
  };
}

/** What the compiler says of a type of Azure as written. */
function problemOf(written: string, parent: ResourceSymbol | undefined): { code: string; message: string } | undefined {
  const text = withoutNamespace(written);
  if (parent?.hasValidType === false || parent?.isLoop === true) {
    const message = 'The resource type cannot be determined due to an error in the containing resource.';
    return { code: 'BCP157', message };
  }
  if ((parent === undefined ? azureType : childType).test(text)) return undefined;
  if (parent !== undefined && severalSegments.test(text)) {
    const message = `The resource type segment "${text}" is invalid. Nested resources must specify a single type segment, and optionally can specify an api version using the format "<type>@<apiVersion>".`;
    return { code: 'BCP156', message };
  }
  const [, namespace] = parent === undefined ? (/^([^:]+):/.exec(written) ?? []) : [];
  if (namespace !== undefined) return unknownInNamespace(namespace, written);
  const message = 'The resource type is not valid. Specify a valid resource type of format "<type-name>@<apiVersion>".';
  return { code: 'BCP029', message };
}

function unknownInNamespace(namespace: string, written: string): { code: string; message: string } {
  if (isNamespace(namespace)) {
    const type = written.slice(namespace.length + 1);
    return { code: 'BCP209', message: `Failed to find resource type "${type}" in namespace "${namespace}".` };
  }
  const message = `The specified namespace "${namespace}" is not recognized. Specify a resource reference using one of the following namespaces: "az", "sys".`;
  return { code: 'BCP208', message };
}

/** Azure's types have a provider namespace and a dated version; in a file with extensions any other type is an extension's. */
function extensionOf(type: string, dated: string | undefined, unit: OpenUnit): string | undefined {
  const isAzure = type.includes('/') && /^\d{4}-\d{2}-\d{2}/.test(dated ?? '');
  return isAzure ? undefined : unit.extensions[0];
}
