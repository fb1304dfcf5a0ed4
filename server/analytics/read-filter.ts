import { InvalidInput, type FieldError } from '../core/errors.ts';
import { fieldOf, type Dataset, type Field } from './dataset.ts';
import type { Condition, Value } from './question.ts';
import { faultOf, toValue } from './values.ts';

const MAX_DEPTH = 8;
const MAX_CONDITIONS = 100;
const MAX_LIST = 1_000;

/** A filter as GraphQL hands it over: and, or, not, search, and operators by field. */
export type FilterInput = Readonly<Record<string, unknown>>;

/** Everything in a list, and so the filter that is not there. */
export const EVERYTHING: Condition = { kind: 'all', of: [] };

/**
 * The condition that a filter stands for. What is left out or null does not narrow.
 *
 * @throws {InvalidInput} for a value that is none, and for a filter too deep or too long
 */
export function readFilter(dataset: Dataset, input: FilterInput | null | undefined): Condition {
  if (!input) return EVERYTHING;
  const reading = new Reading(dataset);
  const condition = reading.filter(input, 'filter', 1);
  if (reading.faults.length > 0) throw new InvalidInput(reading.faults);
  return condition;
}

class Reading {
  readonly faults: FieldError[] = [];
  readonly #dataset: Dataset;
  #conditions = 0;

  constructor(dataset: Dataset) {
    this.#dataset = dataset;
  }

  filter(input: FilterInput, path: string, depth: number): Condition {
    if (depth > MAX_DEPTH) {
      return this.#refuse(path, `Is more than ${MAX_DEPTH} levels deep; write it with fewer.`);
    }
    const of = Object.entries(input)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => this.#part(name, value, `${path}.${name}`, depth));
    return of.length === 1 ? of[0]! : { kind: 'all', of };
  }

  #part(name: string, value: unknown, path: string, depth: number): Condition {
    switch (name) {
      case 'and':
      case 'or': {
        const filters = value as FilterInput[]; // the schema says so, as of all below
        const of = filters.map((one, i) => this.filter(one, `${path}.${i}`, depth + 1));
        return { kind: name === 'and' ? 'all' : 'any', of };
      }
      case 'not':
        return { kind: 'not', of: this.filter(value as FilterInput, path, depth + 1) };
      case 'search':
        return this.#search(value as string, path);
      default:
        return this.#operators(fieldOf(this.#dataset, name), value as object, path);
    }
  }

  #search(value: string, path: string): Condition {
    const text = value.trim();
    if (text === '') return EVERYTHING;
    const { search } = this.#dataset;
    const field = { type: 'STRING' } as Field;
    return this.#counted(path, [[field, text]], { kind: 'search', search: search!, text });
  }

  #operators(field: Field, operators: object, path: string): Condition {
    const of = Object.entries(operators)
      .filter(([, value]) => value !== undefined)
      .map(([op, value]) => this.#operator(field, op, value, `${path}.${op}`));
    return of.length === 1 ? of[0]! : { kind: 'all', of };
  }

  #operator(field: Field, op: string, input: unknown, path: string): Condition {
    if (input === null) return this.#refuse(path, 'Is null; leave it out, or ask by isNull.');
    switch (op) {
      case 'isNull': {
        const isNull: Condition = { kind: 'isNull', field };
        return this.#counted(path, [], input === true ? isNull : { kind: 'not', of: isNull });
      }
      case 'in':
      case 'notIn':
        return this.#list(field, op, (input as unknown[]).map(toValue), path);
      case 'between': {
        const { from, to } = input as { from: unknown; to: unknown };
        const of = [
          this.#compare(field, 'gte', toValue(from), `${path}.from`),
          this.#compare(field, 'lte', toValue(to), `${path}.to`),
        ];
        return { kind: 'all', of };
      }
      case 'not':
        return { kind: 'not', of: this.#compare(field, 'eq', toValue(input), path) };
      default:
        return this.#compare(field, op as 'eq', toValue(input), path);
    }
  }

  #list(field: Field, op: 'in' | 'notIn', values: Value[], path: string): Condition {
    if (values.length > MAX_LIST) {
      return this.#refuse(path, `Names ${values.length} values; name at most ${MAX_LIST}.`);
    }
    const isIn: Condition = { kind: 'in', field, values };
    const checked = values.map((value) => [field, value] as const);
    return this.#counted(path, checked, op === 'in' ? isIn : { kind: 'not', of: isIn });
  }

  #compare(
    field: Field,
    op: Extract<Condition, { kind: 'compare' }>['op'],
    value: Value,
    path: string,
  ): Condition {
    return this.#counted(path, [[field, value]], { kind: 'compare', field, op, value });
  }

  #counted(
    path: string,
    values: readonly (readonly [Field, Value])[],
    condition: Condition,
  ): Condition {
    this.#conditions += 1;
    if (this.#conditions === MAX_CONDITIONS + 1) {
      return this.#refuse(path, `Is one condition too many; ask for at most ${MAX_CONDITIONS}.`);
    }
    for (const [field, value] of values) {
      const fault = faultOf(field, value);
      if (fault) return this.#refuse(path, fault);
    }
    return condition;
  }

  #refuse(field: string, message: string): Condition {
    this.faults.push({ field, message });
    return EVERYTHING;
  }
}
