import type { Dataset, Field, FieldType } from './dataset.ts';
import { DIALECTS, type Dialect } from './dialect.ts';
import type { Value } from './question.ts';

/** One statement and what stands for its parameters, in order: $1 … in Postgres, {p1:…} in ClickHouse. */
export interface Statement {
  text: string;
  values: unknown[];
}

/**
 * Collects what a statement is made of: fixed text of a dataset, and parameters.
 *
 * Our own rather than a query builder: what those give is types for tables known as the code is
 * written, while here every column comes from a description at run time, and half of the statements
 * are ClickHouse's.
 */
export class Writer {
  readonly dialect: Dialect;
  readonly values: unknown[] = [];
  /** The fields that the statement reads. */
  readonly used = new Set<Field>();

  constructor({ engine }: Dataset) {
    this.dialect = DIALECTS[engine];
  }

  column(field: Field): string {
    this.used.add(field);
    return this.dialect.column(field);
  }

  /** The field as a column of the answer. */
  output(field: Field, name: string): string {
    return `${this.dialect.output(this.column(field), field.type)} AS ${this.dialect.quote(name)}`;
  }

  /** A value to compare the field with. */
  valueOf(field: Field, value: Value): string {
    return this.#add(this.dialect.encode(value, field.type), this.dialect.typeOf(field));
  }

  /** Values to compare the field with. */
  valuesOf(field: Field, values: readonly Value[]): string {
    const encoded = values.map((value) => this.dialect.encode(value, field.type));
    return this.#add(encoded, this.dialect.listOf(this.dialect.typeOf(field)));
  }

  /** A value that is no field's. */
  value(value: Value, type: FieldType): string {
    return this.#add(value, this.dialect.types[type]);
  }

  #add(value: unknown, type: string): string {
    this.values.push(value);
    return this.dialect.parameter(this.values.length, type);
  }
}
