import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

const KEY_TEXT = /^pl_([A-Za-z0-9]{12})_([A-Za-z0-9_-]{43})$/;
const ID_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789';
const ID_LENGTH = 12;
const SECRET_BYTES = 32;

/** A new key: what is kept of it, and its text, which is shown once. */
export interface NewKey {
  id: string;
  secretHash: Buffer;
  text: string;
}

export function makeKey(): NewKey {
  const id = Array.from(randomBytes(ID_LENGTH), (byte) => ID_ALPHABET[byte % ID_ALPHABET.length]);
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  return { id: id.join(''), secretHash: hashOf(secret), text: `pl_${id.join('')}_${secret}` };
}

/** The id of a key and the hash of its secret; undefined for what is no key. */
export function readKey(text: string): { id: string; secretHash: Buffer } | undefined {
  const [, id, secret] = KEY_TEXT.exec(text) ?? [];
  return id && secret ? { id, secretHash: hashOf(secret) } : undefined;
}

/** In a time that does not depend on how much of it is right. */
export function isSameHash(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** The secret is random and long, so that a fast hash is enough: nobody can try them all. */
export function hashOf(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}
