import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openStream } from '../../server/events/stream.ts';
import { renderMetrics } from '../../server/health/metrics.ts';
import { useTestContext } from '../support/database.ts';
import { insertSuccesses } from '../support/warehouse-rows.ts';

const ctx = useTestContext({ warehouse: true });

const read = (file: string) =>
  readFileSync(new URL(`../../server/${file}`, import.meta.url), 'utf8');
const dashboard = JSON.parse(read('hosting/grafana-dashboard.json')) as {
  panels: { title: string; targets: { expr: string }[] }[];
};
const rules = (
  parse(read('hosting/alert-rules.yml')) as {
    groups: { rules: { alert: string; expr: string; annotations: Record<string, string> }[] }[];
  }
).groups.flatMap((group) => group.rules);
const documentation = read('health/README.md');

/** The metrics that are exported, a histogram by the names of its series. */
let exported: Set<string>;
let own: string[];

beforeAll(async () => {
  await insertSuccesses(ctx.clickhouse, [{ supid: 1, dateupd: '2026-11-18' }]);
  const text = await renderMetrics(ctx.installation, await openStream(ctx.installation));
  const types = [...text.matchAll(/^# TYPE (\S+) (\w+)$/gm)];
  own = types.map(([, name]) => name!).filter((name) => name.startsWith('pricelens_'));
  exported = new Set(
    types.flatMap(([, name, type]) =>
      type === 'histogram' ? ['bucket', 'count', 'sum'].map((part) => `${name}_${part}`) : [name!],
    ),
  );
});

const namesIn = (expression: string) =>
  expression.match(/\b(pricelens|nodejs|process)_[a-z0-9_]+/g) ?? [];

describe.each([
  ...dashboard.panels.map(({ title, targets }) => ({
    name: `the panel ${title}`,
    expressions: targets.map(({ expr }) => expr),
  })),
  ...rules.map(({ alert, expr }) => ({ name: `the alert ${alert}`, expressions: [expr] })),
])('$name', ({ name, expressions }) => {
  it('asks for what is exported', () => {
    for (const expression of expressions) {
      const names = namesIn(expression);
      // Prometheus itself says whether it reaches a server
      if (name !== 'the alert PricelensDown') expect(names).not.toEqual([]);
      for (const one of names) expect(exported).toContain(one);
    }
  });
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
