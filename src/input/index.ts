export { argumentOf, type NamedArgument, type NamedValue, parseNamedValue } from './command-line-parameters.ts';
export { createDiskFiles, type DiskFilesOptions } from './disk-files.ts';
export { findRoots, type RootSearch } from './find-roots.ts';
export { templateOfParameters } from './pair-parameters.ts';
export { isInside, realPathOf } from './real-path.ts';
export { type FoundRoots, type GeneratedTemplate, type Root } from './root.ts';
export { findRootFolders } from './root-folders.ts';
export { readUnit, type UnitInventory, withoutLinked } from './read-unit.ts';
export { createUnits, type DeploymentUnit, type UnitOptions } from './unit.ts';
