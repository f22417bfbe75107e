import type { Frames } from './frames.ts'

/** More than this waiting, and the oldest are applied without waiting for a frame. */
const bound = 200
/** Hidden pages have no frames. What comes at once is applied at once, and the device sleeps again. */
const hiddenMs = 100

export interface InboxOptions<T> {
  apply(messages: T[]): void
  frames: Frames
}

/**
 * Collects what arrives and hands it over at most once a frame, in order. Nothing is dropped: when
 * it is full, or the page comes back in front, what waits is handed over at once.
 */
export function makeInbox<T>({ apply, frames }: InboxOptions<T>) {
  let waiting: T[] = []
  let callOff = () => {}
  let timer: ReturnType<typeof setTimeout> | undefined

  const unschedule = () => {
    callOff()
    clearTimeout(timer)
    timer = undefined
  }
  const flush = () => {
    unschedule()
    if (waiting.length === 0) return
    const messages = waiting
    waiting = []
    apply(messages)
  }
  const reschedule = () => {
    unschedule()
    if (waiting.length === 0) return
    if (document.visibilityState === 'visible') callOff = frames.update(flush)
    else timer = setTimeout(flush, hiddenMs)
  }
  document.addEventListener('visibilitychange', reschedule)

  return {
    push(message: T) {
      waiting.push(message)
      if (waiting.length > bound) flush()
      else if (waiting.length === 1) reschedule()
    },
    /** Hands over at once. */
    flush,
    stop() {
      document.removeEventListener('visibilitychange', reschedule)
      unschedule()
      waiting = []
    },
  }
}
