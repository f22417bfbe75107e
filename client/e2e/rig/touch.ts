import type { Locator, Page } from 'playwright-core'

/** One finger, as Chromium's own input takes it: the browser may scroll by it, and so calls it off. */
export interface Finger {
  down(x: number, y: number): Promise<void>
  /** In so many steps, a frame apart. */
  moveTo(x: number, y: number, steps?: number): Promise<void>
  /** Stands still for a while before it moves on: it isn't one that throws. */
  rest(): void
  up(): Promise<void>
}

/** Between two touches, and of a rest, s. */
const beat = 0.016
const rest = 0.6
/** Who has come so far from where they went down moves and doesn't rest, px: more than the app's own slack. */
const movedPx = 20

export async function makeFinger(page: Page): Promise<Finger> {
  const session = await page.context().newCDPSession(page)
  let at = { x: 0, y: 0 }
  let downAt = at
  /** On their way to the page. */
  const sent: Promise<unknown>[] = []
  /** When the last touch was, epoch seconds: a busy machine makes no finger slower. */
  let timestamp = Date.now() / 1_000
  function send(type: 'touchStart' | 'touchMove' | 'touchEnd'): void {
    timestamp += beat
    const touchPoints = type === 'touchEnd' ? [] : [at]
    sent.push(session.send('Input.dispatchTouchEvent', { type, touchPoints, timestamp }))
  }
  const areTaken = () => Promise.all(sent.splice(0))
  return {
    async down(x, y) {
      at = { x, y }
      downAt = at
      send('touchStart')
    },
    async moveTo(x, y, steps = 12) {
      const from = at
      for (let step = 1; step <= steps; step++) {
        const share = step / steps
        at = { x: from.x + (x - from.x) * share, y: from.y + (y - from.y) * share }
        send('touchMove')
        // On a busy machine one that waited between its first touches would have pressed for long.
        if (Math.hypot(at.x - downAt.x, at.y - downAt.y) < movedPx) continue
        await areTaken()
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
      }
      await areTaken()
    },
    rest() {
      timestamp += rest
    },
    async up() {
      send('touchEnd')
      await areTaken()
    },
  }
}

/** The middle of what is on the page. */
export async function middleOf(what: Locator): Promise<{ x: number; y: number }> {
  const box = await what.boundingBox()
  if (box === null) throw new Error(`Not on the page: ${what}.`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
