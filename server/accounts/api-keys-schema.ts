import { InvalidInput } from '../core/errors.ts';
import type { ApiKey } from '../core/generated/prisma/client.ts';
import { builder } from '../graphql/builder.ts';
import { ErrorInterface } from '../graphql/errors.ts';
import { costs, tableSize } from '../graphql/field-cost.ts';
import {
  createApiKey,
  KeyNotFound,
  listApiKeys,
  revokeApiKey,
  type CreatedKey,
} from './api-keys.ts';
import { KeyRoleType } from './viewer-schema.ts';

const ApiKeyType = builder.objectRef<ApiKey>('ApiKey').implement({
  description: "A machine's key, without its secret.",
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The part between the underscores.' }),
    name: t.exposeString('name', { description: 'What people call it.' }),
    role: t.expose('role', { description: 'What it may do.', type: KeyRoleType }),
    createdBy: t.exposeString('createdBy', { description: 'The name of the admin who made it.' }),
    createdAt: t.expose('createdAt', { description: 'When it was made.', type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'From then on it is refused; null: it does not end by itself.',
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Null if nobody has revoked it.',
    }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'To the minute; null if it never was.',
    }),
  }),
});

const CreatedKeyType = builder.objectRef<CreatedKey>('CreatedKey').implement({
  description: 'A key that was just made.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'By which it is revoked.' }),
    key: t.exposeString('text', {
      description: 'What the machine sends, `pl_…`. It is shown this once.',
    }),
  }),
});

const ApiKeysType = builder.objectRef<{ apiKeys: ApiKey[] }>('ApiKeys').implement({
  description: "The company's keys, after a change.",
  fields: (t) => ({
    apiKeys: t.expose('apiKeys', {
      description: 'Newest first, also those that are none any more.',
      type: [ApiKeyType],
      extensions: costs({ rows: 0, size: tableSize('api_key') }),
    }),
  }),
});

builder.objectType(KeyNotFound, {
  name: 'KeyNotFound',
  description: 'There is no such key that still is one; nothing was changed.',
  interfaces: [ErrorInterface],
});

builder.queryField('apiKeys', (t) =>
  t.field({
    type: [ApiKeyType],
    extensions: costs({ rows: tableSize('api_key'), size: tableSize('api_key') }),
    authScopes: { may: 'ADMINISTER' },
    description: "The company's keys, newest first, also those that are none any more.",
    resolve: (_root, _args, ctx) => listApiKeys(ctx),
  }),
);

builder.mutationFields((t) => ({
  createApiKey: t.field({
    type: CreatedKeyType,
    authScopes: { may: 'ADMINISTER' },
    description: 'Makes a key for a machine.',
    errors: { types: [InvalidInput] },
    args: {
      name: t.arg.string({ description: 'What people call it.', required: true }),
      role: t.arg({ description: 'What it may do.', type: KeyRoleType, required: true }),
      expiresAt: t.arg({
        description: 'From then on it is refused; absent: it does not end by itself.',
        type: 'DateTime',
      }),
    },
    resolve: (_root, input, ctx) => createApiKey(ctx, input),
  }),
  revokeApiKey: t.field({
    type: ApiKeysType,
    authScopes: { may: 'ADMINISTER' },
    description: 'Nobody is let in by the key any more, and who is in by it is cut off.',
    errors: { types: [KeyNotFound] },
    args: { id: t.arg.id({ description: 'Which one.', required: true }) },
    resolve: async (_root, { id }, ctx) => {
      await revokeApiKey(ctx, id);
      await ctx.accounts.connections.check();
      return { apiKeys: await listApiKeys(ctx) };
    },
  }),
}));
