export { argumentOf, type NamedArgument, type NamedValue, parseNamedValue } from './templates/command-line-parameters.ts';
export { createDiskFiles, type DiskFilesOptions } from './templates/disk-files.ts';
export { findRoots, type RootSearch } from './templates/find-roots.ts';
export { templateOfParameters } from './templates/pair-parameters.ts';
export { isInside, realPathOf } from './templates/real-path.ts';
export { type FoundRoots, type GeneratedTemplate, type Root } from './templates/root.ts';
export { findRootFolders } from './templates/root-folders.ts';
export { readUnit, type UnitInventory, withoutLinked } from './templates/read-unit.ts';
export { createUnits, type DeploymentUnit, type UnitOptions } from './templates/unit.ts';
