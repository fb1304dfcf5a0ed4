import { m } from '#lib/paraglide/messages.js';
import { keyboard, useShortcuts, type Shortcuts } from '#lib/ui/shortcuts.svelte.ts';
import { goto } from '$app/navigation';

const PATIENCE_MS = 1_500; // for the second key

const ROOMS = [
  { key: 'd', href: '/', name: m.dashboard },
  { key: 'q', href: '/queue', name: m.queue },
  { key: 's', href: '/suppliers', name: m.suppliers },
  { key: 'a', href: '/anomalies', name: m.anomalies },
  { key: 'j', href: '/jobs', name: m.jobs },
];

/** "g", then a letter, goes to a room from anywhere. */
export function useGoToRoom(): void {
  let forget = () => {};
  const listen = () => {
    forget();
    const stopListening = keyboard.add(rooms(), true);
    const timer = setTimeout(() => forget(), PATIENCE_MS);
    forget = () => {
      clearTimeout(timer);
      stopListening();
      forget = () => {};
    };
  };
  const rooms = (): Shortcuts =>
    Object.fromEntries(
      ROOMS.map(({ key, href, name }) => [
        key,
        {
          does: name,
          run: () => {
            forget();
            void goto(href);
          },
        },
      ]),
    );
  useShortcuts({ g: { does: m.key_go_to, run: listen } });
  $effect(() => () => forget());
}
