import type { ErrorObject } from 'ajv';
import type { ConfigDocument, Mistake } from './config-document.ts';
import { didYouMean } from '../text/did-you-mean.ts';

/** All mistakes of a parsed configuration, in the order of the text. */
export async function validateConfig(document: ConfigDocument, schema: object): Promise<readonly Mistake[]> {
  const errors = await schemaErrors(schema, document.value ?? {});
  const mistakes = errors.map((error): Mistake => {
    const path = pathOf(error);
    const key = unknownKeyOf(error);
    return {
      offset: key === undefined ? document.offsetOf(path) : document.offsetOfKey(path, key),
      message: messageOf(error),
    };
  });
  return mistakes.sort((a, b) => a.offset - b.offset);
}

/** What is wrong with one value, in sentences; nothing when it fits the schema. */
export async function mistakesOfValue(schema: object, value: unknown): Promise<readonly string[]> {
  return (await schemaErrors(schema, value)).map(messageOf);
}

async function schemaErrors(schema: object, value: unknown): Promise<ErrorObject[]> {
  const { Ajv } = await import('./ajv-library.ts');
  // `verbose` puts the schema into each error, for the names that were possible. `strict` would refuse rule options of two types.
  const validate = new Ajv({ allErrors: true, verbose: true, strict: false, logger: false }).compile(schema);
  if (validate(value)) return [];
  return (validate.errors ?? []).filter(isTelling);
}

/** Of "one word, or something larger", only the alternative that was tried is told. */
function isTelling({ keyword, schemaPath, data }: ErrorObject): boolean {
  const isLarge = typeof data === 'object' && data !== null;
  if (schemaPath.endsWith('/anyOf/0/enum')) return !isLarge;
  if (schemaPath.endsWith('/anyOf/1/type')) return isLarge;
  return keyword !== 'anyOf';
}

function pathOf(error: ErrorObject): string[] {
  return error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function unknownKeyOf(error: ErrorObject): string | undefined {
  const key: unknown = error.keyword === 'additionalProperties' ? error.params['additionalProperty'] : undefined;
  return typeof key === 'string' ? key : undefined;
}

function messageOf(error: ErrorObject): string {
  const where = pathOf(error).join('.');
  const unknownKey = unknownKeyOf(error);
  if (unknownKey !== undefined) {
    const known = Object.keys(Object(error.parentSchema?.['properties']));
    const what = where === 'rules' ? 'rule' : where.endsWith('.options') ? 'option' : 'key';
    return sentence(`unknown ${what} '${unknownKey}'`, didYouMean(unknownKey, known) ?? oneOf(known));
  }
  if (error.keyword === 'enum' && Array.isArray(error.schema)) {
    const allowed = error.schema.map(String);
    const hint = typeof error.data === 'string' ? didYouMean(error.data, allowed) : undefined;
    return sentence(`${subjectOf(where)} is ${show(error.data)}`, hint ?? oneOf(allowed));
  }
  if (error.keyword === 'required') return `${subjectOf(where)} lacks '${String(error.params['missingProperty'])}'`;
  return `${subjectOf(where)} ${error.message ?? 'is not valid'}`;
}

function subjectOf(where: string): string {
  return where === '' ? 'the value' : `'${where}'`;
}

function sentence(what: string, hint: string | undefined): string {
  return hint === undefined ? what : `${what}; ${hint}`;
}

function oneOf(words: readonly string[]): string | undefined {
  return words.length === 0 ? undefined : `expected ${words.join(', ')}`;
}

function show(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
}
