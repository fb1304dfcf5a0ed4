import { APIError, betterAuth, type BetterAuthOptions } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { genericOAuth } from 'better-auth/plugins';
import type { Context } from '../core/context.ts';
import { inTransaction } from '../core/postgres.ts';
import type { Sealer } from '../core/sealing.ts';
import type { Site } from '../core/site.ts';
import { acceptInvitation } from './joining.ts';
import { COOKIE_PREFIX } from './session-cookie.ts';

/** Where better-auth's endpoints are. */
export const AUTH_PATH = '/api/auth';
/** What the provider of OpenID Connect is called in accounts and addresses. */
export const OPEN_ID = 'openid';
/** Carries the address of who asks; never taken from outside. */
export const ADDRESS_HEADER = 'x-pricelens-address';

const DAY_S = 24 * 60 * 60;
const SESSION_S = 7 * DAY_S;
const MIN_PASSWORD = 12;

type Hooks = NonNullable<BetterAuthOptions['databaseHooks']>;
type Tokens = Partial<Record<'accessToken' | 'refreshToken' | 'idToken', string | null>>;

/** Sign-in and sessions, by better-auth on our own tables. Nobody signs up by themselves. */
export function createAuth(ctx: Context, site: Site, secret: string, sealer: Sealer) {
  const { config, log } = ctx;
  return betterAuth({
    secret,
    basePath: AUTH_PATH,
    baseURL: config.publicUrl?.origin ?? `http://${config.http.host}:${config.http.port}`,
    // The door has made sure that the request is for an origin of ours.
    trustedOrigins: (request) => (request ? [new URL(request.url).origin] : []),
    database: prismaAdapter(ctx.db, { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: MIN_PASSWORD },
    session: { expiresIn: SESSION_S, updateAge: DAY_S, cookieCache: { enabled: false } },
    account: {
      accountLinking: { enabled: true, trustedProviders: [], requireLocalEmailVerified: false },
    },
    plugins: config.accounts.openId ? [genericOAuth({ config: [openIdOf(config)] })] : [],
    databaseHooks: hooksOf(ctx, sealer),
    rateLimit: { enabled: false }, // see throttle.ts
    telemetry: { enabled: false },
    // What is logged beside the sentence may hold what somebody typed.
    logger: {
      level: 'warn',
      log: (level, message) => log[level]({ from: 'better-auth' }, message),
    },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: site.isSecure,
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
  });
}

/**
 * A person is known by their address, so the provider has to vouch for it (`email_verified`): otherwise
 * whoever may choose an address there could come in by somebody else's.
 */
function openIdOf({ accounts: { openId } }: Context['config']) {
  const { issuer, clientId, clientSecret } = openId!; // the caller looked
  return {
    providerId: OPEN_ID,
    discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    requireIdTokenVerification: true,
    clientId,
    clientSecret,
    scopes: ['openid', 'email', 'profile'],
    pkce: true,
  };
}

function hooksOf(ctx: Context, sealer: Sealer): Hooks {
  const seal = (account: object) => Promise.resolve({ data: sealTokens(account, sealer) });
  return {
    account: { create: { before: seal }, update: { before: seal } },
    user: {
      create: {
        before: async ({ email, emailVerified }) => {
          const invitations = emailVerified ? await openInvitations(ctx, email) : [];
          if (invitations.length === 0) throw notInvited();
        },
        after: (user) => acceptAll(ctx, user),
      },
    },
    session: {
      create: {
        before: async ({ userId }) => {
          if ((await ctx.db.membership.count({ where: { userId } })) === 0) throw notInvited();
        },
      },
    },
  };
}

/** What a provider lets its bearer do is not to be had from a copy of the database. */
function sealTokens<T extends object>(account: T, sealer: Sealer): T {
  const tokens: Tokens = account;
  const sealed = (['accessToken', 'refreshToken', 'idToken'] as const)
    .filter((name) => tokens[name])
    .map((name) => [name, sealer.seal(tokens[name]!, `account.${name}`)]); // those that are there
  return { ...account, ...Object.fromEntries(sealed) };
}

function openInvitations({ db, now }: Context, email: string) {
  return db.invitation.findMany({
    where: { email: email.toLowerCase(), acceptedAt: null, expiresAt: { gt: now() } },
  });
}

/** Whom the provider vouches for gets every place that was offered to their address. */
async function acceptAll(ctx: Context, user: { id: string; name: string; email: string }) {
  const invitations = await openInvitations(ctx, user.email);
  await inTransaction(ctx.pg, async (transaction) => {
    for (const { id, companyId, role } of invitations) {
      const invitation = { id, company_id: companyId, role };
      await acceptInvitation(transaction, invitation, user, ctx.now());
    }
  });
  ctx.eventsAppended();
}

function notInvited(): APIError {
  return new APIError('FORBIDDEN', {
    code: 'NOT_INVITED',
    message: 'Nobody has invited you. Ask an admin of your company to.',
  });
}
