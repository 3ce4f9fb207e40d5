import type { Location } from '../text/location.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Argument, DeploymentScope } from '../template/template.ts';
import type { Resource, Gap } from '../resource/resource.ts';
import type { ObjectValue, Value } from '../resource/value.ts';

/** What a person may know and a template cannot: where it will be deployed. What is absent stays a symbol, equal to itself. */
export interface DeploymentContext {
  readonly subscriptionId?: string;
  readonly resourceGroup?: string;
  /** Of the resource group; of the deployment itself at other scopes. */
  readonly location?: string;
  readonly tenantId?: string;
  readonly managementGroup?: string;
  readonly deploymentName?: string;
}

/** The inputs of one root deployment. */
export interface DeploymentInputs {
  /** By lower-case name. */
  readonly parameters: ReadonlyMap<string, Argument>;
  readonly context: DeploymentContext;
  /** Names and values of `--env`: what `readEnvironmentVariable()` may see. */
  readonly environment: ReadonlyMap<string, string>;
  /** Tells this unit's `resourceGroup()` from another unit's: goes into the identity of scope symbols. */
  readonly unit: string;
}

/** A resource of an extension of Bicep (Kubernetes, Microsoft Graph): none of Azure's, without a name or an id. */
export interface ExtensionResource {
  readonly type: string;
  readonly apiVersion?: string;
  readonly properties: Value | undefined;
}

/** What a deployment would create. */
export interface Evaluation {
  readonly scope: DeploymentScope;
  readonly resources: readonly Resource[];
  readonly extensionResources: readonly ExtensionResource[];
  readonly outputs: ObjectValue;
  /** Syntax errors, what the engine would refuse, limits that were hit. */
  readonly diagnostics: readonly Diagnostic[];
  /** Modules and links that could not be looked into. */
  readonly gaps: readonly Gap[];
  /** Where the values of secure parameters are written: text that must not be quoted. */
  readonly secrets: readonly Location[];
}

/** Limits on hostile templates; one that is hit is an error diagnostic, never a silent cut. */
export interface Budget {
  /** Expression steps in one unit. */
  readonly steps: number;
  /** Nesting of values, calls and deployments. */
  readonly depth: number;
  /** Resources of one unit. */
  readonly resources: number;
  /** Characters of one string and items of one array that evaluation builds. */
  readonly size: number;
}
