import { KeyRole, Role } from '../core/generated/prisma/enums.ts';
import { builder } from '../graphql/builder.ts';
import { ErrorInterface } from '../graphql/errors.ts';
import { costs } from '../graphql/field-cost.ts';
import { listPlaces, NoPlaceThere, switchCompany } from './companies.ts';
import { may, PERMISSIONS, type Viewer } from './permissions.ts';
import type { PlaceRow } from './queries.ts';

export const RoleType = builder.enumType('Role', {
  description: 'What a person may do in a company.',
  values: Object.values(Role),
});

export const KeyRoleType = builder.enumType('KeyRole', {
  description: 'What a machine may do.',
  values: Object.values(KeyRole),
});

const PermissionType = builder.enumType('Permission', {
  description: 'What can be allowed.',
  values: PERMISSIONS,
});

const ViewerKindType = builder.enumType('ViewerKind', {
  description: 'A person who is signed in, or a machine with its key.',
  values: ['PERSON', 'KEY'] as const,
});

const PlaceType = builder.objectRef<PlaceRow>('Place').implement({
  description: 'A company in which a person has a place.',
  fields: (t) => ({
    companyId: t.exposeInt('id'),
    companyName: t.exposeString('name'),
    role: t.expose('role', { type: RoleType }),
    isCurrent: t.boolean({
      description: 'Whether this request is for it.',
      resolve: ({ id }, _args, { company }) => id === company.id,
    }),
  }),
});

const ViewerType = builder.objectRef<Viewer>('Viewer').implement({
  description: 'Who sends this request.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ViewerKindType }),
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    role: t.exposeString('role', { description: "A person's Role or a key's KeyRole." }),
    permissions: t.field({
      type: [PermissionType],
      resolve: (viewer) => PERMISSIONS.filter((permission) => may(viewer, permission)),
    }),
    companies: t.field({
      type: [PlaceType],
      extensions: costs({ rows: 20, size: 20 }),
      description: 'Where the person has a place; of a key none is told.',
      resolve: ({ kind, id }, _args, { accounts }) =>
        kind === 'PERSON' ? listPlaces(accounts.installation, id) : [],
    }),
  }),
});

builder.objectType(NoPlaceThere, {
  name: 'NoPlaceThere',
  description: 'The person has no place in that company; nothing was changed.',
  interfaces: [ErrorInterface],
});

builder.queryField('me', (t) =>
  t.field({
    type: ViewerType,
    authScopes: { signedIn: true },
    description: 'Who the server takes the caller for.',
    resolve: (_root, _args, { viewer }) => viewer,
  }),
);

const SwitchedType = builder.objectRef<{ companyId: number }>('SwitchedCompany').implement({
  description: 'The company that this browser works for from now on.',
  fields: (t) => ({ companyId: t.exposeInt('companyId') }),
});

builder.mutationField('switchCompany', (t) =>
  t.field({
    type: SwitchedType,
    authScopes: { signedIn: true },
    description: 'Works for another of the companies one belongs to; open connections are cut.',
    errors: { types: [NoPlaceThere] },
    args: { companyId: t.arg.int({ required: true }) },
    resolve: async (_root, { companyId }, { accounts, credentials }) => {
      await switchCompany(accounts.installation, credentials, companyId);
      await accounts.connections.check();
      return { companyId };
    },
  }),
);
