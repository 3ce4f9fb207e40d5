import type { TokenCredential } from '@azure/core-auth';
import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { Failure } from '../../text/failure.ts';
import type { Cloud } from './clouds.ts';
import type { CredentialName } from './credential-names.ts';
import { parseBody } from './read-answer.ts';

/** Which credential is wanted, and for what. */
export interface CredentialOptions {
  readonly name: CredentialName;
  readonly cloud: Cloud;
  /** Signs in to this tenant; else the one that the environment or the tool has. */
  readonly tenantId?: string;
  /** Takes requests past the proxy, for the hosts of `NO_PROXY`. */
  readonly proxyBypass?: PipelinePolicy;
  /** Environment variables, as the process has them. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * The credential that was asked for; `@azure/identity` is loaded only here, and throws where the environment does not fit it.
 * https://learn.microsoft.com/javascript/api/overview/azure/identity-readme
 */
export async function createCredential(options: CredentialOptions): Promise<TokenCredential> {
  if (options.name === 'env-token') return tokenFromEnvironment(options.environment);
  const identity = await import('@azure/identity');
  const common = {
    authorityHost: options.cloud.authorityHost,
    ...(options.tenantId === undefined ? {} : { tenantId: options.tenantId }),
    ...(options.proxyBypass && {
      additionalPolicies: [{ policy: options.proxyBypass, position: 'perRetry' as const }],
    }),
  };
  switch (options.name) {
    case 'default':
      return new identity.DefaultAzureCredential(common);
    case 'environment':
      return new identity.EnvironmentCredential(common);
    case 'workload-identity':
      return new identity.WorkloadIdentityCredential(common);
    case 'managed-identity':
      return new identity.ManagedIdentityCredential({ ...common, ...managedIdentity(options.environment) });
    case 'azure-cli':
      return new identity.AzureCliCredential(common);
    case 'azure-powershell':
      return new identity.AzurePowerShellCredential(common);
    case 'azure-developer-cli':
      return new identity.AzureDeveloperCliCredential(common);
    case 'github-oidc': {
      const { tenantId, clientId } = githubIdentity(options);
      return new identity.ClientAssertionCredential(tenantId, clientId, () => githubToken(options), common);
    }
  }
}

/** A token that was fetched elsewhere, for counterparts and private clouds. It is sent as it is and never printed. */
function tokenFromEnvironment(environment: CredentialOptions['environment']): TokenCredential {
  const token = required(environment, 'BACKUPLINT_TOKEN', '--credential env-token');
  return { getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
}

function managedIdentity(
  environment: CredentialOptions['environment'],
): { readonly clientId: string } | Record<string, never> {
  const clientId = environment['AZURE_CLIENT_ID'];
  return clientId === undefined ? {} : { clientId };
}

function githubIdentity(options: CredentialOptions): { readonly tenantId: string; readonly clientId: string } {
  return {
    tenantId: options.tenantId ?? required(options.environment, 'AZURE_TENANT_ID', '--credential github-oidc'),
    clientId: required(options.environment, 'AZURE_CLIENT_ID', '--credential github-oidc'),
  };
}

/** https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/about-security-hardening-with-openid-connect */
async function githubToken({ environment, proxyBypass }: CredentialOptions): Promise<string> {
  const url = new URL(required(environment, 'ACTIONS_ID_TOKEN_REQUEST_URL', '--credential github-oidc'));
  const bearer = required(environment, 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', '--credential github-oidc');
  url.searchParams.set('audience', 'api://AzureADTokenExchange');
  // The SDK's pipeline, and not `fetch`: it goes through the proxies of the environment.
  const rest = await import('@azure/core-rest-pipeline');
  const pipeline = rest.createPipelineFromOptions({});
  if (proxyBypass) pipeline.addPolicy(proxyBypass, { afterPolicies: [rest.proxyPolicyName] });
  const response = await pipeline.sendRequest(
    rest.createDefaultHttpClient(),
    rest.createPipelineRequest({
      url: url.toString(),
      headers: rest.createHttpHeaders({ authorization: `bearer ${bearer}` }),
    }),
  );
  const body = parseBody(response.bodyAsText);
  const token = typeof body === 'object' && body !== null ? Reflect.get(body, 'value') : undefined;
  if (typeof token === 'string') return token;
  throw new Failure(
    `GitHub gave no identity token (status ${response.status})`,
    "give the job 'permissions: id-token: write'",
  );
}

function required(environment: CredentialOptions['environment'], name: string, by: string): string {
  const value = environment[name];
  if (value !== undefined && value !== '') return value;
  throw new Failure(`${by} needs the environment variable ${name}`, `set ${name}, or choose another --credential`);
}
