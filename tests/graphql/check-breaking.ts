import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { acceptedChanges, findFaults } from './breaking-changes.ts';

// Compares schema.graphql with the one that was released last; with --release it becomes that.

const at = (name: string) => new URL(`../../${name}`, import.meta.url);
const read = (name: string) => readFileSync(at(name), 'utf8');

if (process.argv.includes('--release')) {
  copyFileSync(at('schema.graphql'), at('schema.released.graphql'));
  writeFileSync(at('breaking-changes.json'), '[]\n');
} else {
  const accepted = acceptedChanges.parse(JSON.parse(read('breaking-changes.json')));
  const faults = await findFaults(
    read('schema.released.graphql'),
    read('schema.graphql'),
    accepted,
  );
  process.stderr.write(faults.map((fault) => `${fault}\n`).join(''));
  process.exitCode = faults.length > 0 ? 1 : 0;
}
