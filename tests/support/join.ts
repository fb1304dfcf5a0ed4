import type { ServerProcess } from './server-process.ts';

export const PASSWORD = 'correct horse battery';

/** Somebody who was invited and came, with a password. */
export interface Joined {
  email: string;
  /** Of the browser in which they took the invitation. */
  headers: { cookie: string };
}

/** Invites a person as the admin and takes the invitation as the page does. */
export async function invite(server: ServerProcess, email: string, role: string): Promise<Joined> {
  const link = await makeInvitation(server, email, role);
  const [, token] = link.split('#');
  const response = await post(server, '/api/join', {
    token,
    name: 'Olga Orlova',
    password: PASSWORD,
  });
  const [cookie] = response.headers.getSetCookie();
  return { email, headers: { cookie: cookie!.split(';')[0]! } }; // a session begins
}

/** @returns the path of the invitation */
export async function makeInvitation(
  server: ServerProcess,
  email: string,
  role: string,
): Promise<string> {
  const { outcome } = await server.query<{ outcome: { link: string } }>(
    `mutation ($email: String!, $role: Role!) {
       outcome: inviteMember(email: $email, role: $role) { ... on NewInvitation { link } }
     }`,
    { email, role },
  );
  return outcome.link;
}

/** Posts JSON as a page of the server does. */
export function post(
  { url }: ServerProcess,
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, ...headers },
    body: JSON.stringify(body),
  });
}
