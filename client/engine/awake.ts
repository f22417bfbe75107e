import type { Time } from './time.ts'

const lookMs = 5_000
/** A look that comes so late means that everything stood still: sockets may have died meanwhile. */
const lateMs = 10_000

/** Tells when the device has slept, which no event does. */
export function watchSleep(time: Time, onWake: () => void): () => void {
  let expectedAt = time.now() + lookMs
  let cancel = time.after(lookMs, look)

  function look(): void {
    const slept = time.now() - expectedAt > lateMs
    expectedAt = time.now() + lookMs
    cancel = time.after(lookMs, look)
    if (slept) onWake()
  }

  return () => cancel()
}
