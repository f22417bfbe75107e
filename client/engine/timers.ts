import type { Time } from './time.ts'

/** One timer a name: setting it again puts it off. */
export interface Timers {
  set(name: string, ms: number, run: () => void): void
  has(name: string): boolean
  clear(name: string): void
  clearAll(): void
}

export function createTimers(time: Time): Timers {
  const timers = new Map<string, () => void>()

  function clear(name: string): void {
    timers.get(name)?.()
    timers.delete(name)
  }

  return {
    set(name, ms, run) {
      clear(name)
      const cancel = time.after(Math.max(0, ms), () => {
        timers.delete(name)
        run()
      })
      timers.set(name, cancel)
    },
    has: (name) => timers.has(name),
    clear,
    clearAll() {
      for (const name of [...timers.keys()]) clear(name)
    },
  }
}

/** What a promise comes to, or `undefined` where it takes longer. */
export async function within<Result>(
  timers: Timers,
  { name, ms }: { name: string; ms: number },
  promise: Promise<Result>,
): Promise<Result | undefined> {
  const patience = new Promise<undefined>((resolve) => {
    timers.set(name, ms, () => resolve(undefined))
  })
  try {
    return await Promise.race([promise, patience])
  } finally {
    timers.clear(name)
  }
}
