import type { Actor, Company, CompanyContext, Context } from './context.ts';

/** The context for work in one company: its databases show that company and nothing else. */
export function inCompany(ctx: Context, company: Company, actor: Actor): CompanyContext {
  return { ...ctx, ...ctx.companies.of(company.id), company, actor };
}
