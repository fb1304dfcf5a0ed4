import { InvalidInput } from '../core/errors.ts';
import type { Invitation } from '../core/generated/prisma/client.ts';
import { builder, isAllowed } from '../graphql/builder.ts';
import { ErrorInterface } from '../graphql/errors.ts';
import { costs, tableSize } from '../graphql/field-cost.ts';
import {
  AlreadyMember,
  InvitationNotFound,
  inviteMember,
  listInvitations,
  withdrawInvitation,
  type NewInvitation,
} from './invitations.ts';
import {
  changeRole,
  LastAdmin,
  listMembers,
  MemberNotFound,
  removeMember,
  type Member,
} from './members.ts';
import { BelongsElsewhere, resetPassword } from './passwords.ts';
import { RoleType } from './viewer-schema.ts';

const MemberType = builder.objectRef<Member>('Member').implement({
  description: 'Somebody with a place in the company.',
  fields: (t) => ({
    id: t.exposeID('id', { description: "The person's." }),
    name: t.exposeString('name', { description: 'As people see it.' }),
    email: t.string({
      nullable: true,
      description: 'Null for those who do not manage people.',
      resolve: ({ email }, _args, ctx) => (isAllowed(ctx, 'ADMINISTER') ? email : null),
    }),
    role: t.expose('role', { description: 'What they may do.', type: RoleType }),
    joinedAt: t.expose('joinedAt', { description: 'When they got their place.', type: 'DateTime' }),
  }),
});

const InvitationType = builder.objectRef<Invitation>('Invitation').implement({
  description: 'A place that was offered and not yet taken.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'By which it is withdrawn.' }),
    email: t.exposeString('email', { description: 'Whom it is for.' }),
    role: t.expose('role', { description: 'What the person may do then.', type: RoleType }),
    invitedBy: t.exposeString('invitedBy', { description: 'The name of the admin.' }),
    createdAt: t.expose('createdAt', { description: 'When it was offered.', type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', {
      description: 'From then on it cannot be taken.',
      type: 'DateTime',
    }),
  }),
});

const PeopleType = builder.objectRef<{ people: Member[] }>('People').implement({
  description: 'Everybody with a place in the company, after a change.',
  fields: (t) => ({
    people: t.expose('people', {
      description: 'By name.',
      type: [MemberType],
      extensions: costs({ rows: 0, size: tableSize('membership') }),
    }),
  }),
});

const InvitationsType = builder.objectRef<{ invitations: Invitation[] }>('Invitations').implement({
  description: 'What is offered in the company, after a change.',
  fields: (t) => ({
    invitations: t.expose('invitations', {
      description: 'Newest first.',
      type: [InvitationType],
      extensions: costs({ rows: 0, size: tableSize('invitation') }),
    }),
  }),
});

const NewInvitationType = builder.objectRef<NewInvitation>('NewInvitation').implement({
  description: 'An offer that was just made.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'By which it is withdrawn.' }),
    link: t.exposeString('link', {
      description:
        'Where the person takes it: a path on this server. It is shown this once, so hand it on.',
    }),
  }),
});

const ResetLinkType = builder.objectRef<{ link: string }>('ResetLink').implement({
  description: 'Where a person sets a new password, once and within a day.',
  fields: (t) => ({
    link: t.exposeString('link', { description: 'A path on this server, shown this once.' }),
  }),
});

for (const [error, description] of [
  [AlreadyMember, 'The address belongs to a member; nobody was invited.'],
  [InvitationNotFound, 'There is no such open offer; nothing was changed.'],
  [MemberNotFound, 'There is no such person in the company; nothing was changed.'],
  [LastAdmin, 'The company would have no admin left; nothing was changed.'],
  [BelongsElsewhere, 'The person belongs to another company too; nothing was changed.'],
] as const) {
  builder.objectType(error, { name: error.name, description, interfaces: [ErrorInterface] });
}

builder.queryFields((t) => ({
  people: t.field({
    type: [MemberType],
    extensions: costs({ rows: tableSize('membership'), size: tableSize('membership') }),
    authScopes: { may: 'READ' },
    description: 'Everybody with a place in the company, by name.',
    resolve: (_root, _args, ctx) => listMembers(ctx),
  }),
  invitations: t.field({
    type: [InvitationType],
    extensions: costs({ rows: tableSize('invitation'), size: tableSize('invitation') }),
    authScopes: { may: 'ADMINISTER' },
    description: 'Places that are offered, newest first.',
    resolve: (_root, _args, ctx) => listInvitations(ctx),
  }),
}));

builder.mutationFields((t) => ({
  inviteMember: t.field({
    type: NewInvitationType,
    authScopes: { may: 'ADMINISTER' },
    description: 'Offers a place in the company, for a week.',
    errors: { types: [AlreadyMember, InvalidInput] },
    args: {
      email: t.arg.string({ description: 'Where the person has mail.', required: true }),
      role: t.arg({ description: 'What they may do then.', type: RoleType, required: true }),
    },
    resolve: (_root, input, ctx) => inviteMember(ctx, input),
  }),
  withdrawInvitation: t.field({
    type: InvitationsType,
    authScopes: { may: 'ADMINISTER' },
    description: 'Takes an offer back.',
    errors: { types: [InvitationNotFound] },
    args: { id: t.arg.id({ description: 'Which one.', required: true }) },
    resolve: async (_root, { id }, ctx) => {
      await withdrawInvitation(ctx, id);
      return { invitations: await listInvitations(ctx) };
    },
  }),
  changeRole: t.field({
    type: PeopleType,
    authScopes: { may: 'ADMINISTER' },
    description: 'Gives a person another role; their open connections are cut.',
    errors: { types: [MemberNotFound, LastAdmin] },
    args: {
      personId: t.arg.id({ description: 'Whose.', required: true }),
      role: t.arg({ description: 'What they may do from now on.', type: RoleType, required: true }),
    },
    resolve: async (_root, { personId, role }, ctx) => {
      const people = await changeRole(ctx, personId, role);
      await ctx.accounts.connections.check();
      return { people };
    },
  }),
  removeMember: t.field({
    type: PeopleType,
    authScopes: { may: 'ADMINISTER' },
    description: 'Takes a person out of the company. What they did stays on record.',
    errors: { types: [MemberNotFound, LastAdmin] },
    args: { personId: t.arg.id({ description: 'Whose.', required: true }) },
    resolve: async (_root, { personId }, ctx) => {
      const people = await removeMember(ctx, personId);
      await ctx.accounts.connections.check();
      return { people };
    },
  }),
  resetPassword: t.field({
    type: ResetLinkType,
    authScopes: { may: 'ADMINISTER' },
    description: 'Makes a link by which a person sets a new password.',
    errors: { types: [MemberNotFound, BelongsElsewhere] },
    args: { personId: t.arg.id({ description: 'Whose.', required: true }) },
    resolve: async (_root, { personId }, ctx) => ({
      link: await resetPassword(ctx, ctx.accounts.installation, personId),
    }),
  }),
}));
