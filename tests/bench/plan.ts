/** A node of EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON), as far as it is read here. */
export interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  /** Of one loop. */
  'Actual Rows': number;
  'Actual Loops': number;
  /** Milliseconds of one loop. */
  'Actual Total Time': number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: PlanNode[];
}

/** A statement as Postgres carried it out. */
export interface ExplainedStatement {
  'Query Text': string;
  Plan: PlanNode;
}

const BIG_TABLES = ['investigation', 'event'];
// A day's failures and all open cases may be sorted; the table may not.
const MAX_SORTED_ROWS = 60_000;

/** What makes a plan grow with the table: reading all of it, or sorting too much of it. */
export function faultsOf(node: PlanNode): string[] {
  const own: string[] = [];
  if (/^Seq Scan$/.test(node['Node Type']) && BIG_TABLES.includes(node['Relation Name'] ?? '')) {
    own.push(`reads all of ${node['Relation Name']}`);
  }
  const sorted = (node.Plans ?? []).reduce((sum, child) => sum + rowsOf(child), 0);
  if (/Sort$/.test(node['Node Type']) && sorted > MAX_SORTED_ROWS) own.push(`sorts ${sorted} rows`);
  return [...own, ...(node.Plans ?? []).flatMap(faultsOf)];
}

/** The statement's first line, then a line for each node. */
export function describe({ 'Query Text': text, Plan: plan }: ExplainedStatement): string {
  return [text.trim().split('\n')[0], ...describeNode(plan, 1)].join('\n');
}

function describeNode(node: PlanNode, depth: number): string[] {
  const name = [node['Node Type'], node['Relation Name'], node['Index Name']].filter(Boolean);
  const blocks = node['Shared Hit Blocks'] + node['Shared Read Blocks'];
  const ms = (node['Actual Total Time'] * node['Actual Loops']).toFixed(2);
  const own = `${'  '.repeat(depth)}${name.join(' ')}: ${rowsOf(node)} rows, ${ms} ms, ${blocks} blocks`;
  return [own, ...(node.Plans ?? []).flatMap((child) => describeNode(child, depth + 1))];
}

function rowsOf(node: PlanNode): number {
  return Math.round(node['Actual Rows'] * node['Actual Loops']);
}
