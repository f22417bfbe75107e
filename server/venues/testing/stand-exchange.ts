import { afterEach, beforeEach, vi } from 'vitest'
import { makeBinance } from '../binance.ts'
import type { SocketLimits } from '../socket-limits.ts'
import { type Exchange, startExchange } from './exchange.ts'
import { makeRecorder, type Recorder } from './recorder.ts'
import { until } from './until.ts'

/** Those that are followed where a test names none. */
export const symbols = ['BTCUSDT', 'ETHUSDT']

/** For every test of a file: an exchange, one that listens to it, and a clock that stands until it is moved. */
export function standExchange() {
  let exchange: Exchange
  let sink: Recorder
  let stop: () => void

  beforeEach(async () => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
    })
    exchange = await startExchange()
    sink = makeRecorder()
    stop = () => {}
  })

  afterEach(async () => {
    stop()
    await exchange.stop()
    vi.useRealTimers()
  })

  function start(limits: Partial<SocketLimits> = {}, names: string[] = symbols): void {
    const { wsUrl, restUrl } = exchange
    const venue = makeBinance({ wsUrl, restUrl, symbols: names, limits, random: () => 0.5 })
    stop = venue.start(sink).stop
  }

  /** A trade that is waited for: whatever was sent before it has come too. */
  async function tick(symbol: string, price: number): Promise<void> {
    const before = sink.trades.length
    exchange.trade(symbol, price)
    await until(() => sink.trades.length > before, `the trade at ${price} comes`)
  }

  return {
    get exchange() {
      return exchange
    },
    get sink() {
      return sink
    },
    start,
    async startOpen(limits: Partial<SocketLimits> = {}, names?: string[]): Promise<void> {
      start(limits, names)
      await until(() => exchange.connections.length === 1, 'the venue is connected')
      await until(() => sink.phase() === 'open', 'it says so')
    },
    /** Another exchange in its place. */
    async replace(options: Parameters<typeof startExchange>[0]): Promise<void> {
      await exchange.stop()
      exchange = await startExchange(options)
    },
    /** What was started by the test itself ends with it. */
    stopWith(end: () => void): void {
      stop = end
    },
    stop: () => stop(),
    tick,
    /** Time passes while instruments of `alive` trade each second. */
    async pass(seconds: number, alive: readonly string[] = []): Promise<void> {
      for (let i = 0; i < seconds; i++) {
        vi.advanceTimersByTime(1000)
        // A round of the event loop or two, so that what the timers did reaches the other end.
        for (let round = 0; round < 4; round++) await new Promise((done) => setImmediate(done))
        for (const symbol of alive) if (exchange.connections.length > 0) await tick(symbol, 100 + i)
      }
    },
  }
}
