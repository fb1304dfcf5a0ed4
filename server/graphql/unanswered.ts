import { readFile } from 'node:fs/promises';
import { SocketAddress, type Socket } from 'node:net';

const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];
const ESTABLISHED = '01';

/** A TCP connection by its two ends, as this machine sees them. */
type Connection = string;

/** How often in a row the kernel has sent something and got no answer; connections without any are absent. */
export type Unanswered = ReadonlyMap<Connection, number>;

/**
 * What the kernel knows of peers that vanished without a goodbye: what is written to one lies in the
 * kernel's buffer and is sent again and again, which Node has no way to tell (TCP_USER_TIMEOUT is not
 * among its options). Only Linux has these tables; elsewhere nothing is known, and a peer is gone when
 * the kernel gives it up, which takes minutes.
 */
export async function readUnanswered(): Promise<Unanswered> {
  const tables = await Promise.all(TABLES.map((path) => readFile(path, 'utf8').catch(() => '')));
  return parseUnanswered(tables.join('\n'));
}

/** @param table rows as Documentation/networking/proc_net_tcp.rst of Linux describes them */
export function parseUnanswered(table: string): Map<Connection, number> {
  const unanswered = new Map<Connection, number>();
  for (const line of table.split('\n')) {
    const [, local, remote, state, , , retransmits, , probes] = line.trim().split(/\s+/);
    if (state !== ESTABLISHED) continue;
    const count = parseInt(retransmits!, 16) + Number(probes); // a connection's row has all columns
    if (count > 0) unanswered.set(`${endpoint(local!)} ${endpoint(remote!)}`, count);
  }
  return unanswered;
}

/** How readUnanswered names a connection. */
export function connectionOf(socket: Socket): Connection {
  const { localAddress, localPort, remoteAddress, remotePort } = socket;
  return `${localAddress} ${localPort} ${remoteAddress} ${remotePort}`;
}

/** `0100007F:0FA0`, of 32-bit words in the order of the processor's bytes, is `127.0.0.1 4000`. */
function endpoint(hex: string): string {
  const [words, port] = hex.split(':') as [string, string]; // the kernel's format
  const bytes = Buffer.from(words, 'hex').swap32(); // every processor we run on is little-endian
  return `${bytes.length === 4 ? bytes.join('.') : ipv6(bytes)} ${parseInt(port, 16)}`;
}

function ipv6(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(2 * i).toString(16));
  // spelled as sockets spell theirs
  return new SocketAddress({ address: groups.join(':'), family: 'ipv6' }).address;
}
