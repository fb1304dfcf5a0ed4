import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether this machine lets us make networks: Linux, as root, with iproute2. */
export async function canMakeNetworks(): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync('/proc/net/tcp')) return false;
  const network = await createNetwork().catch(() => undefined);
  await network?.remove();
  return network !== undefined;
}

export interface Network {
  /** Where programs in it reach this one. */
  host: string;
  /** What runs a program in it. */
  enter: readonly [command: string, ...args: string[]];
  /** From now on every packet is lost, in both directions and without a word. */
  pullTheCable: () => Promise<unknown>;
  remove: () => Promise<void>;
}

/** A network of its own on this machine, joined to it by one cable. */
export async function createNetwork(): Promise<Network> {
  const name = `pl${process.pid}`;
  const [ours, theirs] = [`${name}a`, `${name}b`];
  const { host, guest } = addressesOf(process.pid);
  const inside = ['-n', name];
  await ip('netns', 'add', name);
  const remove = async () => {
    await ip('link', 'del', ours).catch(() => undefined); // it may not have come to be
    await ip('netns', 'del', name);
  };
  try {
    await ip('link', 'add', ours, 'type', 'veth', 'peer', 'name', theirs, 'netns', name);
    await ip('addr', 'add', `${host}/30`, 'dev', ours);
    await ip('link', 'set', ours, 'up');
    await ip(...inside, 'addr', 'add', `${guest}/30`, 'dev', theirs);
    await ip(...inside, 'link', 'set', theirs, 'up');
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    host,
    enter: ['ip', 'netns', 'exec', name],
    pullTheCable: () => ip(...inside, 'link', 'set', theirs, 'down'),
    remove,
  };
}

const ip = (...args: string[]) => run('ip', args);

/** Of the range for tests of networks, RFC 2544: other addresses for each process, which may run at once. */
function addressesOf(pid: number): { host: string; guest: string } {
  const block = (pid % 2 ** 15) * 4;
  const place = `198.${18 + (block >> 16)}.${(block >> 8) & 255}`;
  return { host: `${place}.${(block & 255) + 1}`, guest: `${place}.${(block & 255) + 2}` };
}
