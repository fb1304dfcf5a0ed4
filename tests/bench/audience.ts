import { once } from 'node:events';
import { WebSocket } from 'ws';

const OPENED_AT_ONCE = 100;

/** Many WebSockets that only count what comes. */
export class Audience {
  /** What the first of them got last: what a broadcast of the same bytes sends. */
  lastFrame = '';
  readonly #sockets: WebSocket[] = [];
  #missing = 0;
  #onComplete: (at: number) => void = () => {};

  /** @param greet makes a socket that has just opened one that frames come to */
  async open(count: number, connect: () => WebSocket, greet: (socket: WebSocket) => Promise<void>) {
    while (this.#sockets.length < count) {
      const batch = Math.min(OPENED_AT_ONCE, count - this.#sockets.length);
      const opened = Array.from({ length: batch }, connect);
      await Promise.all(opened.map((socket) => once(socket, 'open').then(() => greet(socket))));
      for (const socket of opened) socket.on('message', () => this.#note());
      this.#sockets.push(...opened);
    }
    const [first] = this.#sockets;
    first!.on('message', (data: Buffer) => (this.lastFrame = data.toString())); // nobody counts none
  }

  get size(): number {
    return this.#sockets.length;
  }

  /** When each of them has got so many more frames, on performance.now()'s clock. */
  expect(frames: number): Promise<number> {
    this.#missing = frames * this.#sockets.length;
    return new Promise((resolve) => (this.#onComplete = resolve));
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  #note(): void {
    this.#missing -= 1;
    if (this.#missing === 0) this.#onComplete(performance.now());
  }
}
