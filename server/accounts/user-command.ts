import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Context } from '../core/context.ts';
import { UsageWrong } from '../core/errors.ts';
import { openContext } from '../core/open-context.ts';
import { QUIET, runProcess } from '../core/process.ts';
import { COMMAND_LINE, findCompany, print } from './command-line.ts';
import { setPassword } from './passwords.ts';
import { addMember, findPerson, removePerson } from './people.ts';

const USAGE = `npm run user -- add <e-mail> [--name NAME] [--role OPERATOR] [--company SLUG]
npm run user -- reset-password <e-mail>
npm run user -- list
npm run user -- remove <e-mail>

Roles: OPERATOR, ENGINEER, ANALYST, ADMIN. A password is made up and printed once.
With the embedded database, stop the server first; with DATABASE_URL it may run.`;

await runProcess(async (config, log) => {
  const { action, email, options } = readArguments();
  const { ctx, close } = await openContext(config, log);
  try {
    if (action === 'list') await list(ctx);
    else if (email === undefined) throw new UsageWrong(USAGE);
    else if (action === 'add') await add(ctx, email, options);
    else if (action === 'reset-password') await resetPassword(ctx, email);
    else if (action === 'remove') await remove(ctx, email);
    else throw new UsageWrong(USAGE);
  } finally {
    await close();
  }
}, QUIET);

type Options = ReturnType<typeof readArguments>['options'];

async function add(ctx: Context, email: string, { name, role, company }: Options): Promise<void> {
  const isKnown = (await ctx.db.user.count({ where: { email: email.toLowerCase() } })) > 0;
  const password = makePassword();
  const person = { email, name: name ?? email.split('@')[0], role, password };
  await addMember(ctx, await findCompany(ctx, company), COMMAND_LINE, person);
  if (isKnown) print(`${email} is ${role} now; the password stays.`);
  else print(`${email} is ${role} now, with the password ${password}`);
}

async function resetPassword(ctx: Context, email: string): Promise<void> {
  const { id } = await findPerson(ctx, email);
  const password = makePassword();
  await setPassword(ctx, id, password);
  print(`The password of ${email} is ${password} now; every session of theirs has ended.`);
}

async function list({ db }: Context): Promise<void> {
  const people = await db.user.findMany({
    include: { memberships: { include: { company: true } } },
    orderBy: { email: 'asc' },
  });
  for (const { email, name, memberships } of people) {
    const places = memberships.map(({ role, company }) => `${role} of ${company.slug}`);
    print(`${email}  ${name}  ${places.join(', ') || 'in no company'}`);
  }
}

async function remove(ctx: Context, email: string): Promise<void> {
  await removePerson(ctx, COMMAND_LINE, email);
  print(`${email} is gone; what they did stays on record.`);
}

function makePassword(): string {
  return randomBytes(15).toString('base64url');
}

/** @throws {UsageWrong} */
function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      options: {
        name: { type: 'string' },
        role: { type: 'string', default: 'OPERATOR' },
        company: { type: 'string' },
      },
      allowPositionals: true,
    });
    return { action: positionals[0], email: positionals[1], options: values };
  } catch {
    throw new UsageWrong(USAGE);
  }
}
