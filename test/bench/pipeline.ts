/** The steps of the pipeline that benches measure. */
export { evaluate } from '../../src/evaluate/evaluate.ts';
export { expand } from '../../src/evaluate/expand.ts';
export { preflight } from '../../src/evaluate/preflight/preflight.ts';
export { createDiskFiles, createUnits, findRoots, readUnit } from '../../src/input/index.ts';
export { buildEstate } from '../../src/estate/build-estate.ts';
export { runRules } from '../../src/rule/run-rules.ts';
export { expandTemplate, lint } from '../../src/scan/index.ts';
export { parseBicep } from '../../src/syntax/bicep/parse-bicep.ts';
export { parseJson } from '../../src/syntax/json/parse-json.ts';
export { createTemplateLoader } from '../../src/template/create-loader.ts';
export { builtInRules } from '../../rules/index.ts';
