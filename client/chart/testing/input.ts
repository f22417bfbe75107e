/// <reference types="@vitest/browser-playwright" />
import { cdp } from 'vitest/browser'

/** CSS pixels of the test's own page. */
export interface Point {
  x: number
  y: number
}

/** Where the test's page, which is a frame drawn smaller, lies in the one that input is given to. */
let origin = { x: 0, y: 0 }
let scale = 1

/** Finds that out, by where a mouse is felt. Before each test, because the runner may move the frame. */
export async function calibrate(): Promise<void> {
  const one = await feel({ x: 40, y: 40 })
  const other = await feel({ x: 140, y: 140 })
  scale = 100 / (other.x - one.x)
  origin = { x: 40 - one.x * scale, y: 40 - one.y * scale }
  touchedAt = Date.now() / 1_000
}

async function feel(at: Point): Promise<Point> {
  const felt = new Promise<Point>((resolve) => {
    const listen = ({ clientX, clientY }: MouseEvent) => resolve({ x: clientX, y: clientY })
    addEventListener('mousemove', listen, { once: true, capture: true })
  })
  await cdp().send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...at })
  return await felt
}

const outer = ({ x, y }: Point): Point => ({ x: origin.x + x * scale, y: origin.y + y * scale })

/** Which of several fingers it is, where not all of them are meant. */
export interface Finger extends Point {
  id?: number
}

let isDown = false
/** When the last touch was, epoch seconds: a busy machine makes no finger slower. */
let touchedAt = 0

/** Real fingers: what the browser makes of them is what it would make of a person's. */
export const fingers = {
  async down(...points: Finger[]): Promise<void> {
    isDown = true
    await touch('touchStart', points)
  },
  /** Stands still at the end: browsers guess from the last two moves where a finger is at the next frame. */
  async move(...points: Finger[]): Promise<void> {
    for (let times = 0; times < 3; times++) await moveOnce(points)
  },
  /** Moves on without a rest, as one does who throws. */
  async sweep(from: Point, to: Point, steps = 8): Promise<void> {
    await fingers.down(from)
    for (let step = 1; step <= steps; step++) await moveOnce([between(from, to, step / steps)])
  },
  /** Lets so much time pass for them before the next touch. */
  rest(ms: number): void {
    touchedAt += ms / 1_000
  },
  /** Lifts all of them, or one of them. */
  async up({ only }: { only?: Finger } = {}): Promise<void> {
    if (!isDown) return
    isDown = only !== undefined
    await touch('touchEnd', only ? [only] : [])
  },
}

async function moveOnce(points: Finger[]): Promise<void> {
  await touch('touchMove', points)
  await new Promise((resolve) => requestAnimationFrame(resolve))
}

export const mouse = {
  move: (at: Point) => send('mouseMoved', at),
  down: (at: Point, clickCount = 1) => send('mousePressed', at, { button: 'left', clickCount }),
  up: (at: Point, clickCount = 1) => send('mouseReleased', at, { button: 'left', clickCount }),
  async drag(from: Point, to: Point, steps = 10): Promise<void> {
    await mouse.move(from)
    await mouse.down(from)
    for (let step = 1; step <= steps; step++) {
      await send('mouseMoved', between(from, to, step / steps), { button: 'left', buttons: 1 })
    }
    await mouse.up(to)
  },
  wheel: (at: Point, { deltaX = 0, deltaY = 0, ctrl = false }) =>
    send('mouseWheel', at, { deltaX, deltaY, modifiers: ctrl ? 2 : 0 }),
}

export async function preferReducedMotion(isReduced: boolean): Promise<void> {
  const value = isReduced ? 'reduce' : 'no-preference'
  await cdp().send('Emulation.setEmulatedMedia', {
    features: [{ name: 'prefers-reduced-motion', value }],
  })
}

async function touch(type: 'touchStart' | 'touchMove' | 'touchEnd', points: Finger[]) {
  touchedAt += 0.016
  const touchPoints = points.map((point, index) => ({ id: point.id ?? index, ...outer(point) }))
  await cdp().send('Input.dispatchTouchEvent', { type, touchPoints, timestamp: touchedAt })
}

async function send(
  type: 'mouseMoved' | 'mousePressed' | 'mouseReleased' | 'mouseWheel',
  at: Point,
  more: object = {},
): Promise<void> {
  await cdp().send('Input.dispatchMouseEvent', { type, ...outer(at), ...more })
}

function between(from: Point, to: Point, share: number): Point {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}
