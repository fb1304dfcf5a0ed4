import { may } from '../accounts/permissions.ts';
import { InvalidInput } from '../core/errors.ts';
import { builder, type GraphQLContext } from '../graphql/builder.ts';
import { ErrorInterface } from '../graphql/errors.ts';
import { costs, tableSize } from '../graphql/field-cost.ts';
import { openOnes } from './cost.ts';
import { InvestigationSortType, QueueFilterInput, QueuePresetType } from './filter-schema.ts';
import { GroupingType } from './group-schema.ts';
import { countInvestigations } from './list.ts';
import {
  createSavedView,
  deleteSavedView,
  listSavedViews,
  PersonNeeded,
  SavedViewNameTaken,
  SavedViewNotFound,
  SharedViewRefused,
  updateSavedView,
  type SavedView,
  type ViewState,
} from './saved-views.ts';

builder.objectType(SavedViewNotFound, {
  name: 'SavedViewNotFound',
  description: 'There is no view of this id, or it is somebody else’s.',
  interfaces: [ErrorInterface],
});

builder.objectType(SavedViewNameTaken, {
  name: 'SavedViewNameTaken',
  description: 'Another of the views has this name, in capitals or not.',
  interfaces: [ErrorInterface],
});

builder.objectType(SharedViewRefused, {
  name: 'SharedViewRefused',
  description: 'Views that everybody shares are an admin’s to change.',
  interfaces: [ErrorInterface],
});

builder.objectType(PersonNeeded, {
  name: 'PersonNeeded',
  description: 'A machine has no views of its own.',
  interfaces: [ErrorInterface],
});

const SavedViewType = builder.objectRef<SavedView>('SavedView').implement({
  description: 'A name for a way to look at the queue.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its own for good.' }),
    name: t.exposeString('name', { description: 'As people see it.' }),
    isShared: t.exposeBoolean('isShared', {
      description: 'Whether everybody in the company has it; else it is the caller’s own.',
    }),
    preset: t.field({
      description: 'The view of the queue that it begins with.',
      type: QueuePresetType,
      resolve: ({ state }) => state.preset,
    }),
    filter: t.field({
      type: 'JSON',
      description: 'A QueueFilter, to be passed on as it is.',
      resolve: ({ state }) => state.filter,
    }),
    sort: t.field({
      description: 'In which order.',
      type: InvestigationSortType,
      resolve: ({ state }) => state.sort,
    }),
    groupBy: t.field({
      type: [GroupingType],
      nullable: true,
      description: 'One or two keys; null when it is not grouped.',
      resolve: ({ state }) => state.groupBy,
    }),
    count: t.int({
      extensions: costs({ rows: openOnes }),
      description: 'How many cases it shows now.',
      resolve: ({ state }, _args, ctx) => countInvestigations(ctx, state),
    }),
    updatedAt: t.expose('updatedAt', {
      description: 'When it was changed last.',
      type: 'DateTime',
    }),
  }),
});

const ViewStateInput = builder.inputType('SavedViewState', {
  description: 'A way to look at the queue; what is left out is as on a page that was just opened.',
  fields: (t) => ({
    preset: t.field({
      description: 'The view of the queue that it begins with.',
      type: QueuePresetType,
      defaultValue: 'ALL_OPEN',
    }),
    filter: t.field({
      description: 'What the view is narrowed to; absent: nothing.',
      type: QueueFilterInput,
    }),
    sort: t.field({
      description: 'In which order.',
      type: InvestigationSortType,
      defaultValue: 'NEWEST',
    }),
    groupBy: t.field({ type: [GroupingType], description: 'One or two keys; null: not grouped.' }),
  }),
});

builder.queryField('savedViews', (t) =>
  t.field({
    type: [SavedViewType],
    extensions: costs({ rows: tableSize('saved_view'), size: tableSize('saved_view') }),
    authScopes: { may: 'READ' },
    description: 'The caller’s own views and those that everybody shares, by name.',
    resolve: (_root, _args, ctx) => listSavedViews(ctx),
  }),
);

builder.mutationFields((t) => ({
  createSavedView: t.field({
    type: SavedViewType,
    authScopes: { may: 'READ' },
    description: 'Gives a way to look at the queue a name.',
    errors: { types: [InvalidInput, SavedViewNameTaken, SharedViewRefused, PersonNeeded] },
    args: {
      name: t.arg.string({ required: true, description: '1 to 64 characters.' }),
      isShared: t.arg.boolean({
        defaultValue: false,
        description: 'For everybody in the company; admins only.',
      }),
      state: t.arg({ description: 'What it shows.', type: ViewStateInput, required: true }),
    },
    resolve: (_root, { name, isShared, state }, ctx) =>
      createSavedView(
        ctx,
        { name, isShared: isShared ?? false, state: withDefaults(state) },
        rightsOf(ctx),
      ),
  }),
  updateSavedView: t.field({
    type: SavedViewType,
    authScopes: { may: 'READ' },
    description:
      'Renames a view, shares it or makes it show something else; what is left out stays.',
    errors: {
      types: [InvalidInput, SavedViewNotFound, SavedViewNameTaken, SharedViewRefused, PersonNeeded],
    },
    args: {
      id: t.arg.id({ description: 'Which one.', required: true }),
      name: t.arg.string({ description: '1 to 64 characters.' }),
      isShared: t.arg.boolean({
        description: 'For everybody in the company, or for the caller alone; admins only.',
      }),
      state: t.arg({
        description: 'What it shows from now on; absent: what it did.',
        type: ViewStateInput,
      }),
    },
    resolve: (_root, { state, ...change }, ctx) =>
      updateSavedView(ctx, { ...change, state: state && withDefaults(state) }, rightsOf(ctx)),
  }),
  deleteSavedView: t.field({
    type: SavedViewType,
    authScopes: { may: 'READ' },
    description: 'Forgets a view, and answers what it was.',
    errors: { types: [SavedViewNotFound, SharedViewRefused] },
    args: { id: t.arg.id({ description: 'Which one.', required: true }) },
    resolve: (_root, { id }, ctx) => deleteSavedView(ctx, id, rightsOf(ctx)),
  }),
}));

const rightsOf = ({ viewer }: GraphQLContext) => ({ mayShare: may(viewer, 'ADMINISTER') });

function withDefaults({
  preset,
  filter,
  sort,
  groupBy,
}: typeof ViewStateInput.$inferInput): ViewState {
  return {
    preset: preset ?? 'ALL_OPEN',
    filter: filter ?? {},
    sort: sort ?? 'NEWEST',
    groupBy: groupBy ?? null,
  };
}
