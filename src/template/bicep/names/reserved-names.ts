import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { BicepUnit } from '../context.ts';

/** Reports a declaration with the name of a namespace that every file has. */
export function reportReserved(node: bicep.Identifier, unit: BicepUnit): void {
  if (node.name !== 'sys' && node.name !== 'az') return;
  const message = `The symbolic name "${node.name}" is reserved. Please use a different symbolic name. Reserved namespaces are "az", "sys".`;
  unit.report({ code: 'BCP084', node, message });
}

/** Reports a type with the name of the keyword that begins types of resources. */
export function reportReservedType(node: bicep.Identifier, unit: BicepUnit): void {
  if (node.name !== 'resource') return;
  const message = 'The type name "resource" is reserved and may not be attached to a user-defined type.';
  unit.report({ code: 'BCP301', node, message });
}

/** Reports metadata with a name that is the compiler's own. */
export function reportReservedMetadata(node: bicep.Identifier, unit: BicepUnit): void {
  if (!node.name.startsWith('_')) return;
  const message = `Invalid identifier: "${node.name}". Metadata identifiers starting with '_' are reserved. Please use a different identifier.`;
  unit.report({ code: 'BCP268', node, message });
}
