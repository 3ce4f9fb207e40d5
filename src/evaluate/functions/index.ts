import { arrayFunctions } from './array-functions.ts';
import type { BuiltInFunction } from './built-in-function.ts';
import { cidrFunctions } from './cidr-functions.ts';
import { collectionFunctions } from './collection-functions.ts';
import { dateFunctions } from './date-functions.ts';
import { encodingFunctions } from './encoding-functions.ts';
import { lambdaFunctions } from './lambda-functions.ts';
import { logicalFunctions } from './logical-functions.ts';
import { numericFunctions } from './numeric-functions.ts';
import { objectFunctions } from './object-functions.ts';
import { setFunctions } from './set-functions.ts';
import { stringFunctions } from './string-functions.ts';
import { textFunctions } from './text-functions.ts';
import { uriFunctions } from './uri-functions.ts';

const families: readonly (readonly BuiltInFunction[])[] = [
  arrayFunctions,
  cidrFunctions,
  collectionFunctions,
  dateFunctions,
  encodingFunctions,
  lambdaFunctions,
  logicalFunctions,
  numericFunctions,
  objectFunctions,
  setFunctions,
  stringFunctions,
  textFunctions,
  uriFunctions,
];

/**
 * Every function of the template language that computes its result from its arguments alone, by lower-case name. What needs the
 * deployment (`resourceGroup`, `reference`, `parameters`, `if` ...) is the evaluator's.
 */
export const builtInFunctions: ReadonlyMap<string, BuiltInFunction> = new Map(
  families.flat().map((builtIn) => [builtIn.name.toLowerCase(), builtIn]),
);
