import type { Columns } from '../../chart/columns.ts'

const header = 'time,open,high,low,close,volume'
/** What tells a price or volume from noise of floating point. */
const volumeDigits = 10

/**
 * Candles as RFC 4180 has it: lines end in CRLF, the first names the columns. Times are ISO 8601 in
 * UTC; figures are plain decimals with a point, in every language, so that every program reads them.
 * A volume that isn't known is empty.
 */
export function csvOf({ time, open, high, low, close, volume }: Columns, decimals: number): string {
  const price = (value: number | undefined) => (value === undefined ? '' : value.toFixed(decimals))
  const lines = time.map((seconds, index) =>
    [
      new Date(seconds * 1_000).toISOString(),
      price(open[index]),
      price(high[index]),
      price(low[index]),
      price(close[index]),
      plain(volume[index]),
    ].join(),
  )
  return [header, ...lines, ''].join('\r\n')
}

/** Never `1e-7`. */
function plain(value: number | null | undefined): string {
  if (value === null || value === undefined) return ''
  const text = value.toFixed(volumeDigits)
  return text.replace(/\.?0+$/, '')
}
