import type { Viewer } from '../../server/accounts/permissions.ts';
import type { CompanyContext } from '../../server/core/context.ts';
import type { TestContext } from '../support/database.ts';

/** An operator of the context's company, who keeps their id however often they are asked for. */
export async function makePerson({ owner, company }: TestContext, name: string): Promise<Viewer> {
  const id = name.toLowerCase();
  await owner.query(
    `INSERT INTO "user" (id, name, email) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    [id, name, `${id.replaceAll(' ', '-')}@example.org`],
  );
  await owner.query(
    `INSERT INTO membership (company_id, user_id, role) VALUES ($1, $2, 'OPERATOR') ON CONFLICT DO NOTHING`,
    [company.id, id],
  );
  return { kind: 'PERSON', id, name, role: 'OPERATOR' };
}

/** The context as the person's requests get it. */
export function actingAs(ctx: TestContext, { id, name }: Viewer): CompanyContext {
  return { ...ctx, now: () => ctx.now(), actor: { id, name } };
}
