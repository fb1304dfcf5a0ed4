import { parse, subscribe, type ExecutionResult } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { may } from '../../server/accounts/permissions.ts';
import { inCompany } from '../../server/core/company-context.ts';
import { schema } from '../../server/graphql/schema.ts';
import { failure } from '../investigations/make.ts';
import { useTestContext } from '../support/database.ts';
import { createTestApi, ROBOT, type TestApi } from '../support/graphql.ts';
import { documentOf, ROOT_FIELDS, type RootField } from './documents.ts';
import { MATRIX, RECEIPT, VIEWERS, type Cell } from './matrix.ts';

const ctx = useTestContext();
const NOBODYS = '00000000-0000-4000-8000-000000000000';
const apis = new Map<(typeof VIEWERS)[number], TestApi>();

beforeAll(async () => {
  for (const viewer of VIEWERS) apis.set(viewer, await createTestApi(ctx, viewer));
});

it('says of every field of Query, Mutation and Subscription who may use it, and of no other', () => {
  expect([...MATRIX.keys()].sort()).toEqual(ROOT_FIELDS.map(({ name }) => name).sort());
  for (const cells of MATRIX.values()) expect(cells).toHaveLength(VIEWERS.length);
});

describe.each(ROOT_FIELDS.filter(({ name }) => MATRIX.has(name)))('$name', (root) => {
  const cells = MATRIX.get(root.name) ?? [];
  it.each(VIEWERS.map((viewer, i) => [viewer.kind, viewer.role, cells[i]!, viewer] as const))(
    'of %s %s: %s',
    async (_kind, _role, expected, viewer) => {
      const result = await ask(root, viewer);
      expect(cellOf(result)).toBe(expected);
      if (expected === 'yes') return;
      const [error] = result.errors!; // that is what made the cell
      expect(error!.message).toMatch(/^This takes the permission [A-Z_]+, which /);
      expect(Object.values(result.data ?? {})).not.toContainEqual(expect.anything());
    },
  );
});

async function ask(root: RootField, viewer: (typeof VIEWERS)[number]): Promise<ExecutionResult> {
  const document = documentOf(root, NOBODYS);
  const api = apis.get(viewer)!; // made above
  if (root.operation !== 'subscription') return api.execute(document);
  const { id, name } = viewer;
  const context = inCompany(ctx.installation, ctx.company, { id, name });
  const { events } = api;
  const begun = await subscribe({
    schema,
    document: parse(document),
    contextValue: { ...context, viewer, events, position: events.position },
  });
  if (!(Symbol.asyncIterator in begun)) return withCodes(begun);
  await begun.return?.(undefined);
  return { data: {} };
}

/** As a door would tell them. */
function withCodes({ errors = [] }: ExecutionResult): ExecutionResult {
  for (const error of errors) {
    Object.assign(error.extensions, { code: (error.originalError as { code?: string }).code });
  }
  return { errors };
}

function cellOf({ errors = [] }: ExecutionResult): Cell {
  const codes = errors.map(({ extensions }) => extensions?.['code']);
  // a bug would look like neither
  expect(codes).not.toContain('INTERNAL_SERVER_ERROR');
  expect(codes).not.toContain(undefined);
  return codes.includes('FORBIDDEN') ? 'no' : 'yes';
}

describe('a robot', () => {
  const fields = Object.keys(
    (schema.getType('Investigation') as unknown as { getFields: () => object }).getFields(),
  ).sort();

  it.each(fields)('of the case it logged: %s', async (name) => {
    const { execute } = await createTestApi(ctx, ROBOT);
    const ask = (selection: string) =>
      execute(
        `mutation ($input: LogInvestigationEventInput!) {
          logInvestigationEvent(input: $input) {
            ... on LogInvestigationEventPayload { investigation { ${selection} } }
          }
        }`,
        { input: failure() },
      );
    const scalar = await ask(name);
    const needsMore = scalar.errors?.[0]?.message.includes('must have a selection of subfields');
    const { data, errors = [] } = needsMore ? await ask(`${name} { __typename }`) : scalar;
    const seen = (data as { logInvestigationEvent?: { investigation?: object } } | null)
      ?.logInvestigationEvent?.investigation;
    if (RECEIPT.includes(name)) expect(errors).toEqual([]);
    else if (name === 'file') expect(seen).toEqual({ file: null });
    else expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('what went wrong in a run', () => {
  beforeAll(async () => {
    await ctx.db.jobRun.create({
      data: {
        id: NOBODYS,
        companyId: ctx.company.id,
        job: 'prune',
        forDate: new Date('2026-11-20'),
        state: 'FAILED',
        queuedAt: ctx.now(),
        error: 'the inside',
      },
    });
  });

  it.each(VIEWERS.filter((viewer) => may(viewer, 'READ')))(
    'is shown to those who may see it: $kind $role',
    async (viewer) => {
      const { data } = await apis.get(viewer)!.execute('{ jobs { lastRun { error } } }'); // made above
      const shown = JSON.stringify(data).includes('the inside');
      expect(shown).toBe(['ENGINEER', 'ADMIN'].includes(viewer.role));
    },
  );
});
