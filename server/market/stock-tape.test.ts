import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { type FoldedCandle, foldTrade, openCandle } from '../../shared/candle.ts'
import { parseUnits } from '../../shared/price.ts'
import { type ChartInterval, intervalStart } from '../../shared/rollup.ts'
import { sessionAt, tradingDay } from '../../shared/sessions.ts'

const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url))
const absent = !existsSync(folder)
const why = absent ? ' (skipped: the recordings are not beside the project)' : ''

function rows(file: string): string[][] {
  const lines = gunzipSync(readFileSync(folder + file))
    .toString()
    .trim()
    .split('\n')
  return lines.slice(1).map((line) => line.split(','))
}

interface Print {
  symbol: string
  time: number
  price: number
  size: number
  conditions: number
}

function prints(): Print[] {
  return rows('tapes/us_equity_ticks_20131007_0920_1030_ET.csv.gz').map(
    ([time, symbol = '', price, size, , conditions = '']) => ({
      symbol,
      time: Number(time),
      price: parseUnits(price, 4) ?? Number.NaN,
      size: Number(size),
      conditions: Number.parseInt(conditions, 16),
    }),
  )
}

/**
 * The bars take neither the price of a sweep over several exchanges in the regular session (0x20
 * without 0x2000), nor that of sales out of sequence and at other times' prices (the other bits).
 */
function setsPrice({ conditions }: Print): boolean {
  const isSweep = (conditions & 0x20) !== 0 && (conditions & 0x2000) === 0
  return !isSweep && (conditions & (0x40 | 0x200 | 0x100000 | 0x4000000)) === 0
}

/** Official opens and corrections repeat a volume that was counted before. */
function setsVolume({ conditions }: Print): boolean {
  return conditions !== 0x40 && conditions !== 0x4000000
}

type Bars = Map<string, number[]>

function bars(file: string, { from, to }: { from: number; to: number }): Bars {
  return new Map(
    rows(file)
      .filter(([time]) => Number(time) >= from && Number(time) < to)
      .map(([time, symbol, open, high, low, close, volume]) => [
        `${symbol} ${time}`,
        [
          ...[open, high, low, close].map((text) => parseUnits(text, 4) ?? Number.NaN),
          Number(volume),
        ],
      ]),
  )
}

function fold(tape: readonly Print[], interval: ChartInterval): Bars {
  const candles = new Map<string, FoldedCandle>()
  const volumes = new Map<string, number>()
  tape.forEach((print, id) => {
    const { symbol, time, price, size } = print
    const key = `${symbol} ${intervalStart(time, interval)}`
    volumes.set(key, (volumes.get(key) ?? 0) + (setsVolume(print) ? size : 0))
    if (!setsPrice(print)) return
    const trade = {
      instrument: 'FINNHUB:X',
      time,
      receivedAt: time,
      price,
      size,
      side: undefined,
      id,
    } as const
    const candle = candles.get(key)
    if (candle) foldTrade(candle, trade)
    else candles.set(key, openCandle(trade, intervalStart(time, interval)))
  })
  return new Map(
    [...candles].map(([key, { open, high, low, close }]) => [
      key,
      [open, high, low, close, volumes.get(key) ?? 0],
    ]),
  )
}

const window = { from: Date.UTC(2013, 9, 7, 13, 20), to: Date.UTC(2013, 9, 7, 14, 30) }
const opening = Date.UTC(2013, 9, 7, 13, 30)
const atOpening = { '1s': ['SPY'], '1m': ['BAC', 'IBM', 'SPY'] }

it.skipIf(absent)(`folds a real opening into the recorded seconds and minutes${why}`, () => {
  const tape = prints()
  expect(tape).toHaveLength(103_222)
  for (const [interval, file] of [
    ['1s', 'bars/us_equity_1s_20131007.csv.gz'],
    ['1m', 'bars/us_equity_1m_20131004_20131011.csv.gz'],
  ] as const) {
    const recorded = bars(file, window)
    const folded = fold(tape, interval)
    expect([...folded.keys()].sort()).toEqual([...recorded.keys()].sort())
    const differing = [...recorded.keys()]
      .filter(
        (key) => String(folded.get(key)?.slice(0, 4)) !== String(recorded.get(key)?.slice(0, 4)),
      )
      .sort()
    // Only at the opening, where the bars count the auction in another way: the minutes begin with its
    // price, which their own seconds don't.
    expect(differing).toEqual(atOpening[interval].map((symbol) => `${symbol} ${opening}`))
    // The bars count some blocks that the tape doesn't have; nearly every second is without one.
    const alike = [...recorded].filter(([key, bar]) => folded.get(key)?.[4] === bar[4]).length
    if (interval === '1s') expect(alike / recorded.size).toBeGreaterThan(0.93)
    const volume = (of: Bars) => [...of.values()].reduce((sum, bar) => sum + (bar[4] ?? 0), 0)
    const share = volume(folded) / volume(recorded)
    expect(share).toBeGreaterThan(0.97)
    expect(share).toBeLessThan(1.01)
  }
})

it.skipIf(absent)(`has every print of a whole day within its sessions${why}`, () => {
  const phases = new Map<string, number>()
  for (const [time] of rows('bars/us_equity_1s_20131007.csv.gz')) {
    const at = Number(time)
    const { phase } = sessionAt('stock', at)
    phases.set(phase, (phases.get(phase) ?? 0) + 1)
    expect(tradingDay(at)?.date).toBe(phase === 'regular' ? '2013-10-07' : undefined)
  }
  expect([...phases.keys()]).toEqual(['pre', 'regular', 'after'])
  const before = prints().filter(({ time }) => sessionAt('stock', time).phase === 'pre')
  expect(before.at(-1)?.time).toBeLessThan(opening)
  // Prints out of hours say so themselves.
  expect(before.every(({ conditions }) => (conditions & 0x2000) !== 0)).toBe(true)
})
