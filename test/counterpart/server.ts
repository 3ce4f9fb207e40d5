import { createServer } from 'node:https';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import type { ArmAnswerBody } from './arm.ts';
import { badTokenBody, noFaults, throttledBody } from './faults.ts';
import type { Fault, FaultScript } from './faults.ts';
import { readToken } from './graph-store.ts';
import type { GraphAnswerBody, GraphRequestBody, GraphStore } from './graph-store.ts';

export interface CounterpartOptions {
  readonly store: GraphStore;
  readonly faults?: FaultScript;
  /** Requests that are allowed in each window; more are answered with 429. No limit when absent. */
  readonly quota?: { readonly requests: number; readonly windowMs: number };
  /** Answers every request that is not for Resource Graph (instance views, permissions); 404 when it gives undefined. */
  readonly arm?: (method: string, url: URL) => ArmAnswerBody | ArmRespond | undefined;
}

/** Whatever HTTP allows. */
export type ArmRespond = (response: ServerResponse) => void;

/** A server that speaks the Resource Graph and ARM protocol over TLS on a free loopback port. */
export interface Counterpart {
  readonly endpoint: string;
  /** PEM of the certificate that a client has to trust. */
  readonly certificate: string;
  /** Resource Graph requests so far. */
  readonly requests: readonly GraphRequestBody[];
  /** Paths of the other requests so far. */
  readonly armPaths: readonly string[];
  close(): Promise<void>;
}

/** Starts a counterpart. Each has a certificate of its own. */
export async function startCounterpart(options: CounterpartOptions): Promise<Counterpart> {
  const pem = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    notAfterDate: new Date(Date.now() + 86_400_000),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: '127.0.0.1' },
          { type: 2, value: 'localhost' },
        ],
      },
    ],
  });
  const requests: GraphRequestBody[] = [];
  const armPaths: string[] = [];
  const gate = createQuota(options.quota);
  const server = createServer({ key: pem.private, cert: pem.cert }, (request, response) => {
    void handle(request, response, options, { requests, armPaths }, gate);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // A server that listens on TCP has an address with a port.
    endpoint: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    certificate: pem.cert,
    requests,
    armPaths,
    close: () => close(server),
  };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  options: CounterpartOptions,
  { requests, armPaths }: { readonly requests: GraphRequestBody[]; readonly armPaths: string[] },
  gate: QuotaWindow,
): Promise<void> {
  const url = new URL(request.url ?? '/', `https://${request.headers.host ?? 'localhost'}`);
  const body = await readBody(request);
  if (!request.headers.authorization?.startsWith('Bearer '))
    return json(response, 401, { error: { code: 'AuthenticationFailed', message: 'no token' } });
  if (url.pathname.toLowerCase() !== '/providers/microsoft.resourcegraph/resources') {
    armPaths.push(url.pathname);
    const answer = options.arm?.(request.method ?? 'GET', url);
    if (typeof answer === 'function') return answer(response);
    return json(
      response,
      answer?.status ?? 404,
      answer?.body ?? { error: { code: 'NotFound', message: url.pathname } },
    );
  }
  // The body is what the client under test sent; the store reads it defensively.
  const query = JSON.parse(body) as GraphRequestBody;
  const fault = (options.faults ?? noFaults)(requests.length, query);
  requests.push(query);
  const left = gate.take();
  if (readToken(query.options?.$skipToken) === undefined) return json(response, 400, badTokenBody);
  if (left === undefined) return throttle(response, { kind: 'throttle', resetsAfter: '00:00:01' });
  return answerGraph(response, options.store.answer(query), fault, left);
}

async function answerGraph(
  response: ServerResponse,
  answer: GraphAnswerBody | undefined,
  fault: Fault | undefined,
  left: number,
): Promise<void> {
  if (fault?.kind === 'throttle') return throttle(response, fault);
  if (fault?.kind === 'status') return json(response, fault.status, fault.body);
  if (fault?.kind === 'reset') return void response.destroy();
  if (fault?.kind === 'respond') return fault.respond(response, answer);
  if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
  if (answer === undefined) {
    const message = 'The client does not have authorization to perform the action on any of the subscriptions.';
    return json(response, 403, { error: { code: 'AuthorizationFailed', message, details: [] } });
  }
  const headers = { 'x-ms-user-quota-remaining': String(left), 'x-ms-user-quota-resets-after': '00:00:05' };
  const body = fault?.kind === 'change' ? fault.change(answer) : answer;
  if (fault?.kind === 'half') return half(response, JSON.stringify(body));
  return json(response, 200, body, headers);
}

function throttle(response: ServerResponse, fault: Fault & { readonly kind: 'throttle' }): void {
  const headers = {
    ...(fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter }),
    ...(fault.resetsAfter === undefined
      ? {}
      : { 'x-ms-user-quota-remaining': '0', 'x-ms-user-quota-resets-after': fault.resetsAfter }),
  };
  json(response, 429, fault.body === 'empty' ? '' : throttledBody, headers);
}

function half(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy());
}

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  // Without an encoding set, a request yields buffers.
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

interface QuotaWindow {
  /** How many requests are left in the window after this one; undefined when it is one too many. */
  take(): number | undefined;
}

function createQuota(quota: CounterpartOptions['quota']): QuotaWindow {
  if (quota === undefined) return { take: () => 14 };
  const starts: number[] = [];
  return {
    take() {
      const now = Date.now();
      while (starts.length > 0 && (starts[0] ?? now) <= now - quota.windowMs) starts.shift();
      if (starts.length >= quota.requests) return undefined;
      starts.push(now);
      return quota.requests - starts.length;
    },
  };
}
