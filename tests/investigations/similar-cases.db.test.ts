import { beforeEach, expect, it } from 'vitest';
import { logInvestigationEvents } from '../../server/investigations/log-investigations.ts';
import { listOtherOpenCases, readSimilarCases } from '../../server/investigations/similar-cases.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';
import { createTestApi } from '../support/graphql.ts';
import { failure } from './make.ts';

const ctx = useTestContext();
beforeEach(() => emptyDatabase(ctx));

async function log(...cases: object[]) {
  const results = await logInvestigationEvents(
    ctx,
    cases.map((changes, i) => failure({ idempotencyKey: `case ${i}`, ...changes })),
  );
  return results.map((result) => {
    if (result instanceof Error) throw result;
    return result.investigation;
  });
}
const close = (id: string, minutes: number, status: string, reason: string | null) =>
  ctx.owner.query(
    `UPDATE investigation SET status = $3::investigation_status, reason_code = $4::reason_code,
       investigated_at = created_at + $2 * interval '1 minute' WHERE id = $1`,
    [id, minutes, status, reason],
  );

it('tells how the cases of the same supplier and error before it ended, and how long they took', async () => {
  const on = (day: string) => ({ eventAt: `2026-11-${day}T10:00:00Z` });
  const [a, b, c, d, now, after] = await log(
    on('01'),
    on('02'),
    on('03'),
    on('04'),
    on('10'),
    on('11'),
    { ...on('05'), errorId: 99 },
    { ...on('06'), supplierId: 99 },
    { eventAt: '2025-10-01T00:00:00Z' }, // more than a year before
  );
  await close(a!.id, 10, 'RESOLVED', 'OUR_FAULT');
  await close(b!.id, 30, 'RESOLVED', 'OUR_FAULT');
  await close(c!.id, 500, 'UNRESOLVED', null);
  await close(after!.id, 1, 'RESOLVED', 'OTHER');
  expect(d!.status).toBe('OPEN');
  expect(await readSimilarCases(ctx, now!, 'SUPPLIER_AND_ERROR')).toEqual({
    cases: 4,
    outcomes: [
      { status: 'RESOLVED', reasonCode: 'OUR_FAULT', cases: 2 },
      { status: 'OPEN', reasonCode: null, cases: 1 },
      { status: 'UNRESOLVED', reasonCode: null, cases: 1 },
    ],
    medianSecondsToClose: 1800,
  });
  expect(await readSimilarCases(ctx, now!, 'ERROR')).toMatchObject({ cases: 5 });
});

it('knows of none where there were none', async () => {
  const [only] = await log({});
  expect(await readSimilarCases(ctx, only!, 'SUPPLIER_AND_ERROR')).toEqual({
    cases: 0,
    outcomes: [],
    medianSecondsToClose: null,
  });
});

it('the other open cases of the supplier are without the case itself and without closed ones', async () => {
  const [one, two, three, closed] = await log({}, {}, {}, {}, { supplierId: 99 });
  await close(closed!.id, 1, 'RESOLVED', null);
  const others = await listOtherOpenCases(ctx, one!, 5);
  expect(others.map(({ id }) => id).sort()).toEqual([two!.id, three!.id].sort());
  expect(await listOtherOpenCases(ctx, one!, 1)).toHaveLength(1);
});

it('the API answers all that the page of a case asks', async () => {
  const [one] = await log({}, {});
  const api = await createTestApi(ctx);
  const data = await api.query<{ queueNeighbours: { before: number } }>(
    `query ($id: ID!) {
      investigation(id: $id) {
        guide { meaning } similar(by: ERROR) { cases medianSecondsToClose } otherOpenCases { id }
        supplier { failureCauses { byError { errorId failures stillOpen } byStage { stage failures } } }
      }
      queueNeighbours(id: $id, sort: SUPPLIER) { previous { id } next { id } before }
    }`,
    { id: one!.id },
  );
  expect(data).toMatchObject({
    investigation: {
      similar: { cases: 0, medianSecondsToClose: null },
      otherOpenCases: [{}],
      supplier: {
        failureCauses: {
          byError: [{ errorId: 3, failures: 2, stillOpen: 2 }],
          byStage: [{ stage: 'load_mail', failures: 2 }],
        },
      },
    },
  });
});
