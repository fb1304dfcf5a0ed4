import { RequestFailed, Unreachable } from '#lib/graphql/client.ts';
import { m } from '#lib/paraglide/messages.js';

/** The ways in that the server offers. */
export interface WaysIn {
  /** Null where there is no provider of OpenID Connect. */
  openId: { provider: string; host: string } | null;
  /** Whether any visitor may look around. */
  demo: boolean;
}

/** A place that is offered to somebody. */
export interface Offer {
  company: string;
  email: string;
  role: string;
  /** Whether the person has an account already. */
  isKnown: boolean;
}

export interface FieldError {
  field: string;
  message: string;
}

/** What the server did not do before anybody was signed in, and why. */
export class Refused extends RequestFailed {
  readonly retryAfterS: number | undefined;
  readonly fields: FieldError[];

  constructor(
    message: string,
    code: string,
    retryAfterS: number | undefined,
    fields: FieldError[],
  ) {
    super(message, code);
    this.retryAfterS = retryAfterS;
    this.fields = fields;
  }
}

export function readWaysIn(): Promise<WaysIn> {
  return ask('/api/sign-in');
}

export async function signIn(email: string, password: string): Promise<void> {
  await ask('/api/auth/sign-in/email', { email, password });
}

export async function signInToDemo(): Promise<void> {
  await ask('/api/demo', {});
}

/** @returns where the provider asks who it is; it sends the browser back to the path */
export async function startOpenId(provider: string, path: string): Promise<string> {
  const errorPath = `/sign-in?${new URLSearchParams({ to: path })}`;
  const posted = { provider, callbackURL: path, errorCallbackURL: errorPath };
  const { url } = await ask<{ url: string }>('/api/auth/sign-in/social', posted);
  return url;
}

export async function signOut(): Promise<void> {
  await ask('/api/auth/sign-out', {});
}

export async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  await ask('/api/auth/change-password', { currentPassword, newPassword });
}

export function readOffer(token: string): Promise<Offer> {
  return ask('/api/offer', { token });
}

/** Takes the offer, as who is signed in, or as the new person. */
export async function join(token: string, person?: { name: string; password: string }) {
  await ask('/api/join', { token, ...person });
}

export async function setPasswordByLink(token: string, password: string): Promise<void> {
  await ask('/api/reset-password', { token, password });
}

/** @throws {Refused | Unreachable} */
async function ask<T>(path: string, posted?: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const init = posted ? { method: 'POST', headers, body: JSON.stringify(posted) } : {};
  const response = await fetch(path, init).catch(() => {
    throw new Unreachable();
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer as T;
  const { code = '', message, fields = [] } = (answer ?? {}) as Partial<Refused>;
  const retryAfterS = Number(response.headers.get('retry-after')) || undefined;
  const told = message ?? m.server_no_data({ status: response.status });
  throw new Refused(told, code, retryAfterS, fields);
}
