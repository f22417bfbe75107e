import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import type { Instrument } from '../../shared/instrument.ts'
import { formatUnits } from '../../shared/price.ts'
import { makeCandles } from '../market/candles.ts'
import { makeReplay } from '../venues/replay.ts'
import { makeReader } from './reader.ts'

const tape = fileURLToPath(
  new URL(
    '../../../shared/data/tapes/binance_spot_btc_eth_20240808T2354_20240809.jsonl.gz',
    import.meta.url,
  ),
)
const bars = fileURLToPath(
  new URL('../../../shared/data/bars/coinbase_1m_20180404_20180406.csv.gz', import.meta.url),
)
const whySkipped = (file: string) =>
  existsSync(file) ? '' : ' (skipped: the recording is not beside the project)'

const lengths = { '1m': 60_000, '5m': 300_000, '1h': 3_600_000, '1d': 86_400_000 } as const
type Length = keyof typeof lengths
const intervals = Object.keys(lengths) as Length[]

it.skipIf(whySkipped(tape))(
  `reads the recorded tape as a fold by another way has it${whySkipped(tape)}`,
  { timeout: 30_000 },
  async () => {
    const candles = makeCandles()
    const instruments: Instrument[] = []
    await new Promise<void>((done) => {
      const nothing = () => {}
      makeReplay({ file: tape, speed: 0 }).start({
        instruments(list) {
          instruments.push(...list)
          candles.begin(list, true)
        },
        trade: candles.fold,
        ...{ quote: nothing, ticker: nothing, refused: nothing },
        status: ({ phase }) => phase === 'ended' && done(),
      })
    })
    const store = { read: async () => [] }
    const reader = makeReader({ candles, store, onTrouble: nothingWrong })
    const prints = printsOf(gunzipSync(readFileSync(tape)).toString())
    for (const instrument of instruments) {
      const own = prints.filter(({ symbol }) => symbol === instrument.symbol)
      for (const interval of intervals) {
        const read = await reader.read({ instrument, interval, limit: 2_000 })
        const lot = instrument.sizeDecimals
        const texts = read.map(({ time, open, high, low, close, volume }) => {
          const prices = [open, high, low, close].map((price) => formatUnits(price, 2))
          return `${time} ${prices.join(' ')} ${formatUnits(volume, lot)}`
        })
        expect(texts).toEqual(foldedAnotherWay(own, { interval, lot }))
      }
    }
  },
)

it.skipIf(whySkipped(bars))(
  `rolls recorded minutes up as another way does, and where nothing traded there is nothing${whySkipped(bars)}`,
  async () => {
    const rows = gunzipSync(readFileSync(bars)).toString().trim().split('\n').slice(1)
    const of = rows.map((row) => row.split(',')).filter((row) => row[1] === 'BTCEUR')
    const figure = (text = '', scale: number) => Math.round(Number(text) * 10 ** scale)
    const minutes = of.map(([time, , open, high, low, close, volume]) => ({
      time: Number(time),
      open: figure(open, 2),
      high: figure(high, 2),
      low: figure(low, 2),
      close: figure(close, 2),
      volume: figure(volume, 8),
      ...({ source: 'backfill', partial: false } as const),
    }))
    // A real day in which some minutes are missing.
    const span = (minutes.at(-1)?.time ?? 0) - (minutes[0]?.time ?? 0)
    expect(minutes.length).toBeLessThan(span / 60_000)
    const reader = makeReader({
      candles: makeCandles(),
      store: { read: async ({ interval }) => (interval === '1m' ? minutes : []) },
      onTrouble: nothingWrong,
    })
    const [instrument, limit] = [eur, 5_000]
    const read = await reader.read({ instrument, interval: '1m', limit })
    expect(read.map(({ time }) => time)).toEqual(minutes.map(({ time }) => time))
    const fives = await reader.read({ instrument, interval: '5m', limit })
    const starts = new Set(minutes.map(({ time }) => time - (time % 300_000)))
    expect(fives.map(({ time }) => time)).toEqual([...starts])
    for (const five of fives) {
      const parts = minutes.filter(({ time }) => time >= five.time && time < five.time + 300_000)
      expect(five).toEqual({
        time: five.time,
        open: parts[0]?.open,
        high: Math.max(...parts.map(({ high }) => high)),
        low: Math.min(...parts.map(({ low }) => low)),
        close: parts[parts.length - 1]?.close,
        volume: parts.reduce((sum, { volume }) => sum + volume, 0),
      })
    }
  },
)

const eur: Instrument = {
  ...{ id: 'COINBASE:BTC-EUR', venue: 'COINBASE', symbol: 'BTC-EUR', base: 'BTC', quote: 'EUR' },
  ...{ decimals: 2, sizeDecimals: 8 },
}

function nothingWrong(error: unknown): void {
  throw error
}

interface Print {
  symbol: string
  time: number
  id: number
  price: bigint
  size: bigint
}

/** Straight from the raw text, by pattern instead of JSON, figures as counts of 10^-8. */
function printsOf(text: string): Print[] {
  const shape = /"s":"(\w+)","t":(\d+),"p":"(\d+)\.(\d{8})","q":"(\d+)\.(\d{8})","T":(\d+)/g
  return [...text.matchAll(shape)].map(
    ([, symbol = '', id, p = '', pp = '', q = '', qq = '', T]) => ({
      ...{ symbol, time: Number(T), id: Number(id) },
      ...{ price: BigInt(p + pp), size: BigInt(q + qq) },
    }),
  )
}

function foldedAnotherWay(
  prints: readonly Print[],
  { interval, lot }: { interval: Length; lot: number },
): string[] {
  const ms = lengths[interval]
  const sorted = prints.toSorted((a, b) => a.time - b.time || a.id - b.id)
  const groups = new Map<number, Print[]>()
  for (const print of sorted) {
    const start = print.time - (print.time % ms)
    const group = groups.get(start)
    if (group) group.push(print)
    else groups.set(start, [print])
  }
  return [...groups].map(([time, group]) => {
    const byPrice = group.map(({ price }) => price).sort((a, b) => (a < b ? -1 : 1))
    const prices = [group[0]?.price, byPrice.at(-1), byPrice[0], group.at(-1)?.price]
    const volume = group.reduce((sum, { size }) => sum + size, 0n)
    return `${time} ${prices.map((price) => decimal(price, 2)).join(' ')} ${decimal(volume, lot)}`
  })
}

/** Text of a count of 10^-8 with fewer decimals; nothing but zeros is cut. */
function decimal(count = 0n, decimals: number): string {
  const digits = count.toString().padStart(9, '0')
  const point = digits.length - 8
  expect(digits.slice(point + decimals)).toMatch(/^0*$/)
  return `${digits.slice(0, point)}.${digits.slice(point, point + decimals)}`
}
