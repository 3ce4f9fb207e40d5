import type { TokenCredential } from '@azure/core-auth';
import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import type { ArmAnswer, ArmClient } from './arm-client.ts';
import { brokenOff, noJson, requestSignal, usualTimeoutMs } from './broken-off.ts';
import type { GraphFailure } from './graph-client.ts';
import { parseBody, readFailure, readQuota } from './read-answer.ts';
import type { RawAnswer } from './read-answer.ts';
import { trusting } from './trusting.ts';

/** How the client signs in, and where it reads. */
export interface ArmClientOptions {
  readonly credential: TokenCredential;
  readonly armEndpoint: string;
  readonly tokenScope: string;
  /** Takes requests past the proxy, for the hosts of `NO_PROXY`. */
  readonly proxyBypass?: PipelinePolicy;
  /** PEM of a certificate to trust besides the usual ones. */
  readonly certificateAuthority?: string;
}

/** A client on the pipeline of the Azure SDK (sign-in, proxies), loaded when it is first needed. Its own retries and redirects are off. */
export async function createArmClient(options: ArmClientOptions): Promise<ArmClient> {
  const rest = await import('@azure/core-rest-pipeline');
  const pipeline = rest.createPipelineFromOptions({
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    ...(options.certificateAuthority === undefined ? {} : { tlsOptions: trusting(options.certificateAuthority) }),
  });
  if (options.proxyBypass) pipeline.addPolicy(options.proxyBypass, { afterPolicies: [rest.proxyPolicyName] });
  pipeline.addPolicy(
    rest.bearerTokenAuthenticationPolicy({ credential: options.credential, scopes: options.tokenScope }),
  );
  const http = rest.createDefaultHttpClient();
  const base = options.armEndpoint.replace(/\/+$/, '');
  const { origin } = new URL(base);
  const send = async (url: URL, signal?: AbortSignal): Promise<ArmAnswer | GraphFailure> => {
    const abortSignal = requestSignal(usualTimeoutMs, signal);
    const request = rest.createPipelineRequest({ url: url.toString(), abortSignal });
    try {
      const response = await pipeline.sendRequest(http, request);
      const answer = { status: response.status, header: (name: string) => response.headers.get(name) };
      return readArmAnswer({ ...answer, body: parseBody(response.bodyAsText) }, response.bodyAsText);
    } catch (error) {
      if (signal?.aborted) throw error;
      return brokenOff(error);
    }
  };
  return {
    get(path, apiVersion, signal) {
      const url = new URL(`${base}${path}`);
      url.searchParams.set('api-version', apiVersion);
      return send(url, signal);
    },
    getNext(nextLink, signal) {
      const url = URL.canParse(nextLink) ? new URL(nextLink) : undefined;
      if (url?.origin === origin) return send(url, signal);
      const message = 'the link to the next page leads to another server';
      return Promise.resolve({ ok: false, kind: 'refused', message, quota: {} });
    },
  };
}

function readArmAnswer(answer: RawAnswer, text: string | null | undefined): ArmAnswer | GraphFailure {
  if (answer.status !== 200) return readFailure(answer);
  const date = answer.header('date');
  if (answer.body === undefined) return noJson(text);
  return { ok: true, body: answer.body, ...(date === undefined ? {} : { date }), quota: readQuota(answer) };
}
