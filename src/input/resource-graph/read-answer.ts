import type { GraphRow } from '../rows/graph-row.ts';
import { rowsOfTable } from '../rows/table-rows.ts';
import type { FailureKind, GraphFailure, GraphPage, QuotaState } from './graph-client.ts';

/** Status, headers and body of an answer, before anyone interpreted them. */
export interface RawAnswer {
  readonly status: number;
  header(name: string): string | undefined;
  readonly body: unknown;
}

/** A page or a failure from an answer that came whole. */
export function readAnswer(answer: RawAnswer): GraphPage | GraphFailure {
  return answer.status === 200 ? readPage(answer) : readFailure(answer);
}

/**
 * `resultTruncated` is a string, and "false" even where more pages follow: only `$skipToken` drives paging.
 * https://learn.microsoft.com/rest/api/azureresourcegraph/resourcegraph/resources/resources
 */
function readPage(answer: RawAnswer): GraphPage | GraphFailure {
  const body = asObject(answer.body) ?? {};
  const { totalRecords, count } = body;
  const rows = rowsOf(body['data']);
  if (rows === undefined || typeof totalRecords !== 'number') {
    const told = readError(body).message;
    return malformed(answer, told ?? 'the answer has no `data` array of rows with a `totalRecords` number');
  }
  const skipToken = tokenOf(body);
  if (skipToken !== undefined && typeof skipToken !== 'string') {
    return malformed(answer, 'the skip token of the answer is no text');
  }
  return {
    ok: true,
    rows,
    ...(skipToken === undefined ? {} : { skipToken }),
    totalRecords,
    count: typeof count === 'number' ? count : rows.length,
    truncated: /^(true|1)$/i.test(String(body['resultTruncated'])),
    quota: readQuota(answer),
    ...serverTimeOf(answer),
    subscriptionLimitHit: answer.header('x-ms-tenant-subscription-limit-hit')?.toLowerCase() === 'true',
  };
}

function malformed(answer: RawAnswer, message: string): GraphFailure {
  return { ok: false, kind: 'malformed', status: answer.status, message, quota: readQuota(answer) };
}

/** Whatever stands where the token of the next page should be; its name is taken in any case, and without the dollar sign as the SDKs write it. */
function tokenOf(body: Readonly<Record<string, unknown>>): unknown {
  const name = Object.keys(body).find((key) => /^\$?skipToken$/i.test(key));
  const token = name === undefined ? undefined : body[name];
  return token === null || token === '' ? undefined : token;
}

function serverTimeOf(answer: RawAnswer): { readonly serverTime?: number } {
  const serverTime = Date.parse(answer.header('date') ?? '');
  return Number.isNaN(serverTime) ? {} : { serverTime };
}

/** Objects are asked for; what stands between us and Azure may have its own mind and send a table. */
function rowsOf(data: unknown): readonly GraphRow[] | undefined {
  if (!Array.isArray(data)) return rowsOfTable(asObject(data) ?? {});
  return data.every(isRow) ? data : undefined;
}

function isRow(value: unknown): value is GraphRow {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The failure that an answer tells of; its text is that of the error body's details. */
export function readFailure(answer: RawAnswer): GraphFailure {
  const { code, message } = readError(answer.body);
  const retryAfterMs = readRetryAfter(answer);
  return {
    ok: false,
    kind: failureKind(answer.status, code, message),
    status: answer.status,
    ...(code === undefined ? {} : { code }),
    message: message ?? `the server answered with status ${answer.status}`,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    quota: readQuota(answer),
  };
}

function failureKind(status: number, code: string | undefined, message: string | undefined): FailureKind {
  if (status === 429) return 'throttled';
  if (status === 408 || status >= 500) return 'server';
  if (status === 401 || status === 403) return 'denied';
  if (code === 'ResponsePayloadTooLarge') return 'tooLarge';
  return status === 410 || /skip\s*token/i.test(`${code ?? ''} ${message ?? ''}`) ? 'token' : 'refused';
}

/** The useful text is in `details`, never in `message`. */
function readError(body: unknown): { readonly code?: string; readonly message?: string } {
  const error = asObject(asObject(body)?.['error']);
  if (error === undefined) return {};
  const details = Array.isArray(error['details']) ? error['details'].map(asObject) : [];
  const specific = details.find((detail) => detail?.['code'] !== undefined) ?? error;
  const texts = details.map((detail) => detail?.['message']).filter((text) => typeof text === 'string');
  const message = texts.length > 0 ? texts.join(' ') : error['message'];
  return {
    ...(typeof specific['code'] === 'string' ? { code: specific['code'] } : {}),
    ...(typeof message === 'string' ? { message: withoutTokens(message) } : {}),
  };
}

/** Proxies and gateways echo what they were sent: a token is told to nobody. */
function withoutTokens(text: string): string {
  return text.replace(/\bBearer\s+[\w.~+/-]{16,}=*|\beyJ[\w-]+\.[\w-]+\.[\w-]*/gi, '(a token)');
}

function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  // Any object may be read by string keys; a key that is not there is undefined.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}

/** What the headers say of the quota: https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests */
export function readQuota(answer: RawAnswer): QuotaState {
  const remaining = Math.max(0, Number.parseInt(answer.header('x-ms-user-quota-remaining') ?? '', 10));
  const resetsAfterMs = readTimeSpan(answer.header('x-ms-user-quota-resets-after'));
  return {
    ...(Number.isNaN(remaining) ? {} : { remaining }),
    ...(resetsAfterMs === undefined ? {} : { resetsAfterMs }),
  };
}

/** Undefined for a body that is no JSON: then the answer is malformed or the error has no details. A byte order mark before it is none of it. */
export function parseBody(text: string | null | undefined): unknown {
  try {
    return JSON.parse((text ?? '').replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** `hh:mm:ss` in milliseconds. */
function readTimeSpan(text: string | undefined): number | undefined {
  const match = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text ?? '');
  if (match === null) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0'] = match;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

/** Seconds or an HTTP date. */
function readRetryAfter(answer: RawAnswer): number | undefined {
  const milliseconds = Number(answer.header('retry-after-ms') ?? answer.header('x-ms-retry-after-ms') ?? Number.NaN);
  if (!Number.isNaN(milliseconds)) return milliseconds;
  const text = answer.header('retry-after');
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (!Number.isNaN(seconds)) return seconds * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
