import { randomBytes } from 'node:crypto';
import { hashOf } from './key.ts';

const TOKEN_BYTES = 32;

/** What a one-time link carries, and what is kept of it. */
export interface NewToken {
  token: string;
  hash: Buffer;
}

export function makeToken(): NewToken {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  return { token, hash: hashOf(token) };
}
