import { createSourceFile } from '../../src/text/source-file.ts';
import type { Location } from '../../src/text/location.ts';
import { templateFromArm } from '../../src/template/arm/from-arm.ts';
import type { Expression } from '../../src/template/expression.ts';
import type { ResourceDeclaration, Template } from '../../src/template/template.ts';

const schemas = {
  resourceGroup: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
};

/** A template with a schema, made of sections. */
export function templateText(sections: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(
    { $schema: schemas.resourceGroup, contentVersion: '1.0.0.0', resources: [], ...sections },
    null,
    1,
  );
}

/** Reads a template made of sections. */
export function arm(sections: Readonly<Record<string, unknown>>): Template {
  return armText(templateText(sections));
}

/** Reads the text of a template. */
export function armText(text: string): Template {
  return templateFromArm(createSourceFile('/main.json', text));
}

/** The text at a place. */
export function textAt(at: Location | undefined): string {
  return at?.kind === 'file' ? at.file.text.slice(at.span.start, at.span.end) : '';
}

/** The resource with this position in the template. */
export function resourceAt(template: Template, index: number): ResourceDeclaration {
  const resource = template.resources[index];
  if (resource === undefined) throw new Error(`there is no resource ${index}`);
  return resource;
}

/** `code: message @ text at the place` of each diagnostic. */
export function problemsOf(template: Template): string[] {
  return template.diagnostics.map(({ code, message, at }) => `${code}: ${message} @ ${textAt(at)}`);
}

/** An expression in one line; pointers to declarations in angle brackets, a text in quotes. */
export function print(expression: Expression | undefined): string {
  switch (expression?.kind) {
    case undefined:
      return 'nothing';
    case 'string':
      return `'${expression.value}'`;
    case 'number':
      return expression.text;
    case 'bool':
      return String(expression.value);
    case 'null':
      return 'null';
    case 'array':
      return `[${expression.items.map(print).join(', ')}]`;
    case 'object':
      return `{${expression.properties.map(({ key, value }) => `${print(key)}: ${print(value)}`).join(', ')}}`;
    case 'call':
      return `${expression.name}(${expression.arguments.map(print).join(', ')})`;
    case 'userCall':
      return `<function ${expression.function.name}>(${expression.arguments.map(print).join(', ')})`;
    case 'member':
      return `${print(expression.base)}[${print(expression.key)}]`;
    case 'parameter':
    case 'variable':
      return `<${expression.kind} ${expression.declaration.name}>`;
    case 'functionParameter':
    case 'lambdaVariable':
      return `<${expression.kind} ${expression.name}>`;
    case 'resource':
      return `<resource ${expression.declaration.symbolicName ?? '?'}${expression.index === undefined ? '' : ` at ${print(expression.index)}`}>`;
    case 'lambda':
      return `(${expression.parameters.join(', ')}) => ${print(expression.body)}`;
    case 'deferred':
      return `later(${expression.levelsUp}, ${print(expression.expression)})`;
    case 'entry':
      return `entry(${print(expression.entry)})`;
    case 'loop':
      return `for ${expression.name} in ${print(expression.count)}: ${print(expression.body)}`;
    case 'unsupported':
      return `unsupported(${expression.because})`;
  }
}
