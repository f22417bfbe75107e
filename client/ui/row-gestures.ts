/*
 * What a finger or a mouse does with a row:
 *
 *   down on the grip ───────────────────────────────────▶ drag
 *   down on a row ─┬─ a finger rests for a moment ──────▶ drag
 *                  ├─ a mouse moves ────────────────────▶ drag
 *                  ├─ a finger moves sideways ──────────▶ swipe
 *                  ├─ a finger moves up or down ────────▶ the browser scrolls
 *                  └─ up ───────────────────────────────▶ the link's own click
 */
const restMs = 350
/** Nobody's finger rests quite still; a mouse's button is pressed while it moves a little. */
const slackPx = { finger: 10, mouse: 6 }

/** A gesture under way. */
export interface Hold {
  move(event: PointerEvent): void
  end(): void
  cancel(): void
}

export interface RowGestures {
  canDrag(): boolean
  onDrag(item: HTMLElement, at: PointerEvent): Hold
  onSwipe(item: HTMLElement, at: PointerEvent): Hold
}

interface Press {
  at: PointerEvent
  item: HTMLElement
  rest: ReturnType<typeof setTimeout> | undefined
}

/** Hears the gestures on the rows of a list. Returns what ends it. */
export function hearGestures(list: HTMLElement, on: RowGestures): () => void {
  const owner = new AbortController()
  const { signal } = owner
  let press: Press | undefined
  let hold: Hold | undefined
  /** The click that a browser makes of the end of a gesture opens nothing. */
  let swallows = false

  function begin({ item, at }: Press, start: (item: HTMLElement, at: PointerEvent) => Hold): void {
    letGo()
    hold = start(item, at)
    // From here on the list hears of the pointer, wherever it goes and whatever becomes of the row.
    list.setPointerCapture(at.pointerId)
  }

  function letGo(): void {
    clearTimeout(press?.rest)
    press = undefined
  }

  function onDown(event: PointerEvent): void {
    swallows = false
    const target = event.target instanceof Element ? event.target : undefined
    const item = target?.closest<HTMLElement>('.row-item')
    if (hold || !item || !event.isPrimary || event.button !== 0) return
    const pressed: Press = { at: event, item, rest: undefined }
    if (target?.closest('.row-grip') && on.canDrag()) begin(pressed, on.onDrag)
    if (!target?.closest('a.row')) return
    if (event.pointerType !== 'mouse' && on.canDrag()) {
      pressed.rest = setTimeout(() => begin(pressed, on.onDrag), restMs)
    }
    press = pressed
  }

  function onMove(event: PointerEvent): void {
    hold?.move(event)
    if (!press || event.pointerId !== press.at.pointerId) return
    const x = event.clientX - press.at.clientX
    const y = event.clientY - press.at.clientY
    if (event.pointerType === 'mouse') {
      if (Math.hypot(x, y) > slackPx.mouse && on.canDrag()) begin(press, on.onDrag)
      return
    }
    if (Math.hypot(x, y) <= slackPx.finger) return
    if (x < 0 && -x > Math.abs(y)) begin({ ...press, at: event }, on.onSwipe)
    else letGo()
  }

  function finish(how: 'end' | 'cancel'): void {
    letGo()
    const held = hold
    hold = undefined
    if (!held) return
    swallows = true
    held[how]()
  }

  const hear = <K extends keyof HTMLElementEventMap>(
    type: K,
    run: (event: HTMLElementEventMap[K]) => void,
    options: AddEventListenerOptions = {},
  ) => list.addEventListener(type, run, { ...options, signal })

  hear('pointerdown', onDown)
  hear('pointermove', onMove)
  hear('pointerup', () => finish('end'))
  hear('pointercancel', () => finish('cancel'))
  // Without this a browser takes a finger that moves for one that scrolls, also when it holds a row.
  hear('touchmove', (event) => hold && event.cancelable && event.preventDefault(), {
    passive: false,
  })
  // A finger that rests on a link asks for the browser's menu; a mouse that drags one, for a copy.
  hear('contextmenu', (event) => (hold || press?.rest) && event.preventDefault())
  hear('dragstart', (event) => on.canDrag() && event.preventDefault())
  hear(
    'click',
    (event) => {
      // Of the keyboard's clicks none belongs to a gesture.
      if (!swallows || event.detail === 0) return
      swallows = false
      event.preventDefault()
      event.stopPropagation()
    },
    { capture: true },
  )
  addEventListener('keydown', ({ key }) => key === 'Escape' && hold && finish('cancel'), { signal })

  return () => {
    finish('cancel')
    owner.abort()
  }
}
