import { readerOf } from '#lib/accounts/go-on.ts';
import { isSameReader, session } from '#lib/accounts/session.svelte.ts';
import {
  ShellDocument,
  type MeFragment,
  type Permission,
  type QueuePreset,
  type ShellQuery,
} from '#lib/graphql/generated.ts';
import { PageQuery } from '#lib/graphql/page-query.svelte.ts';
import { isOfInvestigation } from '#lib/live/kinds.ts';
import { liveEvents } from '#lib/live/live-events.svelte.ts';
import { businessDay, type Day } from '#lib/ui/business-time.ts';
import { clock } from '#lib/ui/clock.svelte.ts';
import type { Zone } from '#lib/ui/zone.ts';
import { createContext, untrack } from 'svelte';

/** What every page stands in: the company, its day, and how many cases are open. */
export class Shell implements Zone {
  #query = new PageQuery(ShellDocument, () => ({}), isOfInvestigation);

  constructor() {
    $effect(() => {
      const isOver = this.company && businessDay(clock.now, this.timeZone) > this.today;
      if (isOver) this.#query.refetchSoon();
    });
    $effect(() => {
      const { me } = this;
      if (me) untrack(() => this.#meet(me));
    });
    $effect(() => {
      if (session.doubts > 0) untrack(() => this.#query.refetchSoon());
    });
  }

  get me(): MeFragment | undefined {
    return this.#query.data?.me;
  }

  may(permission: Permission): boolean {
    return this.me?.permissions.includes(permission) ?? false;
  }

  get company(): ShellQuery['company'] | undefined {
    return this.#query.data?.company;
  }

  /** Where the log stood when the page was opened; undefined until it is known. */
  get eventCursor(): string | undefined {
    return this.#query.data?.eventCursor;
  }

  get error(): string | undefined {
    return this.#query.data ? undefined : this.#query.error;
  }

  get timeZone(): string {
    return this.company?.timeZone ?? 'UTC';
  }

  get today(): Day {
    return this.company?.today ?? businessDay(clock.now, this.timeZone);
  }

  /** undefined until it is known */
  count(preset: QueuePreset): number | undefined {
    return this.#query.data?.queueCounts.find((count) => count.preset === preset)?.count;
  }

  /** How many cases are open; undefined while nobody can say that it is so now. */
  get openNow(): number | undefined {
    const isDated = (this.asOf ?? liveEvents.status.asOf) !== undefined;
    return isDated ? undefined : this.count('ALL_OPEN');
  }

  /** When the counts were true, if they could not be had again; milliseconds since 1970. */
  get asOf(): number | undefined {
    return this.#query.asOf;
  }

  /** What another person or company may see is not what the page shows. */
  #meet(me: MeFragment): void {
    const reader = readerOf(me);
    if (session.reader && !isSameReader(session.reader, reader)) location.reload();
    session.reader = reader;
  }

  refetch = (): Promise<void> => this.#query.refetch();
}

export const [getShell, setShell] = createContext<Shell>();
