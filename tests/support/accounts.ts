import { randomUUID } from 'node:crypto';
import { makeKey } from '../../server/accounts/key.ts';
import { SessionCookie } from '../../server/accounts/session-cookie.ts';
import type { Company, Context } from '../../server/core/context.ts';
import type { KeyRole, Role } from '../../server/core/generated/prisma/client.ts';

type Headers = Record<string, string>;

/** What sessions of tests are signed with. */
export const TEST_SECRET = 'a secret that only tests know, nobody else';

/** What makes a request one that a page of ours sends. */
export const FROM_OUR_PAGE: Headers = {
  'x-pricelens-csrf': '1',
  'sec-fetch-site': 'same-origin',
};
const NEVER = new Date('2100-01-01T00:00:00Z');
const DEFAULT_COMPANY = 1;

/** Another company beside the one that is there from the start. */
export function createCompany({ db }: Pick<Context, 'db'>, slug: string): Promise<Company> {
  const timeZone = 'Europe/Moscow';
  return db.company.create({ data: { slug, name: slug, timeZone, warehouseDatabase: slug } });
}

export interface TestKey {
  id: string;
  text: string;
  headers: Headers;
}

/** A machine's key, in the database as the product makes it. */
export async function createKey(
  { db }: Pick<Context, 'db'>,
  role: KeyRole,
  companyId = DEFAULT_COMPANY,
): Promise<TestKey> {
  const { id, secretHash, text } = makeKey();
  await db.apiKey.create({
    data: {
      id,
      companyId,
      role,
      name: `${role.toLowerCase()} of tests`,
      secretHash: Uint8Array.from(secretHash),
      createdBy: 'tester',
    },
  });
  return { id, text, headers: { authorization: `Bearer ${text}` } };
}

export interface TestPerson {
  id: string;
  email: string;
  token: string;
  /** Those of a page of ours in a browser in which the person is signed in. */
  headers: Headers;
}

/** A person with a place in the company, signed in. */
export async function createPerson(
  { db }: Pick<Context, 'db'>,
  role: Role,
  companyId = DEFAULT_COMPANY,
): Promise<TestPerson> {
  const id = randomUUID();
  const email = `${id}@example.com`;
  await db.user.create({
    data: { id, email, name: 'operator', memberships: { create: { companyId, role } } },
  });
  return { id, email, ...(await signIn({ db }, id)) };
}

/** A session of the person in another browser. */
export async function signIn({ db }: Pick<Context, 'db'>, userId: string) {
  const token = randomUUID();
  await db.session.create({ data: { id: randomUUID(), token, userId, expiresAt: NEVER } });
  const cookie = new SessionCookie('pricelens.session_token', TEST_SECRET).write(token);
  return { token, headers: { ...FROM_OUR_PAGE, cookie } };
}

/** Whether the document reports failures, which machines do and people may not. */
export function isReport(document: string): boolean {
  return /\blogInvestigationEvents?\s*\(/.test(document);
}

const headersByServer = new Map<string, Headers>();

/** Lets the clients of tests that know a server's address send it these headers. */
export function useHeaders(url: string, headers: Headers): void {
  headersByServer.set(new URL(url).origin, headers);
}

/** The headers by which a client of tests is known to the server. */
export function headersFor(url: string): Headers {
  return headersByServer.get(new URL(url).origin) ?? {};
}
