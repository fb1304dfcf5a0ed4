import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  CannotOpen,
  deriveSealingKey,
  Sealer,
  type SealingKey,
} from '../../server/core/sealing.ts';

const keyOf = (id: string): SealingKey => ({ id, key: randomBytes(32) });
const [old, recent] = [keyOf('2025'), keyOf('2026')];

describe('what is sealed', () => {
  it('opens again, says by which key, and shows nothing of itself', () => {
    const sealer = new Sealer([recent]);
    const sealed = sealer.seal('refresh token ключ', 'account.refreshToken');
    expect(sealed).toMatch(/^v1\.2026\.[\w-]+$/);
    expect(sealer.open(sealed, 'account.refreshToken')).toBe('refresh token ключ');
    expect(sealer.seal('same', 'x')).not.toBe(sealer.seal('same', 'x'));
  });

  it('opens after a new key came before the old one, and no more once that is gone', () => {
    const sealed = new Sealer([old]).seal('token', 'x');
    const rotated = new Sealer([recent, old]);
    expect(rotated.open(sealed, 'x')).toBe('token');
    expect(rotated.seal('token', 'x')).toMatch(/^v1\.2026\./);
    expect(() => new Sealer([recent]).open(sealed, 'x')).toThrow(CannotOpen);
  });

  it('does not open for another purpose, with another key of that id, or changed', () => {
    const sealer = new Sealer([recent]);
    const sealed = sealer.seal('token', 'x');
    expect(() => sealer.open(sealed, 'y')).toThrow(CannotOpen);
    expect(() => new Sealer([keyOf('2026')]).open(sealed, 'x')).toThrow(CannotOpen);
    const [head, id, text] = sealed.split('.') as [string, string, string];
    const changed = Buffer.from(text, 'base64url');
    changed[14]! ^= 1;
    expect(() => sealer.open(`${head}.${id}.${changed.toString('base64url')}`, 'x')).toThrow(
      CannotOpen,
    );
    for (const broken of ['', 'v1', 'v1.2026.AAAA', `v2.${id}.${text}`]) {
      expect(() => sealer.open(broken, 'x')).toThrow(CannotOpen);
    }
  });

  it('opens with the key that the same secret gives', () => {
    const sealed = new Sealer([deriveSealingKey('secret')]).seal('token', 'x');
    expect(new Sealer([deriveSealingKey('secret')]).open(sealed, 'x')).toBe('token');
    expect(() => new Sealer([deriveSealingKey('other')]).open(sealed, 'x')).toThrow(CannotOpen);
  });
});
