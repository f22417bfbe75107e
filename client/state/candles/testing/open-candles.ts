import { createRoot, createSignal } from 'solid-js'
import { createStore } from 'solid-js/store'
import { afterEach, beforeEach, vi } from 'vitest'
import type { CandlesResponse } from '../../../../shared/api.ts'
import type { ChartInterval } from '../../../../shared/rollup.ts'
import { type CandleCache, createMemoryCandleCache } from '../../../db/candles.ts'
import type { Row } from '../../market.ts'
import { rowOf } from '../../testing.ts'
import { createCandles } from '../candles.ts'
import type { CandleRequest, FetchedCandles } from '../fetch-candles.ts'

export const minute = 60_000
export const start = 1_000_000_020_000

/** Of one price each. */
export function candles(...rows: [time: number, price: number][]): CandlesResponse {
  const price = rows.map((row) => row[1])
  return {
    symbol: 'BTCUSDT',
    venue: 'BINANCE',
    interval: '1m',
    market: 'live',
    simulated: false,
    decimals: 2,
    time: rows.map((row) => row[0]),
    open: price,
    high: price,
    low: price,
    close: price,
    volume: price,
    forming: true,
  }
}

/**
 * For every test of a file: a server that the test answers for, at first with one candle, and candles
 * of an instrument that end with the test.
 */
export function standForServer() {
  const server = {
    requests: [] as CandleRequest[],
    answer: (_request: CandleRequest): Promise<FetchedCandles> => oneCandle(),
    open(cache?: CandleCache): OpenCandles {
      const opened = openCandles((request) => {
        server.requests.push(request)
        return server.answer(request)
      }, cache)
      server.close = opened.end
      return opened
    },
    /** The one that was opened last. */
    close() {},
  }
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(start)
    server.requests = []
    server.answer = oneCandle
  })
  afterEach(() => {
    server.close()
    vi.useRealTimers()
  })
  return server
}

const oneCandle = async (): Promise<FetchedCandles> => ({
  ok: true,
  candles: candles([start - minute, 10]),
})

/** The candles of an instrument with the test in the place of the market and of the server. */
function openCandles(
  fetchCandles: (request: CandleRequest) => Promise<FetchedCandles>,
  cache: CandleCache = createMemoryCandleCache(),
) {
  const [symbol, setSymbol] = createSignal('BTCUSDT')
  const [interval, setInterval] = createSignal<ChartInterval>('1m')
  const [span, setSpan] = createSignal(0)
  const [connected, setConnected] = createSignal(true)
  const [visible, setVisible] = createSignal(true)
  const [rows, setRows] = createStore<{ row?: Row }>({})
  let sequence = 0
  const { history, end } = createRoot((end) => ({
    end,
    history: createCandles({
      symbol,
      interval,
      span,
      row: () => rows.row,
      connected,
      visible,
      cache,
      fetchCandles,
    }),
  }))
  return {
    history,
    end,
    setSymbol,
    setInterval,
    setSpan,
    setConnected,
    setVisible,
    trade(price: number, patch: Partial<Row> = {}) {
      sequence += 1
      const now = Date.now()
      setRows('row', rowOf({ price: price * 100, time: now, knownAt: now, sequence, ...patch }))
    },
  }
}

export type OpenCandles = ReturnType<typeof openCandles>

export const closes = ({ history }: OpenCandles) => history.state().series.columns.close
