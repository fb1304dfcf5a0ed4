import { globSync, readFileSync } from 'node:fs';
import { parse, type AST } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';

const WEB = new URL('../../web/src/', import.meta.url).pathname;
const LETTERS = /\p{L}{2}/u;
/** What an operator would not want in another language: code, keys, the name of the product. */
const UNSPOKEN_ELEMENTS = ['code', 'kbd', 'style', 'script'];
const UNTRANSLATED = ['Pricelens', '· Pricelens', 'Enter', 'Esc', 'Ctrl ↵'];
const SPOKEN_ATTRIBUTES = [
  'title',
  'alt',
  'placeholder',
  'label',
  'aria-label',
  'aria-description',
];
/** Of a component every attribute may be spoken, but for those that choose a look or a place. */
const UNSPOKEN_PROPS = [
  'class',
  'href',
  'editHref',
  'heading',
  'tone',
  'size',
  'aria-hidden',
  'id',
];

/** A node of the parsed component, of Svelte's tree or of ESTree's. */
type Node = { type: string } & Record<string, unknown>;

/** Every text in the component's markup that no message says. */
function bareText(source: string): string[] {
  const found: string[] = [];
  visit(parse(source, { modern: true }).fragment as unknown as Node, found);
  return found.map((text) => text.trim()).filter(isSpoken);
}

function isSpoken(text: string): boolean {
  return LETTERS.test(text) && !UNTRANSLATED.includes(text);
}

function visit(node: Node, found: string[]): void {
  if (node.type === 'Text') found.push(String(node['data']));
  if (node.type === 'ExpressionTag') found.push(...said(node['expression'] as Node));
  if (node.type.endsWith('Element') && UNSPOKEN_ELEMENTS.includes(String(node['name']))) return;
  for (const attribute of (node['attributes'] ?? []) as Node[])
    visitAttribute(node, attribute, found);
  const { attributes: _, expression: __, ...rest } = node;
  for (const child of Object.values(rest).flat()) if (isNode(child)) visit(child, found);
}

function visitAttribute(owner: Node, attribute: Node, found: string[]): void {
  if (attribute.type !== 'Attribute') return;
  const name = String(attribute['name']);
  const isProp = owner.type === 'Component' && !UNSPOKEN_PROPS.includes(name);
  if (!isProp && !SPOKEN_ATTRIBUTES.includes(name)) return;
  for (const part of [attribute['value']].flat()) if (isNode(part)) visit(part, found);
}

/** The strings that an expression may come to; those it compares or passes on are not said. */
function said(expression: Node): string[] {
  const all = (...keys: string[]) => keys.flatMap((key) => said(expression[key] as Node));
  switch (expression.type) {
    case 'Literal':
      return typeof expression['value'] === 'string' ? [expression['value']] : [];
    case 'TemplateLiteral':
      return (expression['quasis'] as AST.BaseNode[]).map(
        (quasi) => (quasi as unknown as { value: { cooked: string } }).value.cooked,
      );
    case 'ConditionalExpression':
      return all('consequent', 'alternate');
    case 'LogicalExpression':
      return all('left', 'right');
    case 'BinaryExpression':
      return expression['operator'] === '+' ? all('left', 'right') : [];
    default:
      return [];
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

describe('text that stands in the markup itself', () => {
  it.each([
    ['<p>Some words</p>', ['Some words']],
    ['<p>{#if a}{#each b as c (c)}deep{/each}{/if}</p>', ['deep']],
    ["<p>{many ? 'cases' : `one ${a} case`}</p>", ['cases', 'one', 'case']],
    ['<img alt="a cat" class="wide" />', ['a cat']],
    ['<button aria-label="{a} is open">×</button>', ['is open']],
    ['<Empty title="Nothing here" heading="h2" />', ['Nothing here']],
    ["<p>{m.cases()} {kind === 'OPEN' ? 1 : 2} · <code>npm start</code> <kbd>Enter</kbd></p>", []],
  ])('is found in %s', (source, expected) => {
    expect(bareText(source)).toEqual(expected);
  });
});

it.each(globSync('**/*.svelte', { cwd: WEB }))('%s says everything in messages', (file) => {
  expect(bareText(readFileSync(WEB + file, 'utf8'))).toEqual([]);
});
