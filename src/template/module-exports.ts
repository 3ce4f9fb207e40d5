import type { Exports } from './bicep/bicep-host.ts';
import type { FunctionDeclaration, Template } from './template.ts';

/**
 * What a Bicep file may import from a compiled template. The compiler marks exports in `metadata`; what a compiled template declares without
 * the mark is importable here too, so that a missing mark is never a missing value.
 */
export function exportsOfArm(template: Template): Exports {
  const functions = new Map<string, FunctionDeclaration>();
  for (const declaration of template.functions.values()) {
    functions.set(declaration.name.slice(declaration.name.indexOf('.') + 1), declaration);
  }
  return {
    variables: new Map([...template.variables.values()].map((one) => [one.name, one])),
    functions,
    types: new Map([...template.types.values()].map((one) => [one.name, one])),
  };
}
