/** More than this waiting, and the oldest are applied without waiting for a frame. */
const bound = 200
/** Hidden pages have no frames; a second is soon enough for what nobody sees. */
const hiddenMs = 1_000

/**
 * Collects what arrives and hands it over at most once a frame, in order. Nothing is dropped: when
 * it is full, or the page comes back in front, what waits is handed over at once.
 */
export function makeInbox<T>(apply: (messages: T[]) => void) {
  let waiting: T[] = []
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const unschedule = () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    frame = 0
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
    if (document.visibilityState === 'visible') frame = requestAnimationFrame(flush)
    else timer = setTimeout(flush, hiddenMs)
  }
  document.addEventListener('visibilitychange', reschedule)

  return {
    push(message: T) {
      waiting.push(message)
      if (waiting.length > bound) flush()
      else if (waiting.length === 1) reschedule()
    },
    stop() {
      document.removeEventListener('visibilitychange', reschedule)
      unschedule()
      waiting = []
    },
  }
}
