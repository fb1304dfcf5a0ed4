import { m } from '#lib/paraglide/messages.js';
import { keyboard, useShortcuts, type Shortcuts } from '#lib/ui/shortcuts.svelte.ts';
import { untrack } from 'svelte';
import type { QueueDesk } from './queue-desk.svelte.ts';

/**
 * The keys of the queue, for as long as its page is open.
 *
 * @param hasCase whether the case that is read stands beside the list
 */
export function useQueueKeys(desk: QueueDesk, hasCase: () => boolean): void {
  useShortcuts({
    j: { does: m.key_next, run: () => void desk.move(1) },
    k: { does: m.key_previous, run: () => void desk.move(-1) },
    J: { does: m.key_extend_down, run: () => void desk.extend(1) },
    K: { does: m.key_extend_up, run: () => void desk.extend(-1) },
    x: { does: m.key_mark, run: () => mark(desk) },
    Enter: { does: m.key_open, run: () => desk.place.open() },
    Escape: { does: m.key_away, run: () => desk.away() },
    '.': { does: m.key_new, run: () => desk.place.list.showNew() },
  });

  // The list's work is on what is marked, so its keys win over those of the case beside it; what is
  // read and in no list is worked on there alone.
  let isOfList = $derived(desk.target !== undefined);
  useFirst(() => isOfList, {
    e: { does: m.key_resolve, run: () => desk.begin('RESOLVED') },
    u: { does: m.key_unresolved, run: () => desk.begin('UNRESOLVED') },
    a: { does: m.key_assign, run: () => desk.begin('ASSIGN') },
    s: { does: m.key_snooze, run: () => desk.begin('SNOOZE') },
    c: { does: m.key_claim, run: () => desk.act({ kind: 'CLAIM' }) },
    o: { does: m.key_reopen, run: () => desk.act({ kind: 'REOPEN' }) },
    w: { does: m.key_wake, run: () => desk.act({ kind: 'WAKE' }) },
  });
  // A note on the one case that is read beside the list is written there.
  useFirst(() => isOfList && (!hasCase() || desk.isMarking), {
    n: { does: m.key_note, run: () => desk.begin('NOTE') },
  });
}

function mark({ place: { caseId }, mayWork, selection }: QueueDesk): void {
  if (caseId && mayWork) selection.toggle(caseId);
}

function useFirst(isWanted: () => boolean, keys: Shortcuts): void {
  $effect(() => {
    if (isWanted()) return untrack(() => keyboard.add(keys, true));
    return undefined;
  });
}
