import type { CompanyContext } from '../core/context.ts';
import { DomainError, InvalidInput } from '../core/errors.ts';
import { defineStatement } from '../core/postgres.ts';
import { scopeValues, type Scope } from './filter.ts';
import { applyChange, type SeenVersion, type Work, type Worker } from './work-apply.ts';
import type { Change } from './work-change.ts';

/** Of a change at a time: what a transaction can hold without others having to wait for it. */
export const MAX_BULK = 10_000;

/** More cases at once than one change may have. */
export class TooManyInvestigations extends DomainError {
  readonly limit = MAX_BULK;

  constructor() {
    super(
      'TOO_MANY_INVESTIGATIONS',
      `At most ${MAX_BULK.toLocaleString('en')} investigations change at a time; narrow the filter, or go in parts.`,
    );
  }
}

/** More cases match now than the caller was shown. */
export class MoreThanShown extends DomainError {
  readonly shown: number;
  readonly matching: number;

  constructor(shown: number, matching: number) {
    super(
      'MORE_THAN_SHOWN',
      `${matching.toLocaleString('en')} investigations match now, and ${shown.toLocaleString('en')} did when you looked; ` +
        'nothing was changed. Look at what came, then do it again.',
    );
    this.shown = shown;
    this.matching = matching;
  }
}

/** Everything that a view of the queue shows, and how much the caller saw that to be. */
export interface Matching extends Scope {
  count: number;
}

/** Which cases: those selected, or those that match. */
export interface Selection {
  selected?: readonly SeenVersion[] | null | undefined;
  matching?: Matching | null | undefined;
}

const findMatching = defineStatement<SeenVersion>('investigations/bulk-matching', {
  prepared: false,
});

/**
 * Makes a change of many cases. One that it does not fit any more is refused with what happened, and
 * does not keep the rest from it.
 *
 * What matches is taken as it is now, and never more of it than the caller was shown: a case that came
 * meanwhile has been seen by nobody, so that all is left alone and the caller told. When fewer match,
 * others were quicker, and the rest is done.
 *
 * @throws {InvalidInput} {TooManyInvestigations} {MoreThanShown}
 */
export async function workOnMany(
  ctx: Worker,
  { selected, matching }: Selection,
  change: Change,
): Promise<Work> {
  if (selected && !matching) return applyChange(ctx, bounded(selected), change);
  if (matching && !selected) return applyChange(ctx, await casesMatching(ctx, matching), change);
  const message = 'Select investigations or say what they match, one of the two.';
  throw new InvalidInput([{ field: 'which', message }]);
}

async function casesMatching(
  ctx: Pick<CompanyContext, 'pg' | 'company' | 'actor' | 'now'>,
  { count, ...scope }: Matching,
): Promise<readonly SeenVersion[]> {
  const found = bounded(await findMatching(ctx.pg, [...scopeValues(ctx, scope), MAX_BULK + 1]));
  if (found.length > count) throw new MoreThanShown(count, found.length);
  return found;
}

function bounded(cases: readonly SeenVersion[]): readonly SeenVersion[] {
  if (cases.length > MAX_BULK) throw new TooManyInvestigations();
  return cases;
}
