import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A wire to a server that can be cut: what is sent over a cut one is lost, and nobody is told. */
export interface Wire {
  /** The address at its near end. */
  url: string;
  cut: () => void;
  mend: () => void;
  close: () => Promise<void>;
}

/** Lays a wire to the server at the address. */
export async function layWire(to: string): Promise<Wire> {
  const { port, hostname } = new URL(to);
  const ends = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    ends.add(near);
    near.on('error', () => near.destroy());
    if (isCut) return;
    const far = connect(Number(port), hostname);
    ends.add(far);
    far.on('error', () => near.destroy());
    near.on('data', (data) => isCut || far.write(data));
    far.on('data', (data) => isCut || near.write(data));
    near.on('close', () => far.destroy());
    far.on('close', () => isCut || near.destroy());
  });
  server.listen(0, hostname);
  await once(server, 'listening');
  const breakAll = () => {
    ends.forEach((end) => end.destroy());
    ends.clear();
  };
  return {
    url: `http://${hostname}:${(server.address() as AddressInfo).port}`, // it listens on a port
    cut: () => (isCut = true),
    mend: () => {
      breakAll();
      isCut = false;
    },
    close: async () => {
      breakAll();
      server.close();
      await once(server, 'close');
    },
  };
}
