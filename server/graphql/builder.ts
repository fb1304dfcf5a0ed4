import SchemaBuilder from '@pothos/core';
import ErrorsPlugin from '@pothos/plugin-errors';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin, { AuthScopeFailureType, type AuthFailure } from '@pothos/plugin-scope-auth';
import type { Accounts } from '../accounts/accounts.ts';
import type { Credentials } from '../accounts/caller.ts';
import { Forbidden, may, type Permission, type Viewer } from '../accounts/permissions.ts';
import type { CompanyContext } from '../core/context.ts';
import { countError } from '../core/counters.ts';
import { getDatamodel } from '../core/generated/pothos.ts';
import type PrismaTypes from '../core/generated/pothos.ts';
import type { Instant } from '../core/instant.ts';
import type { ListStream } from '../core/list-stream.ts';
import type { Position } from '../events/cursor.ts';
import type { EventStream } from '../events/stream.ts';
import { costs, pageAround } from './field-cost.ts';

/** What resolvers get: the context of the request's company, who asks, and the live events. */
export interface GraphQLContext extends CompanyContext {
  viewer: Viewer;
  /** What the viewer was let in by. */
  credentials: Credentials;
  accounts: Accounts;
  events: EventStream;
  /** Where the event log was when the request began: all that it reads is at least this new. */
  position: Position;
  /** What an export reads its list from. */
  stream?: ListStream;
}

/** Who may use a field. Each field of Query, Mutation and Subscription says so (see guarded-schema.ts). */
export interface AuthScopes {
  /** Whoever has the permission in the company of the request. */
  may: Permission;
  /** Whoever is known, for what the server says of the caller to the caller. */
  signedIn: boolean;
}

interface SchemaTypes {
  Context: GraphQLContext;
  AuthScopes: AuthScopes;
  PrismaTypes: PrismaTypes;
  DefaultFieldNullability: false;
  DefaultInputFieldRequiredness: false;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
  Scalars: {
    /** A calendar day, `YYYY-MM-DD`. */
    Date: { Input: string; Output: string };
    /** Rows read past Prisma carry instants as ISO text, to the microsecond. */
    DateTime: { Input: Instant; Output: Date | string };
    JSON: { Input: unknown; Output: unknown };
    EventCursor: { Input: string; Output: string };
  };
}

/** Whether the caller may; for what is decided within a field. */
export function isAllowed({ viewer }: GraphQLContext, permission: Permission): boolean {
  return may(viewer, permission);
}

const DEFAULT_PAGE = 50;
const MAX_PAGE = 500;

export const builder = new SchemaBuilder<SchemaTypes>({
  // the first wraps the others: what may not be is refused before anything else looks at it
  plugins: [ScopeAuthPlugin, ErrorsPlugin, RelayPlugin, PrismaPlugin],
  defaultFieldNullability: false,
  scopeAuth: {
    authScopes: ({ viewer }) => ({
      may: (permission) => may(viewer, permission),
      signedIn: true, // the doors let nobody else in
    }),
    unauthorizedError: (_parent, { viewer }, _info, { failure }) =>
      new Forbidden(viewer, lackingPermission(failure)),
  },
  errors: {
    defaultTypes: [],
    directResult: true,
    onResolvedError: countError,
    defaultUnionOptions: {
      name: ({ fieldName }) => `${capitalised(fieldName)}Result`,
      description: 'What came of it, or why nothing was done.',
    },
  },
  relay: {
    cursorType: 'String',
    pageInfoTypeOptions: { description: 'Where a part of a list begins and ends.' },
    hasNextPageFieldOptions: { description: 'Whether the list goes on after it.' },
    hasPreviousPageFieldOptions: { description: 'Whether the list has something before it.' },
    startCursorFieldOptions: { description: 'Of its first row; null when it has none.' },
    endCursorFieldOptions: { description: 'Of its last row; null when it has none.' },
    cursorFieldOptions: { description: 'Pass it as `after` to the same list.' },
    edgesFieldOptions: {
      description: 'In the order of the list.',
      nullable: { list: false, items: false },
      extensions: costs({ rows: 0, size: pageAround(DEFAULT_PAGE, MAX_PAGE) }),
    },
    nodeFieldOptions: { description: 'The row.', nullable: false, extensions: costs({ rows: 0 }) },
    pageInfoFieldOptions: {
      description: 'Where the part begins and ends.',
      extensions: costs({ rows: 0 }),
    },
  },
  prisma: {
    client: (ctx) => ctx.db,
    dmmf: getDatamodel(),
    filterConnectionTotalCount: true,
    maxConnectionSize: MAX_PAGE,
    defaultConnectionSize: DEFAULT_PAGE,
  },
});

builder.queryType({ description: 'What can be asked.' });
builder.mutationType({ description: 'What can be done.' });
builder.subscriptionType({ description: 'What can be watched.' });

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** A field asks for one permission, so one is lacking. */
function lackingPermission(failure: AuthFailure): Permission {
  if (failure.kind === AuthScopeFailureType.AnyAuthScopes) {
    return lackingPermission(failure.failures[0]!); // nothing fails for no reason
  }
  if (failure.kind === AuthScopeFailureType.AuthScope && failure.scope === 'may') {
    return failure.parameter as Permission; // what `may` was given
  }
  throw new Error(`A field asks for something else than a permission: ${failure.kind}.`);
}
