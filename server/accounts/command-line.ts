import type { Company, Context } from '../core/context.ts';
import { DomainError } from '../core/errors.ts';
import { findDefaultCompany } from './service.ts';

/** Who does what is done by the command line. */
export const COMMAND_LINE = { id: null, name: 'command line' };

/** No company has this short name. */
export class CompanyUnknown extends DomainError {
  constructor(slug: string) {
    super('COMPANY_UNKNOWN', `There is no company ${slug}.`);
  }
}

/** The company of that short name; the default one where none is named. @throws {CompanyUnknown} */
export async function findCompany(
  ctx: Pick<Context, 'db'>,
  slug: string | undefined,
): Promise<Company> {
  if (slug === undefined) return findDefaultCompany(ctx);
  const company = await ctx.db.company.findUnique({ where: { slug } });
  if (!company) throw new CompanyUnknown(slug);
  return company;
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
