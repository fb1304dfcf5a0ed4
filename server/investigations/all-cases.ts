import type { Follower, News } from '../core/followed.ts';

/** How many cases there are, whatever became of them: a case stays one for good. */
export class AllCases implements Follower {
  count: number;

  constructor(count: number) {
    this.count = count;
  }

  follow({ kind }: News): boolean {
    if (kind === 'investigation.opened') this.count += 1;
    return true;
  }
}
