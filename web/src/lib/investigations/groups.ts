import type { GroupFragment } from '#lib/graphql/generated.ts';

type Key = Pick<GroupFragment, 'errorId' | 'supplierId' | 'stage'>;

/** What tells a group from the others of the same grouping. */
export function keyOfGroup({ errorId, supplierId, stage }: Key): string {
  return [errorId, supplierId, stage].join('/');
}

/** Groups that were shown keep their order, so that nothing moves under the hand; new ones come last. */
export function inKnownOrder<Group extends Key>(
  groups: readonly Group[],
  known: readonly string[],
): Group[] {
  const places = new Map(known.map((key, i) => [key, i]));
  const placeOf = (group: Group) => places.get(keyOfGroup(group)) ?? known.length;
  return [...groups].sort((a, b) => placeOf(a) - placeOf(b));
}
