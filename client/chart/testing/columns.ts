import { type Columns, emptyColumns } from '../columns.ts'
import type { ChartView } from '../view.ts'

/** Starts at 0, one a minute: open, high, low, close. */
export function candles(...rows: [number, number, number, number][]): Columns {
  return {
    ...emptyColumns(),
    time: rows.map((_, index) => index * 60),
    open: rows.map(([open]) => open),
    high: rows.map(([, high]) => high),
    low: rows.map(([, , low]) => low),
    close: rows.map(([, , , close]) => close),
    volume: rows.map(() => 1),
  }
}

/** As many candles, up and down by turns. */
export function wave(count: number): Columns {
  return candles(
    ...Array.from({ length: count }, (_, index): [number, number, number, number] => {
      const open = 100 + 10 * Math.sin(index / 9)
      const close = 100 + 10 * Math.sin((index + 1) / 9)
      return [open, Math.max(open, close) + 1, Math.min(open, close) - 1, close]
    }),
  )
}

export function viewOf(patch: Partial<ChartView> = {}): ChartView {
  return {
    columns: wave(600),
    intervalMs: 60_000,
    decimals: 2,
    kind: 'candles',
    volume: false,
    scale: 'linear',
    overlays: [],
    panels: [],
    compare: undefined,
    levels: [],
    ...patch,
  }
}
