import SchemaBuilder from '@pothos/core';
import ErrorsPlugin from '@pothos/plugin-errors';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import type { Viewer } from '../accounts/permissions.ts';
import type { CompanyContext } from '../core/context.ts';
import { getDatamodel } from '../core/generated/pothos.ts';
import type PrismaTypes from '../core/generated/pothos.ts';
import type { Position } from '../events/cursor.ts';
import type { EventStream } from '../events/stream.ts';

/** What resolvers get: the context of the request's company, who asks, and the live events. */
export interface GraphQLContext extends CompanyContext {
  viewer: Viewer;
  events: EventStream;
  /** Where the event log was when the request began: all that it reads is at least this new. */
  position: Position;
}

interface SchemaTypes {
  Context: GraphQLContext;
  PrismaTypes: PrismaTypes;
  DefaultFieldNullability: false;
  DefaultInputFieldRequiredness: false;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
  Scalars: {
    /** A calendar day, `YYYY-MM-DD`. */
    Date: { Input: string; Output: string };
    /** Rows read past Prisma carry instants as ISO text, to the microsecond. */
    DateTime: { Input: Date; Output: Date | string };
    JSON: { Input: unknown; Output: unknown };
    EventCursor: { Input: string; Output: string };
  };
}

export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ErrorsPlugin, RelayPlugin, PrismaPlugin],
  defaultFieldNullability: false,
  errors: {
    defaultTypes: [],
    directResult: true,
    defaultUnionOptions: { name: ({ fieldName }) => `${capitalised(fieldName)}Result` },
  },
  relay: {
    cursorType: 'String',
    edgesFieldOptions: { nullable: { list: false, items: false } },
    nodeFieldOptions: { nullable: false },
  },
  prisma: {
    client: (ctx) => ctx.db,
    dmmf: getDatamodel(),
    filterConnectionTotalCount: true,
    maxConnectionSize: 500,
    defaultConnectionSize: 50,
  },
});

builder.queryType({ description: 'What can be asked.' });
builder.mutationType({ description: 'What can be done.' });
builder.subscriptionType({ description: 'What can be watched.' });

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
