import { isAscii } from 'node:buffer';
import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { reasonOf } from '../../text/failure.ts';

/**
 * A policy, to be the last before the request is sent, that makes text of the bodies of successes instead of the SDK. Pages of Resource Graph are nearly always
 * plain ASCII, and to decode them as UTF-8 takes as long as to parse them.
 */
export const quickText: PipelinePolicy = {
  name: 'backuplintQuickText',
  async sendRequest(request, next) {
    request.streamResponseStatusCodes = new Set([200]);
    const { readableStreamBody, ...response } = await next(request);
    // Policies that come later take it for a sign that the body is not to be looked at.
    delete request.streamResponseStatusCodes;
    return readableStreamBody === undefined ? response : { ...response, bodyAsText: await textOf(readableStreamBody) };
  },
};

async function textOf(body: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of body) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error;
    throw new Error(`the answer ended early: ${reasonOf(error)}`, { cause: error });
  }
  const bytes = Buffer.concat(chunks);
  return isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8');
}
