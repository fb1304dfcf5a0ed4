import {
  getNamedType,
  getNullableType,
  GraphQLError,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isObjectType,
  type FieldNode,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import type { CollectedFields, Selections } from './selections.ts';

const MAX_COLUMNS = 500; // fragments within fragments make millions of them

/** What a column's values are. Lists are written as JSON. */
export type ColumnType = 'TEXT' | 'INT' | 'FLOAT' | 'BOOLEAN' | 'INSTANT' | 'DATE' | 'JSON';

/** One column of an exported list. */
export interface Column {
  /** The names in the answer on the way to it, joined by dots: `supplier.name`. */
  name: string;
  /** The same from the row's edge on. */
  path: readonly string[];
  type: ColumnType;
}

const TYPES: Readonly<Record<string, ColumnType>> = {
  Int: 'INT',
  Float: 'FLOAT',
  Boolean: 'BOOLEAN',
  DateTime: 'INSTANT',
  Date: 'DATE',
  JSON: 'JSON',
};

/**
 * The columns that the fields of an edge make: those of its node and, where it is asked for, its cursor.
 *
 * @throws {GraphQLError} for two of one name, and for too many
 */
export function columnsOf(
  schema: GraphQLSchema,
  selections: Selections,
  edge: GraphQLObjectType,
  fields: CollectedFields,
): Column[] {
  const flattening = new Flattening(schema, selections);
  for (const [key, nodes] of fields) {
    const isNode = nodes[0]?.name.value === 'node';
    flattening.field(edge, nodes, { path: [key], names: isNode ? [] : [key] });
  }
  return flattening.columns;
}

/** Where a field is, from the edge on and by the names that its column has. */
interface Position {
  path: readonly string[];
  names: readonly string[];
}

class Flattening {
  readonly columns: Column[] = [];
  readonly #schema: GraphQLSchema;
  readonly #selections: Selections;

  constructor(schema: GraphQLSchema, selections: Selections) {
    this.#schema = schema;
    this.#selections = selections;
  }

  field(parent: GraphQLObjectType, nodes: readonly FieldNode[], at: Position): void {
    const definition = parent.getFields()[nodes[0]!.name.value]; // a name is collected with its field
    if (!definition) return this.#add('TEXT', at); // __typename
    const type = getNullableType<GraphQLOutputType>(definition.type);
    if (isListType(type)) return this.#add('JSON', at);
    if (isLeafType(type)) return this.#add(typeOf(type), at);
    const targets = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [type];
    for (const target of targets) {
      const named = getNamedType(target);
      if (isObjectType(named)) this.#object(named, nodes, at);
    }
  }

  #object(type: GraphQLObjectType, nodes: readonly FieldNode[], { path, names }: Position): void {
    for (const [key, below] of this.#selections.below(type, nodes)) {
      this.field(type, below, { path: [...path, key], names: [...names, key] });
    }
  }

  #add(type: ColumnType, { path, names }: Position): void {
    const name = names.join('.');
    const known = this.columns.find((column) => column.name === name);
    if (known && known.path.join('.') === path.join('.')) return; // of another of the possible types
    if (known) throw refused(`Two columns would be called ${name}: give one of them an alias.`);
    if (this.columns.length === MAX_COLUMNS) {
      throw refused(`This has more than ${MAX_COLUMNS} columns; ask for fewer.`);
    }
    this.columns.push({ name, path, type });
  }
}

function typeOf(type: GraphQLLeafType): ColumnType {
  return isEnumType(type) ? 'TEXT' : (TYPES[type.name] ?? 'TEXT');
}

/** The value of a column in a row; null also where what it is of is null. */
export function valueOf(edge: unknown, { path }: Column): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<string, unknown> | null | undefined)?.[key],
    edge,
  );
}

function refused(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
}
