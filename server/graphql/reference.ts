import {
  astFromValue,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  print,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLType,
} from 'graphql';
import { schema } from './schema.ts';

/** What the schema says of itself, as a page; it is made of the schema that runs. */
export function referencePage(): string {
  page ??= write();
  return page;
}

let page: string | undefined;

const KINDS: [title: string, is: (type: GraphQLNamedType) => boolean][] = [
  ['What can be asked, done and watched', isRoot],
  ['Objects', (type) => isObjectType(type) && !isRoot(type)],
  ['Interfaces and unions', (type) => isInterfaceType(type) || isUnionType(type)],
  ['Inputs', isInputObjectType],
  ['Enums', isEnumType],
  ['Scalars', isScalarType],
];

function isRoot(type: GraphQLNamedType): boolean {
  return ['Query', 'Mutation', 'Subscription'].includes(type.name);
}

function write(): string {
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !type.name.startsWith('__'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const parts = KINDS.map(([title, is]) => [title, types.filter(is)] as const);
  const links = (some: readonly GraphQLNamedType[]) =>
    some.map(({ name }) => `<li><a href="#${name}">${name}</a></li>`).join('');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>Reference · Pricelens</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml"><link rel="stylesheet" href="/graphiql/reference.css"></head>
<body><p><a href="/">Pricelens</a> · <a href="/graphql">Ask</a></p><h1>Reference</h1>
<p>Every type of the API. A type without <code>!</code> may be null; <code>[…]</code> is a list.</p>
<nav>${parts.map(([title, some]) => `<h2>${title}</h2><ul>${links(some)}</ul>`).join('')}</nav>
${parts.flatMap(([, some]) => some.map(section)).join('\n')}
</body></html>`;
}

function section(type: GraphQLNamedType): string {
  return `<section><h3 id="${type.name}">${type.name}</h3>${prose(type.description)}${content(type)}</section>`;
}

function content(type: GraphQLNamedType): string {
  if (isUnionType(type)) return `<p>${type.getTypes().map(link).join(' | ')}</p>`;
  if (isEnumType(type)) {
    return list(type.getValues().map(({ name, ...of }) => term(`<code>${name}</code>`, of)));
  }
  if (isScalarType(type)) return '';
  const fields: (GraphQLField<unknown, unknown> | GraphQLInputField)[] = Object.values(
    type.getFields(),
  );
  return list(fields.map((field) => entry(field, 'args' in field ? field.args : [])));
}

type Described = Pick<GraphQLField<unknown, unknown>, 'description' | 'deprecationReason'>;

function entry(
  field: GraphQLField<unknown, unknown> | GraphQLInputField | GraphQLArgument,
  args: readonly GraphQLArgument[] = [],
): string {
  const standard =
    'defaultValue' in field && field.defaultValue !== undefined
      ? ` = ${escaped(print(astFromValue(field.defaultValue, field.type)!))}` // the schema checked it
      : '';
  const inner = list(args.map((arg) => entry(arg)));
  return (
    term(`${field.name}: ${typeName(field.type)}${standard}`, field) +
    (inner && `<dd>${inner}</dd>`)
  );
}

function term(title: string, { description, deprecationReason }: Described): string {
  const deprecated = deprecationReason
    ? `<p class="deprecated">Deprecated: ${escaped(deprecationReason)}</p>`
    : '';
  return `<dt>${title}</dt><dd>${prose(description)}${deprecated}</dd>`;
}

const list = (terms: readonly string[]) => (terms.length > 0 ? `<dl>${terms.join('')}</dl>` : '');

function typeName(type: GraphQLType): string {
  const named = getNamedType(type);
  return escaped(String(type)).replace(named.name, link(named));
}

function link(type: GraphQLNamedType): string {
  return isSpecifiedScalarType(type) ? type.name : `<a href="#${type.name}">${type.name}</a>`;
}

function prose(text: string | null | undefined): string {
  return text ? `<p>${escaped(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>')}</p>` : '';
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
