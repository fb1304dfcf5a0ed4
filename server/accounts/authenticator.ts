import type { IncomingHttpHeaders } from 'node:http';
import type { Context } from '../core/context.ts';
import type { Caller, Credentials } from './caller.ts';
import { findCaller } from './find-caller.ts';
import { KeyUse } from './key-use.ts';
import { readKey } from './key.ts';
import type { SessionCookie } from './session-cookie.ts';

const BEARER = /^Bearer +(\S+)$/i;

/** Tells who sends a request: a person by the cookie of a session, a machine by its key. */
export class Authenticator {
  readonly #ctx: Pick<Context, 'pg' | 'now' | 'log'>;
  readonly #cookie: SessionCookie;
  readonly #keyUse: KeyUse;

  constructor(ctx: Pick<Context, 'pg' | 'now' | 'log'>, cookie: SessionCookie) {
    this.#ctx = ctx;
    this.#cookie = cookie;
    this.#keyUse = new KeyUse(ctx);
  }

  /** By its key; or, without any, by its cookie. A key that is wrong is not made good by a cookie. */
  byRequest({ authorization, cookie }: IncomingHttpHeaders): Promise<Caller | undefined> {
    return authorization === undefined ? this.byCookie(cookie) : this.byKey(authorization);
  }

  async byKey(authorization: unknown): Promise<Caller | undefined> {
    const text = typeof authorization === 'string' ? BEARER.exec(authorization)?.[1] : undefined;
    const key = text === undefined ? undefined : readKey(text);
    return key && this.find({ kind: 'KEY', ...key });
  }

  async byCookie(cookies: string | undefined): Promise<Caller | undefined> {
    const token = this.#cookie.read(cookies);
    return token === undefined ? undefined : this.find({ kind: 'SESSION', token });
  }

  /** Who has these credentials now. */
  async find(credentials: Credentials): Promise<Caller | undefined> {
    const found = await findCaller(this.#ctx, credentials);
    if (found?.key) this.#keyUse.note(found.key);
    return found?.caller;
  }

  stop(): Promise<void> {
    return this.#keyUse.flush();
  }
}
