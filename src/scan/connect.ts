import { type ArmReader, createArmReader } from '../input/resource-graph/arm-reader.ts';
import { requestSignal } from '../input/resource-graph/broken-off.ts';
import { type Cloud, clouds } from '../input/resource-graph/clouds.ts';
import { createCredential, type CredentialOptions } from '../input/resource-graph/credential.ts';
import type { GraphClient } from '../input/resource-graph/graph-client.ts';
import { createArmClient } from '../input/resource-graph/pipeline-client.ts';
import { createProxyBypass } from '../input/resource-graph/proxy-bypass.ts';
import { createSdkClient } from '../input/resource-graph/sdk-client.ts';
import type { Wait } from '../input/resource-graph/send.ts';
import { Failure, reasonOf } from '../text/failure.ts';
import type { ConnectionOptions } from './audit-options.ts';

/** Clients that are signed in. */
export interface Connection {
  readonly graph: GraphClient;
  readonly arm: ArmReader;
  readonly armEndpoint: string;
}

/**
 * Signs in, once and early, and makes the clients.
 *
 * @throws {Failure} when the identity cannot sign in or the endpoint is not `https://`.
 */
export async function connect(options: ConnectionOptions, waiting: (wait: Wait) => void): Promise<Connection> {
  const cloud = clouds[options.cloud ?? 'public'];
  const armEndpoint = endpointOf(options.armEndpoint, cloud);
  checkProxies(options.environment);
  const proxyBypass = createProxyBypass(options.environment);
  const tokenScope = `${cloud.armEndpoint}/.default`;
  const wanted: CredentialOptions = {
    name: options.credential ?? 'default',
    cloud,
    environment: options.environment,
    ...(options.signInTenant !== undefined && { tenantId: options.signInTenant }),
    ...(proxyBypass && { proxyBypass }),
  };
  const credential = await signIn(tokenScope, wanted, options.signal);
  const { certificateAuthority } = options;
  const common = {
    credential,
    armEndpoint,
    tokenScope,
    ...(proxyBypass && { proxyBypass }),
    ...(certificateAuthority !== undefined && { certificateAuthority }),
  };
  const { apiVersion } = cloud;
  return {
    graph: await createSdkClient({ ...common, ...(apiVersion !== undefined && { apiVersion }) }),
    arm: createArmReader(await createArmClient(common), waiting, { ...(options.signal && { signal: options.signal }) }),
    armEndpoint,
  };
}

/** Nobody takes so long to sign in but a server that does not answer. */
const signInTimeoutMs = 120_000;

/** @throws {Failure} when the environment does not fit the way to sign in, or no token comes. */
async function signIn(
  tokenScope: string,
  options: CredentialOptions,
  signal: AbortSignal | undefined,
): ReturnType<typeof createCredential> {
  try {
    const credential = await createCredential(options);
    await credential.getToken(tokenScope, { abortSignal: requestSignal(signInTimeoutMs, signal) });
    return credential;
  } catch (error) {
    throw cannotSignIn(error);
  }
}

/** A token goes over TLS only. */
function endpointOf(given: string | undefined, cloud: Cloud): string {
  if (given === undefined) return cloud.armEndpoint;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url?.protocol !== 'https:' || url.username !== '' || url.search !== '' || url.hash !== '') {
    throw new Failure(`--arm-endpoint '${given}' is no https:// address`, 'write https://HOST or https://HOST:PORT');
  }
  return url.href.replace(/\/+$/, '');
}

/** The SDK takes the proxy from these; one that is no address would end in a stack trace. */
function checkProxies(environment: ConnectionOptions['environment']): void {
  for (const name of ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy', 'HTTP_PROXY', 'http_proxy']) {
    const value = environment[name];
    if (value !== undefined && value !== '' && !URL.canParse(value)) {
      throw new Failure(`${name} is no address`, `write it as http://HOST:PORT, or unset it`);
    }
  }
}

function cannotSignIn(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const [reason = ''] = reasonOf(error).split('\n');
  return new Failure(
    `cannot sign in to Azure: ${reason}`,
    "sign in with 'az login', set the variables of a service principal, or choose a way with --credential",
  );
}
