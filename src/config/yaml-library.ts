/** What configuration needs of `yaml`, so that it can be loaded on demand: a bundled CommonJS package has no names when imported itself. */
export { isAlias, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml';
