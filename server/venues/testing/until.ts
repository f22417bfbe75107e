/**
 * Waits for what the network does, also where timers are fake: `setImmediate` stays real, so that
 * sockets go on while the clock stands still.
 */
export async function until(condition: () => boolean, sentence: string): Promise<void> {
  const deadline = process.hrtime.bigint() + 20_000_000_000n
  while (!condition()) {
    if (process.hrtime.bigint() > deadline) throw new Error(`It did not happen that ${sentence}.`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
