import { plain, unionOf } from './static-type.ts';
import type { StaticType } from './static-type.ts';

/**
 * The built-in functions of Bicep: an overload a line, `name(parameters) result`. `?` marks what may be left out, `...` one or more, `1-2=>bool` a
 * lambda of one or two parameters with its result. Results that depend on the arguments: `text` is the text that was given, `item` one of the items or null,
 * `same` an array of the same items, `flat` the items of the items, `bodies` what the lambda makes of them. Checked against Bicep 0.49.
 */
const sysFunctions = `
any(any) any
array(any) array
base64(string) string
base64ToJson(string) any
base64ToString(string) string
bool(any) bool
buildUri(object) string
cidrHost(string, int) string
cidrSubnet(string, int, int) string
concat(...array) array
concat(...bool|int|string) string
contains(object, string) bool
contains(array, any) bool
contains(string, string) bool
dataUri(any) string
dataUriToString(string) string
dateTimeAdd(string, string, string?) string
dateTimeFromEpoch(int?) string
dateTimeToEpoch(string?) int
distinct(array) same
empty(array|null|object|string) bool
endsWith(string, string) bool
fail(string) any
filter(array, 1-2=>bool) same
first(array) item
first(string) text
flatten(array) flat
format(string, ...any?) string
groupBy(array, 1=>string, 1=>any?) object
guid(...string) string
indexOf(string, string) int
indexOf(array, any) int
int(int|string) int
intersection(object, ...object) object
intersection(array, ...array) array
items(object) items
join(array, string) string
json(string) any
last(array) item
last(string) text
lastIndexOf(string, string) int
lastIndexOf(array, any) int
length(object|string) int
length(array) int
like(string, string) bool
loadDirectoryFileInfo(string, string?) array
loadFileAsBase64(string) string
loadJsonContent(string, string?, string?) any
loadTextContent(string, string?) string
loadYamlContent(string, string?, string?) any
map(array, 1-2=>any) bodies
mapValues(object, 1=>any) object
max(...int) int
max(array) int
min(...int) int
min(array) int
nameof(any) string
newGuid() string
objectKeys(object) strings
padLeft(int|string, int, string?) text
parseCidr(string) cidr
parseUri(string) object
range(int, int) ints
reduce(array, any, 2-3=>any) any
replace(string, string, string) string
shallowMerge(array) object
skip(array, int) same
skip(string, int) text
sort(array, 2=>bool) same
split(string, array|string) strings
startsWith(string, string) bool
string(any) string
substring(string, int, int?) text
take(array, int) same
take(string, int) text
toLower(string) text
toObject(array, 1=>string, 1=>any?) object
toUpper(string) text
trim(string) text
union(object, ...object) object
union(array, ...array) array
uniqueString(...string) string
uri(string, string) string
uriComponent(string) string
uriComponentToString(string) string
utcNow(string?) string`;

const azFunctions = `
deployer() deployer
deployment() deployment
environment() environment
extensionResourceId(string, string, ...string) string
managementGroup(string?) managementGroup
managementGroupResourceId(string, ...string) string
pickZones(string, string, string, int?, int?) array
providers(string, string?) any
reference(string, string?, string?) any
resourceGroup(string?, string?) resourceGroup
resourceId(string, ...string) string
subscription(string?) subscription
subscriptionResourceId(string, ...string) string
tenant() tenant
tenantResourceId(string, ...string) string
toLogicalZone(string, string, string) string
toLogicalZones(string, string, array) array
toPhysicalZone(string, string, string) string
toPhysicalZones(string, string, array) array`;

/** Functions of parameter files. */
const parameterFileFunctions = `
externalInput(string, any?) any
readCliArg(string, string?) string
readEnvironmentVariable(string, string?) string`;

const secretOfParameterFile = `
getSecret(string, string, string, string, string?) any`;

/** Functions of resources. */
const instanceFunctions = `
getSecret(string, string?) any
list(string?, object?) any`;

const decorators = `
allowed(array) any
batchSize(int) any
description(string) any
discriminator(string) any
export() any
maxLength(int) any
maxValue(int) any
metadata(object) any
minLength(int) any
minValue(int) any
nullIfNotFound() any
onlyIfNotExists() any
retryOn(array, int?) any
sealed() any
secure() any`;

/** What an argument must be. */
export interface ParameterPattern {
  /** As it is written in messages. */
  readonly text: string;
  /** What it must be; of a lambda, what its body must be. */
  readonly type: StaticType;
  /** How many parameters a lambda may have. */
  readonly lambda?: { readonly minimum: number; readonly maximum: number };
  readonly optional: boolean;
  /** Holds for all arguments that follow, too. */
  readonly repeated: boolean;
}

/** One way to call a function. */
export interface Overload {
  readonly parameters: readonly ParameterPattern[];
  readonly minimum: number;
  readonly maximum: number;
  readonly result: string;
}

/** A built-in function. */
export interface FunctionSignature {
  readonly namespace: 'sys' | 'az';
  readonly minimum: number;
  readonly maximum: number;
  readonly overloads: readonly Overload[];
  /** Only in parameter files. */
  readonly only?: 'parameters';
}

/** All built-in functions but `list*`, by name. */
export const signatures: ReadonlyMap<string, FunctionSignature> = new Map([
  ...parse(sysFunctions, 'sys'),
  ...parse(azFunctions, 'az'),
  ...parse(parameterFileFunctions, 'sys', 'parameters'),
  ...parse(secretOfParameterFile, 'az', 'parameters'),
]);

/** The functions of resources, by name; `list` stands for all that begin with it. */
export const instanceSignatures: ReadonlyMap<string, FunctionSignature> = parse(instanceFunctions, 'az');

/** The decorators, by name. */
export const decoratorSignatures: ReadonlyMap<string, FunctionSignature> = parse(decorators, 'sys');

/** Any function of `az` whose name begins with `list`. */
export const listFunction: FunctionSignature = {
  namespace: 'az',
  minimum: 2,
  maximum: 3,
  overloads: [parseOverload('string, string, object?', 'any')],
};

function parse(table: string, namespace: 'sys' | 'az', only?: 'parameters'): Map<string, FunctionSignature> {
  const found = new Map<string, FunctionSignature>();
  for (const line of table.trim().split('\n')) {
    const [name = '', parameters = '', result = 'any'] = line.split(/\(|\) /);
    const overloads = [...(found.get(name)?.overloads ?? []), parseOverload(parameters, result)];
    const minimum = Math.min(...overloads.map((one) => one.minimum));
    const maximum = Math.max(...overloads.map((one) => one.maximum));
    const signature = { namespace, minimum, maximum, overloads };
    found.set(name, only === undefined ? signature : { ...signature, only });
  }
  return found;
}

function parseOverload(text: string, result: string): Overload {
  const parameters = text === '' ? [] : text.split(', ').map(parseParameter);
  const minimum = parameters.filter(({ optional }) => !optional).length;
  const maximum = parameters.some(({ repeated }) => repeated) ? Number.POSITIVE_INFINITY : parameters.length;
  return { parameters, minimum, maximum, result };
}

function parseParameter(text: string): ParameterPattern {
  const optional = text.endsWith('?');
  const repeated = text.startsWith('...');
  const bare = text.replace(/^\.\.\.|\?$/g, '');
  const lambda = /^(\d)(?:-(\d))?=>(\w+)$/.exec(bare);
  if (lambda === null) {
    const types = bare.split('|');
    return { text: types.join(' | '), type: unionOf(types.map(typeNamed)), optional, repeated };
  }
  const [, minimum, maximum = minimum, body = 'any'] = lambda;
  const range = { minimum: Number(minimum), maximum: Number(maximum) };
  return { text: `(any) => ${body}`, type: typeNamed(body), lambda: range, optional, repeated };
}

function typeNamed(name: string): StaticType {
  switch (name) {
    case 'string':
    case 'int':
    case 'bool':
    case 'array':
    case 'object':
    case 'null':
      return plain[name];
    default:
      return plain.any;
  }
}
