import { listFunction, signatures } from '../types/function-table.ts';
import type { FunctionSignature } from '../types/function-table.ts';

/** ARM functions for which Bicep has an operator. */
const operators: ReadonlyMap<string, string> = new Map([
  ['add', '+'],
  ['sub', '-'],
  ['mul', '*'],
  ['div', '/'],
  ['mod', '%'],
  ['equals', '=='],
  ['not', '!'],
  ['and', '&&'],
  ['or', '||'],
  ['less', '<'],
  ['lessOrEquals', '<='],
  ['greater', '>'],
  ['greaterOrEquals', '>='],
  ['coalesce', '??'],
]);

/** ARM functions for which Bicep has syntax. */
const syntax: ReadonlyMap<string, { readonly code: string; readonly message: string }> = new Map([
  [
    'variables',
    {
      code: 'BCP060',
      message: 'The "variables" function is not supported. Directly reference variables by their symbolic names.',
    },
  ],
  [
    'parameters',
    {
      code: 'BCP061',
      message: 'The "parameters" function is not supported. Directly reference parameters by their symbolic names.',
    },
  ],
  [
    'if',
    {
      code: 'BCP100',
      message:
        'The function "if" is not supported. Use the "?:" (ternary conditional) operator instead, e.g. condition ? ValueIfTrue : ValueIfFalse',
    },
  ],
  [
    'createArray',
    { code: 'BCP101', message: 'The "createArray" function is not supported. Construct an array literal using [].' },
  ],
  [
    'createObject',
    { code: 'BCP102', message: 'The "createObject" function is not supported. Construct an object literal using {}.' },
  ],
]);

/** The signature of a built-in function by exact name, in any namespace or the given one. Any `list*` is a function of `az`. */
export function findBuiltIn(
  name: string,
  kind: 'template' | 'parameters',
  namespace?: string,
): FunctionSignature | undefined {
  const found = signatures.get(name) ?? (/^list[a-zA-Z0-9]*$/.test(name) ? listFunction : undefined);
  if (found === undefined) return undefined;
  if (found.only !== undefined && found.only !== kind) return undefined;
  // A parameter file is evaluated before there is a deployment: of `az` it sees `getSecret` only.
  if (kind === 'parameters' && found.namespace === 'az' && found.only === undefined) return undefined;
  return namespace === undefined || found.namespace === namespace ? found : undefined;
}

/** What the compiler says of an ARM function that Bicep writes another way, or `undefined`. */
export function armFunctionProblem(name: string): { readonly code: string; readonly message: string } | undefined {
  const operator = operators.get(name);
  if (operator === undefined) return syntax.get(name);
  return {
    code: 'BCP069',
    message: `The function "${name}" is not supported. Use the "${operator}" operator instead.`,
  };
}

/** Names of all built-in functions of a kind of file, in any namespace or the given one, for "did you mean". */
export function builtInNames(kind: 'template' | 'parameters', namespace?: string): string[] {
  return [...signatures].flatMap(([name, { only, namespace: own }]) => {
    const isThere = (only === undefined || only === kind) && (namespace === undefined || own === namespace);
    return isThere ? [name] : [];
  });
}
