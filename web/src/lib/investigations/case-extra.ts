export interface ExtraField {
  name: string;
  value: string;
}

/** What else a robot told, which may be anything, as names and values to read. */
export function extraFields(extra: unknown): ExtraField[] {
  if (extra === null || extra === undefined) return [];
  if (typeof extra !== 'object' || Array.isArray(extra))
    return [{ name: 'extra', value: told(extra) }];
  return Object.entries(extra).map(([name, value]) => ({ name, value: told(value) }));
}

const told = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 1);
