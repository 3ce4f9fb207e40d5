import type { DeploymentContext, DeploymentInputs } from '../../evaluate/evaluation.ts';
import type { Argument, DeploymentScope } from '../../template/template.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Root } from './root.ts';

/** One root with one set of parameters and one context: what is evaluated, joined and judged by itself. */
export interface DeploymentUnit {
  readonly root: Root;
  readonly inputs: DeploymentInputs;
  /** Problems of the parameter files that it was given. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What the units of a run have in common, and where each root is deployed. */
export interface UnitOptions {
  /** Parameters of the command line by lower-case name; they win over the parameter file. */
  readonly parameters: ReadonlyMap<string, Argument>;
  readonly environment: ReadonlyMap<string, string>;
  /** The contexts of a root: at least one, perhaps empty. */
  readonly contextsOf: (root: Root) => readonly DeploymentContext[];
}

/** The units of some roots: one for each context of a root. */
export function createUnits(roots: readonly Root[], options: UnitOptions): DeploymentUnit[] {
  return roots.flatMap((root, rootIndex) =>
    options.contextsOf(root).map(
      (context, index): DeploymentUnit => ({
        root,
        inputs: {
          parameters: new Map([...(root.parameterFile?.parameters ?? []), ...options.parameters]),
          context: contextFor(root.template.scope, context),
          environment: options.environment,
          unit: `${rootIndex}.${index}`,
        },
        diagnostics: root.parameterFile?.diagnostics ?? [],
      }),
    ),
  );
}

/** What each scope has a use for. A resource group cannot be that of a deployment to a subscription. */
const fields = {
  resourceGroup: ['subscriptionId', 'resourceGroup', 'location', 'tenantId', 'deploymentName'],
  subscription: ['subscriptionId', 'location', 'tenantId', 'deploymentName'],
  managementGroup: ['managementGroup', 'location', 'tenantId', 'deploymentName'],
  tenant: ['location', 'tenantId', 'deploymentName'],
  desiredStateConfiguration: [],
  local: [],
} as const satisfies Readonly<Record<DeploymentScope, readonly (keyof DeploymentContext)[]>>;

function contextFor(scope: DeploymentScope, context: DeploymentContext): DeploymentContext {
  const names: readonly (keyof DeploymentContext)[] = fields[scope];
  return Object.fromEntries(names.flatMap((name) => (context[name] === undefined ? [] : [[name, context[name]]])));
}
