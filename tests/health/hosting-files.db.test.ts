import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { countError } from '../../server/core/counters.ts';
import { openStream } from '../../server/events/stream.ts';
import { startHttpServer } from '../../server/http.ts';
import { createPerson } from '../support/accounts.ts';
import { useTestContext } from '../support/database.ts';
import { insertSuccesses } from '../support/warehouse-rows.ts';

const ctx = useTestContext({ warehouse: true });

const read = (file: string) =>
  readFileSync(new URL(`../../server/${file}`, import.meta.url), 'utf8');
const dashboard = JSON.parse(read('hosting/grafana-dashboard.json')) as {
  panels: { title: string; targets: { expr: string; legendFormat: string }[] }[];
};
const rules = (
  parse(read('hosting/alert-rules.yml')) as {
    groups: { rules: { alert: string; expr: string; annotations: Record<string, string> }[] }[];
  }
).groups.flatMap((group) => group.rules);
const documentation = read('health/README.md');

/** What Prometheus puts beside a metric's own labels, in place of any of the same name. */
const OF_PROMETHEUS = ['instance', 'job'];

let text: string;
/** The metrics of ours. */
let own: string[];
/** What is exported, a histogram by the names of its series, and the values of its labels. */
const exported = new Map<string, Map<string, Set<string>>>();

beforeAll(async () => {
  await insertSuccesses(ctx.clickhouse, [{ supid: 1, dateupd: '2026-11-18' }]);
  text = await metricsOfServer();
  const types = [...text.matchAll(/^# TYPE (\S+) \w+$/gm)];
  own = types.map(([, name]) => name!).filter((name) => name.startsWith('pricelens_'));
  for (const [, name, labels = ''] of text.matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm)) {
    const known = exported.get(name!) ?? new Map<string, Set<string>>();
    exported.set(name!, known);
    for (const [, label, value] of labels.matchAll(/(\w+)="([^"]*)"/g))
      known.set(label!, (known.get(label!) ?? new Set()).add(value!));
  }
});

/** Of one that has been asked something, and has met a bug. */
async function metricsOfServer(): Promise<string> {
  const config = { ...ctx.config, http: { host: '127.0.0.1', port: 0 } };
  const served = {
    ctx: { ...ctx.installation, config },
    events: await openStream(ctx.installation),
  };
  const server = await startHttpServer(served);
  try {
    const { headers } = await createPerson(ctx.installation, 'ADMIN');
    const query = new URLSearchParams({ query: '{ me { id } }' });
    await (await fetch(`${server.url}/graphql?${query}`, { headers })).text();
    countError(new Error('a bug'));
    return await (await fetch(`${server.url}/metrics`)).text();
  } finally {
    await server.stop();
  }
}

const namesIn = (expression: string) =>
  expression.match(/\b(pricelens|nodejs|process)_[a-z0-9_]+/g) ?? [];

/** The names of labels that an expression's result has or is chosen by, e.g. of `by (le, door)`. */
const groupsIn = (expression: string) =>
  [...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, names]) => names!.split(', '));

describe.each([
  ...dashboard.panels.flatMap(({ title, targets }) =>
    targets.map(({ expr, legendFormat }) => ({
      name: `the panel ${title}`,
      expression: expr,
      shown: legendFormat,
    })),
  ),
  ...rules.map(({ alert, expr, annotations }) => ({
    name: `the alert ${alert}`,
    expression: expr,
    shown: Object.values(annotations).join(),
  })),
])('$name', ({ name, expression, shown }) => {
  // which Prometheus itself makes, of whether it reaches a server
  const isOfPrometheus = name === 'the alert PricelensDown';
  const names = namesIn(expression);

  it('asks for what is exported', () => {
    if (!isOfPrometheus) expect(names).not.toEqual([]);
    for (const one of names) expect([...exported.keys()]).toContain(one);
  });

  it('goes by labels that those have', () => {
    for (const one of names)
      for (const group of groupsIn(expression))
        expect([...exported.get(one)!.keys(), 'instance']).toContain(group);
  });

  it('chooses by values that those have', () => {
    for (const [, one, label, value] of expression.matchAll(/(\w+)\{(\w+)="([^"]*)"\}/g))
      expect([...(exported.get(one!)!.get(label!) ?? [])]).toContain(value);
  });

  it('shows labels that are left', () => {
    const left = /\b(by|max|min|sum)\b/.test(expression) ? groupsIn(expression) : OF_PROMETHEUS;
    const used = [...shown.matchAll(/\{\{\s*(?:\$labels\.)?(\w+)\s*\}\}/g)].map(
      ([, label]) => label!,
    );
    expect(left).toEqual(expect.arrayContaining(used));
  });
});

it('no metric of ours has a label that Prometheus replaces', () => {
  for (const [name, labels] of exported)
    for (const label of OF_PROMETHEUS) expect([...labels.keys()], name).not.toContain(label);
});

it('every metric of ours is documented, and shown on the dashboard', () => {
  const shown = dashboard.panels.flatMap(({ targets }) =>
    targets.flatMap(({ expr }) => namesIn(expr)),
  );
  for (const name of own) {
    expect(documentation).toContain(`\`${name}\``);
    expect(
      shown.some((one) => one.startsWith(name)),
      name,
    ).toBe(true);
  }
});

it('every metric that is documented is exported', () => {
  const documented = [...documentation.matchAll(/`(pricelens_\w+)`/g)].map(([, name]) => name!);
  expect(documented.toSorted()).toEqual(own.toSorted());
});

it('every alert says what is wrong and what to look at', () => {
  for (const { annotations } of rules) {
    expect(annotations['summary']).toMatch(/\S/);
    expect(annotations['description']).toMatch(/\S/);
  }
});
