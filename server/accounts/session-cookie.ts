import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Site } from '../core/site.ts';

/** Before every cookie of ours; better-auth names the rest. */
export const COOKIE_PREFIX = 'pricelens';

/** Browsers accept a cookie with the prefix __Secure- over https only. */
export function sessionCookieName({ isSecure }: Pick<Site, 'isSecure'>): string {
  return `${isSecure ? '__Secure-' : ''}${COOKIE_PREFIX}.session_token`;
}

/** The cookie that names a session, as better-auth writes it: `<token>.<HMAC-SHA256 in base64>`. */
export class SessionCookie {
  readonly name: string;
  readonly #secret: string;

  constructor(name: string, secret: string) {
    this.name = name;
    this.#secret = secret;
  }

  /** The token of the session; undefined where there is no such cookie, or not one of ours. */
  read(cookies: string | undefined): string | undefined {
    const value = cookies && valueOf(cookies, this.name);
    if (!value) return undefined;
    const end = value.lastIndexOf('.');
    const token = value.slice(0, end);
    const isOurs = end > 0 && isSame(value.slice(end + 1), this.#signatureOf(token));
    return isOurs ? token : undefined;
  }

  /** What the browser keeps for a session. */
  write(token: string): string {
    return `${this.name}=${encodeURIComponent(`${token}.${this.#signatureOf(token)}`)}`;
  }

  /** The Set-Cookie header for a session that ends by itself after so many seconds. */
  header(token: string, maxAgeS: number): string {
    const secure = this.name.startsWith('__Secure-') ? '; Secure' : '';
    return `${this.write(token)}; Max-Age=${maxAgeS}; Path=/; HttpOnly; SameSite=Lax${secure}`;
  }

  #signatureOf(token: string): string {
    return createHmac('sha256', this.#secret).update(token).digest('base64');
  }
}

function valueOf(cookies: string, name: string): string | undefined {
  for (const pair of cookies.split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value) return decode(value);
  }
  return undefined;
}

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
