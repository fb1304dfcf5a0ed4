/** Loaded into a server under measure (node --import): tells its parent the CPU time it has used. */
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system); // µs
});
process.channel?.unref(); // the server ends when it wants to
