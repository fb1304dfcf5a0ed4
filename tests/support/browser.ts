import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

const run = promisify(execFile);

/** How long a page may take to show something: a machine may be slow, or have much else to do. */
export const PATIENCE_MS = 60_000;

const MODULES = fileURLToPath(new URL('../../node_modules/', import.meta.url));
const isPackaged = process.platform === 'linux' && process.arch === 'x64';
const installed = process.env['CHROME_PATH'];

/** Why there is no browser to test with; undefined where there is one. */
export const whyNoBrowser =
  installed || isPackaged
    ? undefined
    : `npm has no Chromium for ${process.platform} on ${process.arch}: set CHROME_PATH to a Chrome`;

/** Starts the Chromium of the npm package, or the one that CHROME_PATH names, without a window. */
export async function launchBrowser(): Promise<Browser> {
  const options = { args: ['--disable-quic'], chromiumSandbox: false }; // it has none for root
  if (installed) return chromium.launch({ ...options, executablePath: installed });
  const folder = await unpackChromium();
  return chromium.launch({
    ...options,
    executablePath: join(folder, 'chromium'),
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'), // NSS and expat, which a bare Debian has not
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  });
}

/**
 * The folder of the unpacked package, made the first time. The package would unpack into the temporary
 * folder and take whatever is there for its own, another version too; so it gets a folder of its
 * version's, put in place in one step.
 */
async function unpackChromium(): Promise<string> {
  const cache = join(MODULES, '.cache');
  const folder = join(cache, `chromium-${await packageVersion()}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(`${folder}.new-`);
  try {
    // A process of its own: TMPDIR is where the package unpacks to, and only in what looks like
    // Amazon's cloud does it unpack the libraries too.
    const unpack = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;
    await run(process.execPath, ['--input-type=module', '--eval', unpack], {
      cwd: MODULES,
      env: { TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    });
    await rename(draft, folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY') throw error; // another test file was faster
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

async function packageVersion(): Promise<string> {
  const manifest = await readFile(join(MODULES, '@sparticuz/chromium/package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
