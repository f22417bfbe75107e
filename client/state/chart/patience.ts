import { createEffect, createSignal, onCleanup } from 'solid-js'

/** Shorter waits aren't worth a word: it would be gone before it is read. */
const patienceMs = 500

/** True once something has been waited for so long that it deserves a word. */
export function createPatience(isWaiting: () => boolean): () => boolean {
  const [isLong, setLong] = createSignal(false)
  createEffect(() => {
    setLong(false)
    if (!isWaiting()) return
    const timer = setTimeout(() => setLong(true), patienceMs)
    onCleanup(() => clearTimeout(timer))
  })
  return isLong
}
