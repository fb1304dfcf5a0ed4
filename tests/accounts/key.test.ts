import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { describe, expect, it, vi } from 'vitest';
import { hashOf, isSameHash, makeKey, readKey } from '../../server/accounts/key.ts';

describe('a key', () => {
  it('is pl_, an id and 256 random bits', () => {
    const { id, text, secretHash } = makeKey();
    expect(text).toMatch(new RegExp(`^pl_${id}_[A-Za-z0-9_-]{43}$`));
    expect(readKey(text)).toEqual({ id, secretHash });
    expect(makeKey().text).not.toBe(text);
  });

  it.each(['', 'pl_', 'pl_abc_def', 'sk_live_1', `pl_${'a'.repeat(12)}_${'b'.repeat(44)}`])(
    'is not %j',
    (text) => expect(readKey(text)).toBeUndefined(),
  );

  it('is compared in constant time', () => {
    const timingSafeEqual = vi.spyOn(crypto, 'timingSafeEqual');
    syncBuiltinESMExports();
    expect(isSameHash(hashOf('a'), hashOf('a'))).toBe(true);
    expect(isSameHash(hashOf('a'), hashOf('b'))).toBe(false);
    expect(timingSafeEqual).toHaveBeenCalledTimes(2);
    timingSafeEqual.mockRestore();
    syncBuiltinESMExports();
  });
});
