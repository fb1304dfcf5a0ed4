import type { KeyRole, Role } from '../core/generated/prisma/enums.ts';
import { builder } from '../graphql/builder.ts';
import { ErrorInterface } from '../graphql/errors.ts';
import { costs } from '../graphql/field-cost.ts';
import { listPlaces, NoPlaceThere, switchCompany } from './companies.ts';
import { may, PERMISSIONS, type Permission, type Viewer } from './permissions.ts';
import type { PlaceRow } from './queries.ts';

export const RoleType = builder.enumType('Role', {
  description: 'What a person may do in a company.',
  values: {
    OPERATOR: { description: 'Reads, works the queue and downloads files.' },
    ENGINEER: { description: 'Does what operators do, runs jobs and sees what is wrong inside.' },
    ANALYST: { description: 'Reads and exports.' },
    ADMIN: { description: 'Does all of that and manages people, keys and settings.' },
  } satisfies Record<Role, object>,
});

export const KeyRoleType = builder.enumType('KeyRole', {
  description: 'What a machine may do.',
  values: {
    ROBOT: { description: 'Reports failures, and reads nothing but its own receipts.' },
    INTEGRATION: { description: 'Reads, and follows events.' },
    ANALYST: { description: 'Reads and exports.' },
  } satisfies Record<KeyRole, object>,
});

const PermissionType = builder.enumType('Permission', {
  description: 'What can be allowed.',
  values: {
    READ: { description: 'See cases, suppliers, anomalies, the dashboard, runs and events.' },
    WORK: { description: 'Change cases and what is known of suppliers.' },
    DOWNLOAD: { description: 'See and download the files behind the cases.' },
    LOG: { description: 'Report failures.' },
    EXPORT: { description: 'Get lists as files.' },
    RUN_JOBS: { description: 'Run jobs by hand.' },
    SEE_HEALTH: { description: 'See what is wrong inside, such as why a run failed.' },
    ADMINISTER: { description: 'Manage people, keys and settings.' },
  } satisfies Record<Permission, object>,
});

const ViewerKindType = builder.enumType('ViewerKind', {
  description: 'A person who is signed in, or a machine with its key.',
  values: {
    PERSON: { description: 'Somebody who is signed in.' },
    KEY: { description: 'A machine with its key.' },
  } satisfies Record<Viewer['kind'], object>,
});

const PlaceType = builder.objectRef<PlaceRow>('Place').implement({
  description: 'A company in which a person has a place.',
  fields: (t) => ({
    companyId: t.exposeInt('id', { description: 'By which one switches to it.' }),
    companyName: t.exposeString('name', { description: 'As people see it.' }),
    role: t.expose('role', { description: 'What the person may do there.', type: RoleType }),
    isCurrent: t.boolean({
      description: 'Whether this request is for it.',
      resolve: ({ id }, _args, { company }) => id === company.id,
    }),
  }),
});

const ViewerType = builder.objectRef<Viewer>('Viewer').implement({
  description: 'Who sends this request.',
  fields: (t) => ({
    kind: t.expose('kind', { description: 'A person or a machine.', type: ViewerKindType }),
    id: t.exposeID('id', { description: "The person's or the key's." }),
    name: t.exposeString('name', { description: "The person's or the key's." }),
    role: t.exposeString('role', { description: "A person's Role or a key's KeyRole." }),
    permissions: t.field({
      description: 'What the caller may do in the company of this request.',
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
  fields: (t) => ({ companyId: t.exposeInt('companyId', { description: 'Which one.' }) }),
});

builder.mutationField('switchCompany', (t) =>
  t.field({
    type: SwitchedType,
    authScopes: { signedIn: true },
    description: 'Works for another of the companies one belongs to; open connections are cut.',
    errors: { types: [NoPlaceThere] },
    args: {
      companyId: t.arg.int({ description: 'One of those in `me.companies`.', required: true }),
    },
    resolve: async (_root, { companyId }, { accounts, credentials }) => {
      await switchCompany(accounts.installation, credentials, companyId);
      await accounts.connections.check();
      return { companyId };
    },
  }),
);
