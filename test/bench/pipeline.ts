/** What benches and conformance scripts measure. No part of the package's API: it may change with every version. */
export { evaluate } from '../evaluate/evaluate.ts';
export { expand } from '../evaluate/expand.ts';
export { preflight } from '../evaluate/preflight/preflight.ts';
export { createDiskFiles, createUnits, findRoots, readUnit } from '../input/index.ts';
export { buildEstate } from '../estate/build-estate.ts';
export { runRules } from '../rule/run-rules.ts';
export { expandTemplate, lint } from '../scan/index.ts';
export { parseBicep } from '../syntax/bicep/parse-bicep.ts';
export { parseJson } from '../syntax/json/parse-json.ts';
export { createTemplateLoader } from '../template/create-loader.ts';
export { builtInRules } from '../../rules/index.ts';
