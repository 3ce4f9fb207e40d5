export { argumentOf, parseNamedValue } from './templates/command-line-parameters.ts';
export { createDiskFiles } from './templates/disk-files.ts';
export { findRoots } from './templates/find-roots.ts';
export { templateOfParameters } from './templates/pair-parameters.ts';
export { isInside, realPathOf } from './templates/real-path.ts';
export type { FoundRoots, Root } from './templates/root.ts';
export { findRootFolders } from './templates/root-folders.ts';
export { readUnit, type UnitInventory, withoutLinked } from './templates/read-unit.ts';
export { createUnits, type DeploymentUnit } from './templates/unit.ts';
