import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Instrument } from '../../shared/instrument.ts'
import type { LiveOptions } from './live.ts'
import { ask, pass } from './testing/pass.ts'
import { makeRecorder, type Recorder } from './testing/recorder.ts'
import { binanceScript } from './testing/scripts/binance.ts'
import { bybitScript } from './testing/scripts/bybit.ts'
import { coinbaseScript } from './testing/scripts/coinbase.ts'
import { krakenScript } from './testing/scripts/kraken.ts'
import { okxScript } from './testing/scripts/okx.ts'
import { type Script, type StandIn, startStandIn } from './testing/stand-in.ts'
import type { Running, Venue } from './venue.ts'

/* What the REST of every venue of the real world must do. */

let standIn: StandIn
let sink: Recorder
let venue: Venue
let running: Running

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  })
  sink = makeRecorder()
})

afterEach(async () => {
  running.stop()
  await standIn.stop()
  vi.useRealTimers()
})

async function start(script: Script, options: LiveOptions = {}): Promise<void> {
  standIn = await startStandIn(script)
  venue = script.make({ ...standIn.urls, random: () => 0.5, ...options })
  running = venue.start(sink)
}

for (const script of [binanceScript, okxScript, bybitScript, coinbaseScript, krakenScript]) {
  const { name, symbols } = script
  const [btc] = symbols
  const startKnown = async () => {
    await start(script)
    await pass(2)
    const instrument = sink.lists.flat().find(({ symbol }) => symbol === btc)
    if (!instrument) throw new Error(`${btc} was not announced.`)
    return instrument
  }

  it(`${name} gives its list, and its candles oldest first without the forming one`, async () => {
    vi.setSystemTime(Date.UTC(2026, 10, 21, 12, 0, 30))
    const instrument = await startKnown()
    const { signal } = new AbortController()
    const entries = await ask(venue.catalogue(signal))
    expect(entries.filter(({ symbol }) => symbol === btc)).toMatchObject([
      { id: instrument.id, kind: 'spot', status: 'trading', decimals: 2, base: 'BTC' },
    ])
    const to = Date.now()
    const from = to - 11 * 3_600_000
    const query = { instrument, interval: '1m', from, to } as const
    const candles = await ask(venue.history(query, signal))
    const times = candles.map(({ time }) => time)
    const minutes = Array.from({ length: 659 }, (_, i) => Date.UTC(2026, 10, 21, 1, 1 + i))
    const isHoley = script === coinbaseScript || script === krakenScript
    expect(times).toEqual(minutes.filter((time) => !isHoley || (time / 60_000) % 10 !== 7))
    const open = (100 + (((times[0] ?? 0) / 60_000) % 50)) * 100
    const shape = { open, high: open + 200, low: open - 100, close: open + 100, volume: 150_000 }
    expect(candles[0]).toEqual({ time: times[0], ...shape })
  })

  it(`${name} names what its REST answers instead of candles`, async () => {
    const instrument = await startKnown()
    const { signal } = new AbortController()
    const now = Date.now()
    const history = (of: Instrument) =>
      ask(venue.history({ instrument: of, interval: '1m', from: now - 600_000, to: now }, signal))
    const nope = { ...instrument, symbol: 'NOPE' }
    await expect(history(nope)).rejects.toMatchObject({ kind: 'unknown-instrument' })
    standIn.refuse({ status: 200, body: '<html>Are you human?</html>' }, 'rest')
    await expect(history(instrument)).rejects.toMatchObject({ kind: 'malformed' })
    standIn.refuse({ status: 200, body: '"403, access too frequent"' }, 'rest')
    await expect(history(instrument)).rejects.toMatchObject({ kind: 'malformed' })
    standIn.refuse({ status: 500, body: 'no' }, 'rest')
    await expect(history(instrument)).rejects.toMatchObject({ kind: 'refused' })
    const { status, body } = script.errors.hurried
    standIn.refuse({ status, body: JSON.stringify(body), headers: { 'retry-after': '13' } }, 'rest')
    const asked = standIn.asked.length
    for (let i = 0; i < 3; i++) {
      await expect(history(instrument)).rejects.toMatchObject({
        kind: 'rate-limited',
        retryAfterMs: expect.any(Number),
      })
    }
    expect(standIn.asked.length).toBe(asked + 1)
  })
}
