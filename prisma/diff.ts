import { readdirSync, readFileSync } from 'node:fs';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';

const here = new URL('.', import.meta.url);

/**
 * The SQL that builds the tables of prisma/models in an empty database. A new migration starts from
 * what it says of the changed tables; a test compares what the migrations build with it.
 *
 * Prisma's own engine as WebAssembly, because the CLI fetches a native one at run time. Introspecting
 * a database through adapter-pg fails (it cannot read Postgres' "char"), so this starts from nothing.
 */
export async function schemaScript(connectionString: string): Promise<string> {
  const files = modelFiles();
  const engine = await SchemaEngine.new(
    { datamodels: files.map(({ path, content }) => [path, content]) },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString })),
  );
  const { stdout } = await engine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  return stdout ?? '';
}

function modelFiles(): { path: string; content: string }[] {
  const models = readdirSync(new URL('models/', here)).map((name) => `models/${name}`);
  return ['schema.prisma', ...models].map((path) => ({
    path,
    content: readFileSync(new URL(path, here), 'utf8'),
  }));
}
