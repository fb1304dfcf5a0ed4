import { describe, expect, it } from 'vitest';
import { CompanyExists, createCompany } from '../../server/accounts/create-company.ts';
import { InvalidInput } from '../../server/core/errors.ts';
import { useTestContext } from '../support/database.ts';

const ctx = useTestContext();
const ACTOR = { id: null, name: 'command line' };
const NORTH = {
  slug: 'north-parts',
  name: 'North Parts',
  timeZone: 'Asia/Yekaterinburg',
  warehouseDatabase: 'north_parts',
};
const create = (changes: object = {}) =>
  createCompany(ctx.installation, ACTOR, { ...NORTH, ...changes });
const companies = () => ctx.installation.db.company.count();

describe('a company', () => {
  it('is made with what its days and its warehouse are, and its own log begins with that', async () => {
    const company = await create();
    expect(company).toMatchObject(NORTH);
    const events = await ctx.inCompany(company).db.event.findMany();
    expect(events).toMatchObject([{ kind: 'company.created', actor: 'command line' }]);
    expect(await ctx.inCompany(company).db.supplier.count()).toBe(0);
  });

  it('has its short name for itself, whoever else asks at the same moment', async () => {
    const before = await companies();
    const tries = [create({ slug: 'south' }), create({ slug: 'south' }), create({ slug: 'south' })];
    const refused = (await Promise.allSettled(tries)).filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject([
      { reason: expect.any(CompanyExists) as CompanyExists },
      { reason: expect.any(CompanyExists) as CompanyExists },
    ]);
    expect(await companies()).toBe(before + 1);
  });

  it.each([
    ['slug', ''],
    ['slug', 'North'],
    ['slug', '-north'],
    ['slug', 'x'.repeat(65)],
    ['name', ' '],
    ['timeZone', 'Mars/Olympus'],
    ['timeZone', ''],
    ['warehouseDatabase', 'north; DROP'],
    ['warehouseDatabase', ''],
  ])('with the %s %j is not made', async (field, value) => {
    const before = await companies();
    const refusal: unknown = await create({ slug: 'west', [field]: value }).catch(
      (e: unknown) => e,
    );
    expect(refusal).toBeInstanceOf(InvalidInput);
    expect(refusal).toMatchObject({ fields: [{ field }] });
    expect(await companies()).toBe(before);
  });
});
