import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

/** A key for secrets at rest, and the name by which what it sealed says so. */
export interface SealingKey {
  id: string;
  key: Buffer;
}

/** It was sealed with a key that is not at hand, is cut short, or was meant for something else. */
export class CannotOpen extends Error {}

/**
 * Seals secrets that have to be kept, so that whoever reads the database cannot read them: AES-256-GCM
 * under the first of the keys. The others still open what they sealed before, until it is sealed anew.
 */
export class Sealer {
  readonly #keys: readonly [SealingKey, ...SealingKey[]];

  constructor(keys: readonly [SealingKey, ...SealingKey[]]) {
    this.#keys = keys;
  }

  /** @param purpose what it is for: what was sealed for one thing does not open for another */
  seal(secret: string, purpose: string): string {
    const [{ id, key }] = this.#keys;
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(boundTo(id, purpose));
    const sealed = Buffer.concat([iv, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
    return `${VERSION}.${id}.${sealed.toString('base64url')}`;
  }

  /** @throws {CannotOpen} */
  open(sealed: string, purpose: string): string {
    const [version, id, text] = sealed.split('.');
    const key = this.#keys.find((known) => known.id === id)?.key;
    if (version !== VERSION || !key || !id || !text) throw new CannotOpen(`no key ${id}`);
    const bytes = Buffer.from(text, 'base64url');
    if (bytes.length < IV_BYTES + TAG_BYTES) throw new CannotOpen('cut short');
    const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES))
      .setAAD(boundTo(id, purpose))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      const secret = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
      return Buffer.concat([secret, decipher.final()]).toString();
    } catch {
      throw new CannotOpen('not what was sealed');
    }
  }
}

/** The key where none is configured, from the secret that the installation has anyway. */
export function deriveSealingKey(secret: string): SealingKey {
  const key = hkdfSync('sha256', secret, '', 'pricelens sealing', KEY_BYTES);
  return { id: 'derived', key: Buffer.from(key) };
}

function boundTo(id: string, purpose: string): Buffer {
  return Buffer.from(`${VERSION}.${id}.${purpose}`);
}
