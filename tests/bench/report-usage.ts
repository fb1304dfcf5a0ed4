/** What a process under measure has used. */
export interface Usage {
  /** CPU time so far, in µs. */
  cpuMicros: number;
  /** Memory now. */
  rssBytes: number;
}

/** Loaded into a server under measure (node --import): tells its parent whenever it asks. */
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMicros: user + system, rssBytes: process.memoryUsage.rss() } satisfies Usage);
});
process.channel?.unref(); // the server ends when it wants to
