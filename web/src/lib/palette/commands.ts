import { m } from '#lib/paraglide/messages.js';
import { language, LANGUAGES, nextLanguage } from '#lib/ui/language.svelte.ts';
import { keyboard } from '#lib/ui/shortcuts.svelte.ts';
import { theme } from '#lib/ui/theme.svelte.ts';
import { goto } from '$app/navigation';

/** Something one can jump to or do. */
export interface Command {
  id: string;
  name: string;
  /** What kind of thing it is. */
  kind: string;
  run: () => void;
}

const PAGES = [
  { href: '/', name: m.dashboard },
  { href: '/wall', name: m.wall_open },
  { href: '/queue', name: m.queue },
  { href: '/investigations', name: m.investigations },
  { href: '/suppliers', name: m.suppliers },
  { href: '/anomalies', name: m.anomalies },
  { href: '/jobs', name: m.jobs },
  { href: '/settings/people', name: m.people },
  { href: '/settings/keys', name: m.machine_keys },
  { href: '/settings/company', name: m.company },
  { href: '/settings/errors', name: m.error_catalogue },
  { href: '/settings/views', name: m.saved_views },
  { href: '/settings/account', name: m.me_menu },
];
const CASE_ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

export function jump(name: string, kind: string, href: string): Command {
  return { id: href, name, kind, run: () => void goto(href) };
}

/** The pages, and what can be done on any of them. */
export function standingCommands(): Command[] {
  const pages = PAGES.map(({ href, name }) => jump(name(), m.kind_page(), href));
  const other = nextLanguage();
  return [
    ...pages,
    { id: 'theme', name: m.change_theme(), kind: m.kind_action(), run: theme.next },
    {
      id: 'language',
      name: LANGUAGES[other],
      kind: m.kind_action(),
      run: () => language.choose(other),
    },
  ];
}

/** Keys that mean something only as keys: a way back, and the first of two. */
const ONLY_KEYS = ['Escape', 'g'];

/** What the keys of the page do, each once, beside its key. */
export function pageCommands(): Command[] {
  const keys = Object.entries(keyboard.all).filter(([key]) => !ONLY_KEYS.includes(key));
  const byName = new Map(keys.reverse().map(([key, { does, run }]) => [does(), { key, run }]));
  return [...byName].reverse().map(([name, { key, run }]) => ({
    id: `key ${key}`,
    name: name.charAt(0).toUpperCase() + name.slice(1),
    kind: key,
    run,
  }));
}

/** The case whose id is in what was typed or pasted, an address too. */
export function caseCommand(typed: string): Command[] {
  const [id] = CASE_ID.exec(typed) ?? [];
  return id ? [jump(id, m.kind_case(), `/investigations/${id.toLowerCase()}`)] : [];
}
