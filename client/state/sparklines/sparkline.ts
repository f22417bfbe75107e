import { createSignal } from 'solid-js'
import type { Sparkline } from '../../../shared/api.ts'
import type { LivePrice } from '../../engine/live.ts'

/** What a line grows by. */
export type Price = Pick<LivePrice, 'symbol' | 'venue' | 'price' | 'decimals' | 'time'>

/** As many as the server gives; a line of 64 px has no room for more. */
const shown = 48
/** By so many ms a line grows from live prices alone. */
const ownStepMs = 10_000
/** The last point follows the price no faster than this. */
const followMs = 5_000

/** How one instrument has moved lately: what the server told, and live prices after it. */
export function createSparkline() {
  const [points, setPoints] = createSignal<readonly number[]>([])
  const [turnover, setTurnover] = createSignal<number>()
  /** The newest steps, `shown` of them at most. */
  let starts: number[] = []
  let closes: number[] = []
  let stepMs = ownStepMs
  let venue: string | undefined
  let shownAt = 0

  const show = () => {
    shownAt = Date.now()
    setPoints([...closes])
  }

  const clear = () => {
    starts = []
    closes = []
  }

  /** Whether a new step has begun. A price from before the last one changes nothing. */
  const add = (price: number, start: number): boolean => {
    const last = starts.at(-1)
    if (last !== undefined && start < last) return false
    if (start === last) {
      closes[closes.length - 1] = price
      return false
    }
    starts.push(start)
    closes.push(price)
    if (starts.length > shown) {
      starts.shift()
      closes.shift()
    }
    return true
  }

  return {
    points,
    /** Of the last 24 h in the quote currency, as the server told it. */
    turnover,
    /** Another venue's prices are another line: the two are never mixed. */
    follow(row: Price) {
      if (venue !== row.venue) {
        clear()
        stepMs = ownStepMs
        venue = row.venue
        setTurnover(undefined)
      }
      const price = row.price / 10 ** row.decimals
      const start = Math.floor(row.time / stepMs) * stepMs
      const began = add(price, start)
      if (began || Date.now() - shownAt >= followMs) show()
    },
    start(told: Sparkline) {
      venue = told.venue
      stepMs = told.step_ms
      setTurnover(told.turnover_24h ?? undefined)
      clear()
      for (const [index, start] of told.time.entries()) {
        const price = told.close[index]
        if (price !== undefined) add(price, start)
      }
      show()
    },
  }
}
