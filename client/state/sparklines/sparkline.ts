import { createSignal } from 'solid-js'
import type { Sparkline } from '../../../shared/api.ts'
import { type Columns, emptyColumns, foldPrice } from '../../chart/columns.ts'
import type { Row } from '../market.ts'

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
  let columns: Columns = emptyColumns()
  let stepMs = ownStepMs
  let venue: string | undefined
  let shownAt = 0

  const show = () => {
    shownAt = Date.now()
    setPoints(columns.close.slice(-shown))
  }

  return {
    points,
    /** Of the last 24 h in the quote currency, as the server told it. */
    turnover,
    /** Another venue's prices are another line: the two are never mixed. */
    follow(row: Row) {
      if (venue !== row.venue) {
        columns = emptyColumns()
        stepMs = ownStepMs
        venue = row.venue
        setTurnover(undefined)
      }
      const price = row.price / 10 ** row.decimals
      const start = Math.floor(row.time / stepMs) * stepMs
      const began = foldPrice(columns, { price, start })
      if (began || Date.now() - shownAt >= followMs) show()
    },
    start(told: Sparkline) {
      venue = told.venue
      stepMs = told.step_ms
      setTurnover(told.turnover_24h ?? undefined)
      columns = emptyColumns()
      for (const [index, start] of told.time.entries()) {
        const price = told.close[index]
        if (price !== undefined) foldPrice(columns, { price, start })
      }
      show()
    },
  }
}
