import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Accounts } from '../accounts/accounts.ts';
import { referencePage } from './reference.ts';

const OURS = new URL('graphiql/', import.meta.url);
const { resolve } = createRequire(import.meta.url);
const bundle = (name: string) => pathToFileURL(resolve(name));

interface Asset {
  file: URL;
  type: string;
}

const script = (file: URL): Asset => ({ file, type: 'text/javascript; charset=utf-8' });
const style = (file: URL): Asset => ({ file, type: 'text/css; charset=utf-8' });
const PAGE: Asset = { file: new URL('page.html', OURS), type: 'text/html; charset=utf-8' };

/** All that the pages consist of; nothing comes from another server. */
const ASSETS: Record<string, Asset | undefined> = {
  '/graphiql/react.js': script(new URL('umd/react.production.min.js', bundle('react'))),
  '/graphiql/react-dom.js': script(new URL('umd/react-dom.production.min.js', bundle('react-dom'))),
  '/graphiql/graphiql.js': script(new URL('../graphiql.min.js', bundle('graphiql'))),
  '/graphiql/graphiql.css': style(new URL('../graphiql.min.css', bundle('graphiql'))),
  '/graphiql/page.js': script(new URL('page.js', OURS)),
  '/graphiql/page.css': style(new URL('page.css', OURS)),
  '/graphiql/reference.css': style(new URL('reference.css', OURS)),
  '/graphiql/examples.json': {
    file: new URL('examples.json', OURS),
    type: 'application/json; charset=utf-8',
  },
};

// GraphiQL's editor positions itself by style="", and has its fonts in its style sheet.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Whether a browser wants to look at something: GraphiQL, its parts, or the reference. */
export function isForGraphiql(path: string, { method, headers, url }: IncomingMessage): boolean {
  if (method !== 'GET') return false;
  if (path === '/graphql') {
    return (headers.accept?.includes('text/html') ?? false) && !url!.includes('query='); // a request has one
  }
  return path === '/graphql/reference' || ASSETS[path] !== undefined;
}

/** Shows GraphiQL and the reference to whoever is signed in, and others the way to sign in. */
export async function serveGraphiql(
  { callers }: Pick<Accounts, 'callers'>,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('content-security-policy', POLICY);
  const asset = ASSETS[path];
  if (asset) return send(response, asset);
  response.setHeader('cache-control', 'no-store');
  const caller = await callers.byCookie(request.headers.cookie);
  if (!caller) {
    response.writeHead(302, { location: `/sign-in?to=${encodeURIComponent(path)}` }).end();
  } else if (path === '/graphql') {
    send(response, PAGE);
  } else {
    response.writeHead(200, { 'content-type': PAGE.type }).end(referencePage());
  }
}

function send(response: ServerResponse, { file, type }: Asset): void {
  response.setHeader('content-type', type);
  if (!response.hasHeader('cache-control')) response.setHeader('cache-control', 'no-cache');
  createReadStream(file).pipe(response);
}
