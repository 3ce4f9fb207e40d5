import type { Level } from '../rule/verdict.ts';
import type { AuditConfig } from './audit-config.ts';
import { defaultAuditConfig } from './audit-config.ts';

/** What `backuplint.config.yaml` says. Globs are relative to `folder`. */
export interface Config {
  /** Absolute path of the file; absent when there is none. */
  readonly file?: string;
  /** Absolute path of the folder that globs start from. */
  readonly folder: string;
  /** By rule id. */
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly deployments: readonly DeploymentEntry[];
  readonly exclude: readonly string[];
  readonly allowIncomplete: readonly string[];
  readonly protectedBy: readonly ProtectionEntry[];
  readonly audit: AuditConfig;
  readonly failOn?: FailOn;
  readonly failOnOpen?: boolean;
}

/** What `--fail-on` takes: the levels from which findings fail a run. */
export const failOnLevels = ['error', 'warning', 'note', 'none'] as const satisfies readonly (Level | 'none')[];

/** One of `failOnLevels`. */
export type FailOn = (typeof failOnLevels)[number];

/** What a configuration changes of one rule. */
export interface RuleSetting {
  readonly level?: Level | 'off';
  /** Validated against the rule's own schema; options that are not given keep their defaults. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Where the templates under some paths are deployed. */
export interface DeploymentEntry {
  readonly paths: readonly string[];
  readonly subscriptionId?: string;
  readonly resourceGroup?: string;
  readonly location?: string;
  readonly tenantId?: string;
  readonly managementGroup?: string;
  readonly deploymentName?: string;
}

/** Who protects the machines under some paths. */
export interface ProtectionEntry {
  readonly paths: readonly string[];
  readonly by: 'template' | 'policy' | 'elsewhere';
}

/** The options of a rule as JSON Schema, as far as configuration needs them. */
export interface ConfigurableRule {
  readonly id: string;
  readonly summary: string;
  readonly options: Readonly<Record<string, object>>;
}

/** The configuration of a run without a file. */
export function defaultConfig(folder: string): Config {
  return {
    folder,
    rules: new Map(),
    deployments: [],
    exclude: [],
    allowIncomplete: [],
    protectedBy: [],
    audit: defaultAuditConfig,
  };
}
