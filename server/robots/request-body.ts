import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { DomainError } from '../core/errors.ts';

const MAX_BODY_BYTES = 5 * 1024 * 1024; // 1,000 events, several times over

/** A request that is not taken, whatever events are in it. */
export class RequestRefused extends DomainError {
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(code, message);
    this.status = status;
    this.headers = headers;
  }
}

/** @throws {RequestRefused} for another method than POST, and for a body that does not say it is JSON */
export function checkRequest({ method, headers }: IncomingMessage): void {
  if (method !== 'POST') {
    const allow = { allow: 'POST' };
    throw new RequestRefused(405, 'METHOD_NOT_ALLOWED', 'Send events with POST.', allow);
  }
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    const message = 'Send events as application/json.';
    throw new RequestRefused(415, 'UNSUPPORTED_MEDIA_TYPE', message);
  }
}

/** @throws {RequestRefused} when it is too large, or not JSON */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const bytes = await readBytes(request);
  if (!isUtf8(bytes)) throw new RequestRefused(400, 'BAD_REQUEST', 'The body is not UTF-8.');
  try {
    return JSON.parse(bytes.toString());
  } catch {
    throw new RequestRefused(400, 'BAD_REQUEST', 'The body is not JSON.');
  }
}

/** Never settles when the robot goes away in the middle: then there is nobody to answer. */
function readBytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      // What is over is still read, and thrown away: who is cut off in the middle sees no answer.
      if (length <= MAX_BODY_BYTES) chunks.push(chunk);
      else reject(tooLarge());
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
  });
}

function tooLarge(): RequestRefused {
  const message = `The body is over ${MAX_BODY_BYTES} bytes; send smaller batches.`;
  return new RequestRefused(413, 'TOO_LARGE', message);
}
