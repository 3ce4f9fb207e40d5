import type { ServerResponse } from 'node:http';
import type { GraphAnswerBody, GraphRequestBody } from './graph-store.ts';

/** What goes wrong with one request. The server asks the script for every Resource Graph request it gets. */
export type Fault =
  | {
      readonly kind: 'throttle';
      readonly retryAfter?: string;
      readonly resetsAfter?: string;
      readonly body?: 'error' | 'empty';
    }
  | { readonly kind: 'status'; readonly status: number; readonly body: unknown }
  /** The connection is reset before anything is sent. */
  | { readonly kind: 'reset' }
  /** The headers and half of the body are sent, then the connection ends. */
  | { readonly kind: 'half' }
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** The answer is changed on its way. */
  | { readonly kind: 'change'; readonly change: (answer: GraphAnswerBody) => unknown }
  /** Whatever HTTP allows: status, headers and bytes are the script's own; `answer` is what would have been sent. */
  | {
      readonly kind: 'respond';
      readonly respond: (response: ServerResponse, answer: GraphAnswerBody | undefined) => void;
    };

/** The fault of the request with this number (from 0), or none. */
export type FaultScript = (request: number, body: GraphRequestBody) => Fault | undefined;

export const noFaults: FaultScript = () => undefined;

/** The faults of the first requests, in order; `undefined` where one is answered as it should be. */
export function inOrder(...faults: readonly (Fault | undefined)[]): FaultScript {
  return (request) => faults[request];
}

/** The error body of a throttled Resource Graph request. */
export const throttledBody = {
  error: {
    code: 'RateLimiting',
    message: 'Please provide below info when asking for support: timestamp = 2026-11-24T00:00:00Z, correlationId = 0.',
    details: [
      {
        code: 'RateLimiting',
        message:
          'Client application has been throttled and should not attempt to repeat the request until an amount of time has elapsed. Please see https://aka.ms/resourcegraph-throttling for help.',
      },
    ],
  },
};

/** The error body of a request whose skip token is none. */
export const badTokenBody = {
  error: {
    code: 'BadRequest',
    message: 'Please provide below info when asking for support: timestamp = 2026-11-24T00:00:00Z, correlationId = 0.',
    details: [{ code: 'InvalidSkipToken', message: 'The skip token is invalid.' }],
  },
};

/** The error body of a page that would exceed the limit. */
export function tooLargeBody(size: number): unknown {
  const message = `Response payload size is ${size}, and has exceeded the limit of 16777216. Please consider querying less data at a time and make paginated call if needed.`;
  return {
    error: {
      code: 'BadRequest',
      message:
        'Please provide below info when asking for support: timestamp = 2026-11-24T00:00:00Z, correlationId = 0.',
      details: [{ code: 'ResponsePayloadTooLarge', message }],
    },
  };
}
