import type { Company, Context } from '../core/context.ts';

const DEFAULT_SLUG = 'default';

/** The company everything belongs to until accounts exist; the first migration makes it. */
export function findDefaultCompany({ db }: Pick<Context, 'db'>): Promise<Company> {
  return db.company.findUniqueOrThrow({ where: { slug: DEFAULT_SLUG } });
}

export function listCompanies({ db }: Pick<Context, 'db'>): Promise<Company[]> {
  return db.company.findMany({ orderBy: { id: 'asc' } });
}
