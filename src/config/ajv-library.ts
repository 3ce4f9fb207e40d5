/** What configuration needs of `ajv`, so that it can be loaded on demand: a bundled CommonJS package has no names when imported itself. */
export { Ajv } from 'ajv';
