/** How many arguments a function of Bicep takes, and in which namespace it is. Checked against Bicep 0.49. */
export interface FunctionSignature {
  readonly namespace: 'sys' | 'az';
  readonly minimum: number;
  readonly maximum: number;
  /** Only in parameter files, or only outside of them. */
  readonly only?: 'parameters' | 'template';
}

const many = Number.POSITIVE_INFINITY;

/** `name minimum maximum`; `*` is any number. */
const sysFunctions = `
any 1 1, array 1 1, base64 1 1, base64ToJson 1 1, base64ToString 1 1, bool 1 1, buildUri 1 1, cidrHost 2 2, cidrSubnet 3 3,
concat 1 *, contains 2 2, dataUri 1 1, dataUriToString 1 1, dateTimeAdd 2 3, dateTimeFromEpoch 0 1,
dateTimeToEpoch 0 1, distinct 1 1, empty 1 1, endsWith 2 2, fail 1 1, filter 2 2, first 1 1, flatten 1 1, format 1 *,
groupBy 2 3, guid 1 *, indexOf 2 2, int 1 1, intersection 2 *, items 1 1, join 2 2, json 1 1, last 1 1, lastIndexOf 2 2,
length 1 1, like 2 2, loadDirectoryFileInfo 1 2, loadFileAsBase64 1 1, loadJsonContent 1 3, loadTextContent 1 2, loadYamlContent 1 3,
map 2 2, mapValues 2 2, max 1 *, min 1 *, nameof 1 1, newGuid 0 0, objectKeys 1 1, padLeft 2 3, parseCidr 1 1, parseUri 1 1,
range 2 2, reduce 3 3, replace 3 3, shallowMerge 1 1, skip 2 2, sort 2 2, split 2 2, startsWith 2 2, string 1 1,
substring 2 3, take 2 2, toLower 1 1, toObject 2 3, toUpper 1 1, trim 1 1, union 2 *, uniqueString 1 *, uri 2 2,
uriComponent 1 1, uriComponentToString 1 1, utcNow 0 1`;

const azFunctions = `
deployer 0 0, deployment 0 0, environment 0 0, extensionResourceId 3 *, managementGroup 0 1, managementGroupResourceId 2 *,
pickZones 3 5, providers 1 2, reference 1 3, resourceGroup 0 2, resourceId 2 *, subscription 0 1,
subscriptionResourceId 2 *, tenant 0 0, tenantResourceId 2 *, toLogicalZone 3 3, toLogicalZones 3 3, toPhysicalZone 3 3,
toPhysicalZones 3 3`;

const parameterFileFunctions = `readEnvironmentVariable 1 2, externalInput 1 2, readCliArg 1 2`;

const signatures: ReadonlyMap<string, FunctionSignature> = new Map([
  ...parse(sysFunctions, 'sys'),
  ...parse(azFunctions, 'az'),
  ...parse(parameterFileFunctions, 'sys', 'parameters'),
  ['getSecret', { namespace: 'az', minimum: 4, maximum: 5, only: 'parameters' }],
]);

const listFunction: FunctionSignature = { namespace: 'az', minimum: 2, maximum: 3 };

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

/** Names of all built-in functions of a kind of file, for "did you mean". */
export function builtInNames(kind: 'template' | 'parameters'): string[] {
  return [...signatures].flatMap(([name, { only }]) => (only === undefined || only === kind ? [name] : []));
}

function* parse(
  table: string,
  namespace: 'sys' | 'az',
  only?: 'parameters' | 'template',
): Generator<[string, FunctionSignature]> {
  for (const line of table.split(',')) {
    const [name, minimum, maximum] = line.trim().split(' ');
    if (name === undefined) continue;
    const signature = { namespace, minimum: Number(minimum), maximum: maximum === '*' ? many : Number(maximum) };
    yield [name, only === undefined ? signature : { ...signature, only }];
  }
}
