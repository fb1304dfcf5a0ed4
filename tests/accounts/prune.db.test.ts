import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import prune from '../../jobs/events/prune.ts';
import { createCompany, createPerson } from '../support/accounts.ts';
import { NOON, useTestContext } from '../support/database.ts';

const ctx = useTestContext();
const DAY_MS = 24 * 60 * 60 * 1000;
const daysFromNow = (days: number) => new Date(NOON.getTime() + days * DAY_MS);
const A_MOMENT = 1 / DAY_MS;

const run = () => prune.run(ctx, '2026-11-20', () => Promise.resolve());
const db = () => ctx.installation.db;

async function invite(name: string, expires: number, accepted?: number, companyId?: number) {
  await db().invitation.create({
    data: {
      id: randomUUID(),
      companyId: companyId ?? ctx.company.id,
      email: `${name}@example.com`,
      role: 'OPERATOR',
      tokenHash: Uint8Array.from(Buffer.from(name)),
      invitedBy: 'tester',
      expiresAt: daysFromNow(expires),
      acceptedAt: accepted === undefined ? null : daysFromNow(accepted),
    },
  });
}

describe('prune', () => {
  it('forgets sessions and links that let nobody in any more', async () => {
    const { id: userId } = await createPerson(ctx.installation, 'OPERATOR');
    await db().session.deleteMany();
    for (const [id, days] of [
      ['expired', 0],
      ['open', A_MOMENT],
    ] as const) {
      const expiresAt = daysFromNow(days);
      await db().session.create({ data: { id, token: id, userId, expiresAt } });
      await db().verification.create({ data: { id, identifier: id, value: '', expiresAt } });
    }
    expect((await run()).rows).toBe(2);
    expect(await db().session.findMany()).toMatchObject([{ id: 'open' }]);
    expect(await db().verification.findMany()).toMatchObject([{ id: 'open' }]);
    expect((await run()).rows).toBe(0);
  });

  it('forgets invitations 30 days after they were accepted or expired, and no other company’s', async () => {
    const other = await createCompany(ctx.installation, 'borealis');
    await invite('expired-long-ago', -30 - A_MOMENT);
    await invite('expired', -30);
    await invite('accepted-long-ago', -24, -30 - A_MOMENT);
    await invite('accepted', -24, -30);
    await invite('open', 7);
    await invite('of-others', -60, -60, other.id);
    expect((await run()).rows).toBe(2);
    const left = await db().invitation.findMany({ orderBy: { email: 'asc' } });
    expect(left.map(({ email }) => email.split('@')[0])).toEqual([
      'accepted',
      'expired',
      'of-others',
      'open',
    ]);
  });
});
