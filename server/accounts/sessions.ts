import { randomBytes, randomUUID } from 'node:crypto';
import type { Context } from '../core/context.ts';
import type { SessionCookie } from './session-cookie.ts';

const SESSION_S = 7 * 24 * 60 * 60; // as better-auth's (see better-auth.ts)

/**
 * Signs a person in whose right to it has been seen otherwise than by a password: they have just
 * chosen one, or are the demo's.
 *
 * @returns the Set-Cookie header
 */
export async function startSession(
  { db, now }: Pick<Context, 'db' | 'now'>,
  cookie: SessionCookie,
  userId: string,
): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  const expiresAt = new Date(now().getTime() + SESSION_S * 1000);
  await db.session.create({ data: { id: randomUUID(), token, userId, expiresAt } });
  return cookie.header(token, SESSION_S);
}
