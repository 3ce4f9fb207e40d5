import type { TokenCredential } from '@azure/core-auth';
import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { brokenOff, noJson, requestSignal, usualTimeoutMs } from './broken-off.ts';
import type { GraphClient, GraphFailure, GraphPage, PageRequest } from './graph-client.ts';
import { parseBody, readAnswer } from './read-answer.ts';
import { proxyPolicyName } from './proxy-bypass.ts';
import { quickText } from './quick-text.ts';
import { trusting } from './trusting.ts';
import type { RawAnswer } from './read-answer.ts';

export interface SdkClientOptions {
  readonly credential: TokenCredential;
  /** Resource Manager: of the cloud, or a counterpart named on the command line. */
  readonly armEndpoint: string;
  /** `https://management.azure.com/.default`: the SDK does not derive it from the endpoint. */
  readonly tokenScope: string;
  /** Takes requests past the proxy, for the hosts of `NO_PROXY`. */
  readonly proxyBypass?: PipelinePolicy;
  /** Where the cloud has not the version that the SDK sends. */
  readonly apiVersion?: string;
  /** PEM of a certificate to trust besides the usual ones; `NODE_EXTRA_CA_CERTS` does the same for the whole process. */
  readonly certificateAuthority?: string;
  /** Milliseconds after which a request counts as lost; a query of a page takes seconds. */
  readonly timeoutMs?: number;
}

/** A client on `@azure/arm-resourcegraph`, loaded when it is first needed. Its own retries are off: they ignore the quota headers. */
export async function createSdkClient(options: SdkClientOptions): Promise<GraphClient> {
  const { ResourceGraphClient } = await import('@azure/arm-resourcegraph');
  const client = new ResourceGraphClient(options.credential, {
    endpoint: options.armEndpoint,
    credentials: { scopes: [options.tokenScope] },
    retryOptions: { maxRetries: 0 },
    // A redirect would carry the query to a place that nobody named.
    redirectOptions: { maxRetries: 0 },
    ...(options.certificateAuthority === undefined ? {} : { tlsOptions: trusting(options.certificateAuthority) }),
  });
  if (options.proxyBypass) client.pipeline.addPolicy(options.proxyBypass, { afterPolicies: [proxyPolicyName] });
  client.pipeline.addPolicy(quickText, { phase: 'Sign' });
  const { apiVersion } = options;
  if (apiVersion !== undefined) {
    client.pipeline.addPolicy({
      name: 'backuplintApiVersion',
      sendRequest(request, next) {
        const url = new URL(request.url);
        url.searchParams.set('api-version', apiVersion);
        request.url = url.toString();
        return next(request);
      },
    });
  }
  const timeout = options.timeoutMs ?? usualTimeoutMs;
  return { page: (request, signal) => sendOnce(client, request, timeout, signal) };
}

type SdkClient = InstanceType<typeof import('@azure/arm-resourcegraph')['ResourceGraphClient']>;

async function sendOnce(
  client: SdkClient,
  request: PageRequest,
  timeout: number,
  signal?: AbortSignal,
): Promise<GraphPage | GraphFailure> {
  let answer: RawAnswer | undefined;
  let text: string | null | undefined;
  try {
    await client.resources(queryRequest(request), {
      abortSignal: requestSignal(timeout, signal),
      onResponse: (response) => {
        text = response.bodyAsText;
        answer = {
          status: response.status,
          header: (name) => response.headers.get(name),
          body: bodyOf(response.parsedBody, text),
        };
      },
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    // What the SDK says of a body that it cannot parse quotes all of it. JSON that only the SDK cannot take is malformed, as any other.
    if (answer === undefined) return brokenOff(error);
  }
  if (answer === undefined) return brokenOff(undefined);
  return answer.status === 200 && answer.body === undefined ? noJson(text) : readAnswer(answer);
}

/** What the SDK parsed, not parsed a second time: a page may have 16 MB. It parses only what says that it is JSON. */
function bodyOf(parsed: unknown, text: string | null | undefined): unknown {
  return typeof parsed === 'object' && parsed !== null ? parsed : parseBody(text);
}

function queryRequest(request: PageRequest): Parameters<SdkClient['resources']>[0] {
  const { scope } = request;
  return {
    query: request.query,
    ...(scope.kind === 'subscriptions' ? { subscriptions: [...scope.subscriptions] } : {}),
    ...(scope.kind === 'managementGroups' ? { managementGroups: [...scope.managementGroups] } : {}),
    options: {
      resultFormat: 'objectArray',
      top: request.top,
      ...(request.skipToken === undefined ? {} : { skipToken: request.skipToken }),
    },
  };
}
