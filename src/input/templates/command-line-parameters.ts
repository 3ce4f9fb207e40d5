import { parseJson } from '../../syntax/json/parse-json.ts';
import { dataToExpression } from '../../template/arm/json-expression.ts';
import type { Expression } from '../../template/expression.ts';
import type { Argument, ParameterDeclaration, Template } from '../../template/template.ts';
import type { TypeNode } from '../../template/type-node.ts';

/** A `--parameters` that is `name=value`. */
export interface NamedValue {
  readonly name: string;
  readonly text: string;
}

/** The name and the value of `name=value`; `undefined` for anything else, which is a file. */
export function parseNamedValue(argument: string): NamedValue | undefined {
  const match = /^([A-Za-z_]\w*)=(.*)$/s.exec(argument);
  return match ? { name: match[1] ?? '', text: match[2] ?? '' } : undefined;
}

/** What was passed, or one sentence that says why the value does not fit. */
export type NamedArgument =
  | { readonly ok: true; readonly argument: Argument }
  | { readonly ok: false; readonly because: string };

/**
 * The argument that `name=value` passes to a template. The text is read as the declared type asks: a string as typed, everything else as
 * JSON. It is located at the declaration: the command line is no place that a report could point at.
 */
export function argumentOf(value: NamedValue, template: Template): NamedArgument {
  const declaration = template.parameters.get(value.name.toLowerCase());
  if (!declaration) return { ok: false, because: `the template has no parameter '${value.name}'` };
  const parsed = parseAs(value.text, declaration);
  if (!parsed) {
    const shown = declaration.type.secure ? '' : `: ${value.text}`;
    return { ok: false, because: `the value of '${declaration.name}' is not ${kindOf(declaration.type)}${shown}` };
  }
  return { ok: true, argument: { name: declaration.name, at: declaration.at, value: parsed } };
}

function parseAs(text: string, { type, at }: ParameterDeclaration): Expression | undefined {
  const kind = kindOf(type);
  if (kind === 'string') return { kind: 'string', value: text, at };
  if (/^(true|false)$/i.test(text)) return { kind: 'bool', value: text.toLowerCase() === 'true', at };
  const { root, problems } = parseJson(text);
  if (root && problems.length === 0) return dataToExpression(root, () => at);
  return kind === 'any' ? { kind: 'string', value: text, at } : undefined;
}

/** What the text of a value of this type has to be. */
function kindOf(type: TypeNode): 'string' | 'int' | 'bool' | 'array' | 'object' | 'any' {
  // A type may mention itself, but a chain of names that leads back to its start is an error that the template layer reports.
  let current = type;
  for (let steps = 0; current.kind === 'reference' && steps < 100; steps++) current = current.declaration.type;
  switch (current.kind) {
    case 'literal':
      return literalKind(current.value);
    case 'union': {
      const kinds = new Set(
        current.members.map((member) => (member.kind === 'literal' ? literalKind(member.value) : member.kind)),
      );
      return kinds.size === 1 && kinds.has('string') ? 'string' : 'any';
    }
    case 'tuple':
    case 'list':
      return 'array';
    case 'record':
    case 'tagged':
      return 'object';
    case 'reference':
    case 'opaque':
      return 'any';
    default:
      return current.kind;
  }
}

function literalKind(value: Expression): 'string' | 'int' | 'bool' | 'any' {
  if (value.kind === 'string' || value.kind === 'bool') return value.kind;
  return value.kind === 'number' ? 'int' : 'any';
}
