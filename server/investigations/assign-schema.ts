import { builder } from '../graphql/builder.ts';
import { ErrorInterface } from '../graphql/errors.ts';
import { OnlyForPeople, PersonNotFound } from './assign.ts';
import type { Person } from './work-change.ts';

export const PersonType = builder.objectRef<Person>('Person').implement({
  description: 'A person of the company, or one who was.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Their own for good.' }),
    name: t.exposeString('name', { description: 'As people see it.' }),
  }),
});

builder.objectType(PersonNotFound, {
  name: 'PersonNotFound',
  description: 'There is nobody of this id in the company; nothing was done.',
  interfaces: [ErrorInterface],
});

builder.objectType(OnlyForPeople, {
  name: 'OnlyForPeople',
  description: 'Only a signed-in person can do this; nothing was done.',
  interfaces: [ErrorInterface],
});
