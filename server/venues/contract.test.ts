import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeBinance } from './binance.ts'
import { makeFinnhub } from './finnhub.ts'
import { makeReplay } from './replay.ts'
import { makeSimulated } from './simulated.ts'
import { type Exchange, startExchange } from './testing/exchange.ts'
import { type FinnhubStandIn, startFinnhub } from './testing/finnhub.ts'
import { makeRecorder } from './testing/recorder.ts'
import { until } from './testing/until.ts'
import type { Venue } from './venue.ts'

let exchange: Exchange
let finnhub: FinnhubStandIn
let folder: string
let trading: NodeJS.Timeout
let ticks = 0

const key = 'a-key-of-nobody'

const tape = () => join(folder, 'tape')

beforeAll(async () => {
  exchange = await startExchange()
  finnhub = await startFinnhub({ key, quote: { c: 100, pc: 99, h: 101, l: 98, t: 1_789_580_577 } })
  trading = setInterval(() => {
    ticks += 1
    exchange.quote('BTCUSDT', 99, 101)
    exchange.trade('BTCUSDT', 100)
    finnhub.trade('BTCUSDT', 100 + (ticks % 7))
  }, 5)
  folder = mkdtempSync(join(tmpdir(), 'ebb-venue-'))
  const now = Date.now()
  const line = (t: number) =>
    `${now}000000 {"e":"trade","s":"BTCUSDT","t":${t},"p":"1","q":"1","T":${now},"m":true}`
  writeFileSync(tape(), Array.from({ length: 5000 }, (_, i) => line(i)).join('\n'))
})

afterAll(async () => {
  clearInterval(trading)
  rmSync(folder, { recursive: true })
  await exchange.stop()
  await finnhub.stop()
})

const venues: [string, () => Venue][] = [
  ['binance', () => makeBinance({ wsUrl: exchange.wsUrl, restUrl: exchange.restUrl })],
  [
    'finnhub',
    () => {
      const { wsUrl, restUrl } = finnhub
      const limits = { backoffMs: 20, minDelayMs: 1 }
      return makeFinnhub({ key, wsUrl, restUrl, symbols: ['BTCUSDT'], limits })
    },
  ],
  ['replay', () => makeReplay({ file: tape(), speed: 0, loop: true })],
  ['simulated', () => makeSimulated({ seed: 1 })],
]

for (const [name, make] of venues) {
  it(`${name} announces its instruments, then delivers theirs alone, until its stop`, async () => {
    const venue = make()
    // Started again, it begins from nothing.
    for (let round = 0; round < 2; round++) {
      const sink = makeRecorder()
      let announced = false
      const { stop } = venue.start({
        ...sink,
        instruments(list) {
          announced = true
          sink.instruments(list)
        },
        trade(trade) {
          expect(announced).toBe(true)
          sink.trade(trade)
        },
      })
      await until(() => sink.trades.length >= 5, 'it trades')
      stop()
      stop()
      const heard = [sink.trades.length, sink.quotes.length, sink.statuses.length]
      // Longer than a step of any of them, counted in what the exchange sends.
      const later = ticks + 20
      await until(() => ticks >= later, 'time passes')
      const ids = new Set(sink.lists.flat().map(({ id }) => id))
      expect(ids.has(`${venue.name}:BTCUSDT`)).toBe(true)
      expect(sink.lists.flat().every((instrument) => instrument.venue === venue.name)).toBe(true)
      expect(sink.trades.every(({ instrument }) => ids.has(instrument))).toBe(true)
      expect(sink.statuses.some(({ phase }) => phase === 'open')).toBe(true)
      expect([sink.trades.length, sink.quotes.length, sink.statuses.length]).toEqual(heard)
    }
  })
}
