import { createEffect, createSignal, onCleanup } from 'solid-js'

/** The time, once a second for as long as `wanted`, so that nothing ticks when no age is shown. */
export function createClock(wanted: () => boolean): () => number {
  const [now, setNow] = createSignal(Date.now())
  createEffect(() => {
    if (!wanted()) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    onCleanup(() => clearInterval(timer))
  })
  return now
}
