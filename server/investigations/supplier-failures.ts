import { batched } from '../core/batched.ts';
import { addDays, businessDay, dayBounds } from '../core/business-time.ts';
import type { CompanyContext } from '../core/context.ts';
import { defineStatement } from '../core/postgres.ts';
import { WINDOW_DAYS } from '../feeds/cadence.ts';
import type { ReasonFailures, StageFailures } from './dashboard.ts';

/** A supplier's failures in the window that its habit is looked for in. */
export interface SupplierFailures {
  byError: ReasonFailures[];
  byStage: StageFailures[];
}

interface FailurePart {
  supid: number;
  error_id: number | null;
  stage: string | null;
  failures: number;
  still_open: number;
  error_text: string;
}

const countFailures = defineStatement<FailurePart>('investigations/supplier-failures', {
  prepared: false,
});

/** By error and by stage, most failures first; for a page of suppliers it is one statement. */
export async function readSupplierFailures(
  { pg, company, now }: Pick<CompanyContext, 'pg' | 'company' | 'now'>,
  supplierId: number,
): Promise<SupplierFailures> {
  const today = businessDay(now(), company.timeZone);
  const { from } = dayBounds(addDays(today, 1 - WINDOW_DAYS), company.timeZone);
  const { to } = dayBounds(today, company.timeZone);
  const question = `failures of supplier ${company.id} ${today}`;
  const parts = await batched(pg, question, supplierId, async (supplierIds) =>
    Map.groupBy(await countFailures(pg, [company.id, supplierIds, from, to]), ({ supid }) => supid),
  );
  return shape(parts ?? []);
}

function shape(parts: readonly FailurePart[]): SupplierFailures {
  const counts = ({ failures, still_open }: FailurePart) => ({ failures, stillOpen: still_open });
  return {
    byError: parts.flatMap((part) =>
      part.error_id === null
        ? []
        : [{ errorId: part.error_id, errorText: part.error_text, ...counts(part) }],
    ),
    byStage: parts.flatMap((part) =>
      part.stage === null ? [] : [{ stage: part.stage, ...counts(part) }],
    ),
  };
}
