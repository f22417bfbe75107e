const lockName = 'ebb-sync'

/** One thing after another, over all tabs. Two at once, where locks are missing, do no harm. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  return 'locks' in navigator ? navigator.locks.request(lockName, work) : work()
}
