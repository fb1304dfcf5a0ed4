import { getDatamodel } from '../core/generated/pothos.ts';
import type { Field, FieldType } from './dataset.ts';

const TYPES: Record<string, FieldType> = {
  Int: 'INT',
  BigInt: 'INT',
  Float: 'FLOAT',
  String: 'STRING',
  Boolean: 'BOOLEAN',
  DateTime: 'INSTANT',
  Json: 'JSON',
};

export interface ModelFieldOptions {
  /** The table's alias. */
  alias?: string;
  /** Fields of the model that are nobody's to ask for. */
  hidden: readonly string[];
  /** What the model does not say: that a DateTime is a day, or a String an id; another column; meanings. */
  details: Readonly<Record<string, Partial<Field>>>;
  /** Whether the row may be missing, as in an outer join. */
  isOptional?: boolean;
}

/**
 * The fields of a Prisma model, every column of it that is not hidden.
 *
 * @throws for a detail of a field that the model has not
 */
export function modelFields(
  model: string,
  { alias = 't', hidden, details, isOptional = false }: ModelFieldOptions,
): Field[] {
  const columns = getDatamodel().datamodel.models[model]?.fields.filter(
    ({ kind }) => kind !== 'object',
  );
  const names = new Set(columns?.map(({ name }) => name));
  const unknown = [...hidden, ...Object.keys(details)].filter((name) => !names.has(name));
  if (!columns || unknown.length > 0) throw new Error(`${model} has no ${unknown.join(', ')}.`);
  return columns
    .filter(({ name }) => !hidden.includes(name))
    .map(({ name, kind, type, isRequired }) => ({
      name,
      ...(kind === 'enum'
        ? { type: 'ENUM', enumName: type, enumType: snakeCase(type) }
        : { type: typeOf(model, name, type) }),
      sql: `${alias}.${snakeCase(name)}`,
      isNullable: isOptional || !isRequired,
      description: `The column ${name}.`,
      ...details[name],
    }));
}

function typeOf(model: string, name: string, type: string): FieldType {
  const known = TYPES[type];
  if (!known) throw new Error(`${model}.${name} is ${type}, which no filter knows: hide it.`);
  return known;
}

const snakeCase = (name: string) =>
  name.replaceAll(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
