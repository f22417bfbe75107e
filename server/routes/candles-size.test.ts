import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import type { Candle } from '../../shared/candle.ts'
import { decodeDelta, encodeDelta } from '../../shared/candle-delta.ts'

const bars = fileURLToPath(
  new URL('../../../shared/data/bars/coinbase_1m_20180404_20180406.csv.gz', import.meta.url),
)
const absent = !existsSync(bars)
const minute = 60_000
const head = {
  ...({ symbol: 'BTC-USD', venue: 'COINBASE', interval: '1m', market: 'live' } as const),
  ...{ simulated: false, decimals: 2, forming: false },
}

it.skipIf(absent)(
  `has a real day of minutes in less than 12 KB${absent ? ' (skipped: the bars are not beside the project)' : ''}`,
  () => {
    const day = Date.UTC(2018, 3, 5)
    const units = (text: string | undefined, scale: number) =>
      Math.round(Number(text) * 10 ** scale)
    for (const symbol of ['BTCUSD', 'ETHUSD', 'LTCUSD', 'BTCEUR']) {
      const list: Candle[] = []
      for (const line of gunzipSync(readFileSync(bars)).toString().split('\n')) {
        const [time, of, ...figures] = line.split(',')
        if (of !== symbol || Number(time) < day || Number(time) >= day + 1_440 * minute) continue
        const [open = 0, high = 0, low = 0, close = 0] = figures.map((text) => units(text, 2))
        list.push({ time: Number(time), open, high, low, close, volume: units(figures[4], 8) })
      }
      expect(list.length).toBeGreaterThan(1_390)
      const columns = encodeDelta(list, { interval: '1m', sizeDecimals: 8 })
      const bytes = gzipSync(JSON.stringify({ ...head, ...columns })).length
      expect(bytes).toBeLessThan(12_000)
      expect(decodeDelta({ ...head, ...columns }).low).toEqual(list.map(({ low }) => low / 100))
    }
  },
)
