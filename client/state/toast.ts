import { createSignal, onCleanup } from 'solid-js'

/** One line of news about what the person has just done, with at most one way to take it back. */
export interface Toast {
  text: string
  action?: { text: string; run(): void }
}

/** Long enough to read it; long enough to read it, think, and reach the button. */
const shownMs = 4_000
const withActionMs = 8_000

/**
 * One at a time: a newer one takes the place of the one that stands, whose offer ends with that. It
 * goes by itself, but not while it is held (pointed at or focused).
 */
export function createToast() {
  const [shown, setShown] = createSignal<Toast>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function dismiss(): void {
    clearTimeout(timer)
    setShown(undefined)
  }

  function countDown(): void {
    clearTimeout(timer)
    timer = setTimeout(dismiss, shown()?.action ? withActionMs : shownMs)
  }

  onCleanup(() => clearTimeout(timer))
  return {
    shown,
    show(toast: Toast): void {
      setShown(toast)
      countDown()
    },
    dismiss,
    hold: () => clearTimeout(timer),
    release(): void {
      if (shown()) countDown()
    },
  }
}
