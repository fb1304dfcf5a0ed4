import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

const HERE = new URL('.', import.meta.url).pathname;

export const hasPython =
  spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0;

export interface PythonProcess {
  child: ChildProcess;
  /** The lines it has printed so far. */
  lines: () => string[];
  /** All it has printed, once it has ended; its log too. */
  ended: Promise<string>;
}

/** Runs python3 with what lies in `clientFolder` to import, and the key in its environment. */
export function startPython(clientFolder: string, args: string[], key = ''): PythonProcess {
  const child = spawn('python3', args, {
    cwd: HERE,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PRICELENS_KEY: key,
      PYTHONPATH: clientFolder,
      PYTHONDONTWRITEBYTECODE: '1',
    },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  }
  return {
    child,
    lines: () => printed.split('\n').slice(0, -1),
    ended: once(child, 'close').then(() => printed),
  };
}
