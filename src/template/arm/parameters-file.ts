import type { Diagnostic } from '../../text/diagnostic.ts';
import { inFile } from '../../text/location.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type { JsonNode, JsonObject, JsonProperty } from '../../syntax/json/nodes.ts';
import { parseJson } from '../../syntax/json/parse-json.ts';
import type { ParameterFile } from '../loader.ts';
import type { Argument } from '../template.ts';
import { lowerString } from './lower-expression.ts';
import { rootLowering, syntaxDiagnostic } from './from-arm.ts';
import { findValue, kindName, lastOfEachKey } from './json-access.ts';
import { jsonToExpression } from './json-expression.ts';

/**
 * A JSON parameter file (https://learn.microsoft.com/azure/azure-resource-manager/templates/parameter-files), or the bare object of its
 * `parameters`. `metadata.template` names the template that it belongs to. What cannot be read is among the diagnostics; never throws.
 */
export function parametersFromJson(file: SourceFile): ParameterFile {
  const { root, problems } = parseJson(file.text);
  const diagnostics = problems.map((problem) => syntaxDiagnostic(file, problem));
  const parameters = new Map<string, Argument>();
  const list = root === undefined ? undefined : parameterList(root, file, diagnostics);
  for (const property of list === undefined ? [] : lastOfEachKey(list)) {
    const argument = argumentOf(property, file, diagnostics);
    if (argument !== undefined) parameters.set(argument.name.toLowerCase(), argument);
  }
  const template = findValue(findValue(root, 'metadata'), 'template');
  const at = template === undefined ? undefined : inFile(file, template.start, template.end);
  return {
    path: file.path,
    ...(template?.kind === 'string' && at !== undefined
      ? { using: { reference: { kind: 'path', path: template.value, at }, at } }
      : {}),
    parameters,
    variables: new Map(),
    diagnostics,
  };
}

/** The object that holds the parameters: `parameters`, or the root of a file that has neither that nor a schema. */
function parameterList(root: JsonNode, file: SourceFile, diagnostics: Diagnostic[]): JsonObject | undefined {
  const wrapped = findValue(root, 'parameters');
  const bare = findValue(root, '$schema') === undefined && findValue(root, 'contentVersion') === undefined;
  // A bare list may well have a parameter called 'parameters'.
  const isWrapper = wrapped !== undefined && findValue(wrapped, 'value') === undefined;
  const list = isWrapper || !bare ? wrapped : root;
  if (list?.kind === 'object') return list;
  if (list === undefined || list.kind === 'null') return undefined;
  const message = `The parameters of a parameter file are an object, not ${kindName(list)}`;
  diagnostics.push({ code: 'invalid-parameter-file', level: 'error', message, at: inFile(file, list.start, list.end) });
  return undefined;
}

function argumentOf(property: JsonProperty, file: SourceFile, diagnostics: Diagnostic[]): Argument | undefined {
  const { key: name, keyStart, keyEnd, value: node } = property;
  const at = inFile(file, keyStart, keyEnd);
  if (node.kind === 'null') return undefined;
  const value = findValue(node, 'value');
  if (value !== undefined) return { name, at, value: jsonToExpression(file, value, placeholder) };
  const reference = findValue(node, 'reference');
  if (reference !== undefined) {
    return { name, at, value: { kind: 'keyVaultReference', at: inFile(file, reference.start, reference.end) } };
  }
  const expression = findValue(node, 'expression');
  if (expression?.kind === 'string') {
    return { name, at, value: lowerString(expression, { ...rootLowering(file), diagnostics }) };
  }
  const isText = node.kind === 'string' ? placeholder(node.value) : undefined;
  if (isText !== undefined)
    return { name, at, value: { kind: 'unsupported', because: isText, at: inFile(file, node.start, node.end) } };
  diagnostics.push({
    code: 'invalid-parameter-file',
    level: 'error',
    message: `The parameter '${name}' has no 'value' and no 'reference'`,
    hint: `Write "${name}": { "value": ... }.`,
    at,
  });
  return undefined;
}

const placeholders =
  /\$\{[A-Za-z_][\w.]*(?:[=:-][^}]*)?\}|#\{[^{}]+\}#|\{\{\s*[\w.]+\s*\}\}|\$\([A-Za-z_][\w.]*\)|^__[A-Za-z]\w*?__$/;

/** Why a text is not known: another tool (azd, a token replacing task) puts something in its place before it deploys. */
function placeholder(text: string): string | undefined {
  const found = placeholders.exec(text)?.[0];
  return found === undefined
    ? undefined
    : `the parameter file has the placeholder '${found}', which another tool fills in; pass the value with --parameters`;
}
