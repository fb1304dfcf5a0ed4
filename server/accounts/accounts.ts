import type { Context } from '../core/context.ts';
import { deriveSealingKey, Sealer } from '../core/sealing.ts';
import { Site } from '../core/site.ts';
import { Authenticator } from './authenticator.ts';
import { createAuth } from './better-auth.ts';
import { Budgets } from './budget.ts';
import { Limits } from './limits.ts';
import { OpenConnections } from './open-connections.ts';
import { findSecret } from './secret.ts';
import { SessionCookie, sessionCookieName } from './session-cookie.ts';
import { Throttle } from './throttle.ts';

/** What a server knows people and machines by. */
export interface Accounts {
  /** Sees all companies: a person may belong to several. */
  installation: Context;
  site: Site;
  cookie: SessionCookie;
  callers: Authenticator;
  connections: OpenConnections;
  limits: Limits;
  budgets: Budgets;
  throttle: Throttle;
  /** Keeps from readers what others are to hold for the server. */
  sealer: Sealer;
  auth: ReturnType<typeof createAuth>;
  /** The person that visitors may be; undefined: none. */
  demoPersonId: string | undefined;
}

/** @throws {SecretMissing} */
export async function openAccounts(ctx: Context, demoPersonId?: string): Promise<Accounts> {
  const { config, log } = ctx;
  const site = new Site(config);
  const secret = await findSecret(ctx);
  const cookie = new SessionCookie(sessionCookieName(site), secret);
  const callers = new Authenticator(ctx, cookie);
  const [first = deriveSealingKey(secret), ...others] = config.accounts.sealingKeys;
  const sealer = new Sealer([first, ...others]);
  return {
    installation: ctx,
    site,
    cookie,
    callers,
    connections: new OpenConnections(callers, log),
    limits: new Limits(config.limits),
    budgets: new Budgets(config.limits.rows),
    throttle: new Throttle(),
    sealer,
    auth: createAuth(ctx, site, secret, sealer),
    demoPersonId,
  };
}
