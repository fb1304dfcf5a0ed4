import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import proxyAddress from 'proxy-addr';
import type { Config } from './config.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** The addresses under which this server is known, and whose pages may therefore use it. */
export class Site {
  readonly #publicUrl: URL | undefined;
  readonly #isOnLoopback: boolean;

  readonly #isTrusted: (address: string, distance: number) => boolean;

  constructor({
    http,
    publicUrl,
    trustedProxies,
  }: Pick<Config, 'http' | 'publicUrl' | 'trustedProxies'>) {
    this.#publicUrl = publicUrl;
    this.#isTrusted = proxyAddress.compile([...trustedProxies]);
    this.#isOnLoopback = isLoopback(http.host);
  }

  /** Whether people reach it over https, as far as is known. */
  get isSecure(): boolean {
    return this.#publicUrl?.protocol === 'https:';
  }

  /**
   * Whether the request is meant for this server. One on the loopback interface is asked for by names
   * of that interface: another name that leads there is a foreign page's (DNS rebinding), for which the
   * browser would take our answers for its own.
   */
  isOurHost({ host }: IncomingHttpHeaders): boolean {
    if (!this.#isOnLoopback) return true;
    const url = URL.parse(`http://${host}`);
    return url !== null && (isLoopback(url.hostname) || host === this.#publicUrl?.host);
  }

  /**
   * Whether it may come from anywhere: a browser says in `Origin` whose page is asking, and another
   * site's gets nothing. Programs send none.
   */
  isAdmitted(headers: IncomingHttpHeaders): boolean {
    return headers.origin === undefined || this.isOurPage(headers);
  }

  /** Whether a page of our own sends it, as its browser vouches for; GETs need not have an Origin. */
  isOurPage({ origin, host, 'sec-fetch-site': fetchSite }: IncomingHttpHeaders): boolean {
    if (origin === undefined) return fetchSite === 'same-origin';
    const page = URL.parse(origin);
    if (!page) return false;
    if (page.host === this.#publicUrl?.host) return page.origin === this.#publicUrl.origin;
    return page.host === host;
  }

  /**
   * Where the request comes from: who is connected or, as long as that is a trusted proxy, whom it
   * names in X-Forwarded-For. What anybody else writes there is not believed.
   */
  addressOf(request: IncomingMessage): string {
    // a socket that is closed by now has no address
    return request.socket.remoteAddress ? proxyAddress(request, this.#isTrusted) : '';
  }

  /** The origin under which the request's sender knows the server. */
  originFor({ host }: IncomingHttpHeaders): string {
    const { origin, host: publicHost } = this.#publicUrl ?? {};
    if (origin && (!this.#isOnLoopback || host === publicHost)) return origin;
    return `http://${host}`;
  }
}

/** Whether a peer's address is of this machine itself. */
export function isLoopbackAddress(address: string): boolean {
  return /^(::ffff:)?127\.|^::1$/.test(address);
}

/** Whether the host is this machine for nobody but itself. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host);
}
