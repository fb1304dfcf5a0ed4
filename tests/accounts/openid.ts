import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export const CLIENT = { clientId: 'pricelens', clientSecret: 'a secret between the two of us' };

export interface OpenIdProvider {
  issuer: string;
  stop: () => Promise<void>;
}

/** A port that was free a moment ago. */
export async function findFreePort(): Promise<number> {
  const probe = await listen(createServer());
  const { port } = probe.address() as AddressInfo;
  await close(probe);
  return port;
}

/** A real provider of OpenID Connect. Who signs in as `x` there has the address x@example.com. */
export async function startProvider(redirectUri: string): Promise<OpenIdProvider> {
  const port = await findFreePort();
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [redirectUri],
      },
    ],
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: () => ({
        sub,
        name: sub,
        email: `${sub}@example.com`,
        email_verified: !sub.startsWith('unverified'),
      }),
    }),
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['of a test'] },
    features: { devInteractions: { enabled: true } },
  });
  const handle = provider.callback();
  const server = await listen(
    createServer((request, response) => void handle(request, response)),
    port,
  );
  return { issuer, stop: () => close(server) };
}

function listen(server: Server, port = 0): Promise<Server> {
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** As much of a browser as a sign-in by redirects takes. */
export class Visitor {
  readonly #cookies = new Map<string, Map<string, string>>();

  /** What is sent to the server from here on. */
  cookieFor(url: string): string {
    const own = this.#cookies.get(new URL(url).origin) ?? new Map<string, string>();
    return [...own].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...init.headers, cookie: this.cookieFor(url) };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    const own = this.#cookies.get(new URL(url).origin) ?? new Map<string, string>();
    this.#cookies.set(new URL(url).origin, own);
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0]!.split(/=(.*)/s) as [string, string];
      own.set(name, value);
    }
    return response;
  }

  /** Follows where it leads, signing in as `login` and agreeing to all. @returns where it ends */
  async walk(start: string, login: string): Promise<string> {
    let url = start;
    for (let steps = 0; steps < 15; steps++) {
      let response = await this.fetch(url);
      const prompt = /name="prompt" value="(\w+)"/.exec(await response.clone().text())?.[1];
      if (prompt) {
        const body = new URLSearchParams({ prompt, login, password: 'any' });
        response = await this.fetch(url, { method: 'POST', body });
      }
      const next = response.headers.get('location');
      if (!next) return url;
      url = new URL(next, url).href;
    }
    throw new Error(`It never ends: ${url}`);
  }
}
