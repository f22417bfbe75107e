import { beforeEach, expect, it } from 'vitest'
import type { State } from '../../shared/frame.ts'
import type { Instrument } from '../../shared/instrument.ts'
import type { Quote, Ticker, Trade } from '../../shared/trade.ts'
import { type Board, makeBoard } from './board.ts'

const btc: Instrument = {
  id: 'BINANCE:BTCUSDT',
  venue: 'BINANCE',
  symbol: 'BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  decimals: 2,
  sizeDecimals: 5,
}

let states: State[]
let board: Board
let seen: number[]

beforeEach(() => {
  states = []
  seen = []
  board = makeBoard({
    changed: (state) => states.push(state),
    seen: (_, receivedAt) => seen.push(receivedAt),
  })
  board.begin([btc], false)
})

function trade(time: number, price: number, id = time): Trade {
  return { instrument: btc.id, time, receivedAt: time, price, size: 1, side: 'buy', id }
}

function quote(receivedAt: number, bid: number | undefined, ask: number | undefined): Quote {
  return { instrument: btc.id, time: undefined, receivedAt, bid, bidSize: 1, ask, askSize: 1 }
}

function ticker(time: number, figures: Partial<Ticker>): Ticker {
  const none = { last: undefined, open: undefined, high: undefined, low: undefined }
  return { instrument: btc.id, time, receivedAt: time, ...none, volume: undefined, ...figures }
}

const last = () => states[states.length - 1]

it('has no price before the first trade or ticker: a quote alone is none', () => {
  board.quote(quote(1, 99, 101))
  expect(states).toEqual([])
  board.trade(trade(2, 100))
  expect(last()).toMatchObject({ price: 100, bid: 99, ask: 101, change24h: undefined })
})

it('never lets an older trade undo a newer one', () => {
  board.trade(trade(20, 200))
  board.trade(trade(10, 100))
  expect(states).toHaveLength(1)
  board.trade(trade(20, 150, 19))
  expect(last()?.price).toBe(200)
})

it('publishes a quote only when a figure that clients see has changed', () => {
  board.trade(trade(1, 100))
  board.quote(quote(2, 99, 101))
  board.quote(quote(3, 99, 101))
  expect(states).toHaveLength(2)
  expect(seen).toEqual([3])
  board.quote(quote(4, undefined, 101))
  expect(last()).toMatchObject({ bid: undefined, ask: 101, receivedAt: 4 })
})

it('reckons the 24 h change from the last trade, between two tickers too', () => {
  board.ticker(ticker(1, { last: 110, open: 100, high: 120, low: 90, volume: 7 }))
  expect(last()).toMatchObject({ price: 110, change24h: 1_000, volume24h: 7 })
  board.trade(trade(2, 125))
  expect(last()).toMatchObject({ price: 125, change24h: 2_500, high24h: 125, low24h: 90 })
})

it('keeps a trade that is newer than the ticker which came after it', () => {
  board.trade(trade(30, 300))
  board.ticker(ticker(20, { last: 200, open: 100 }))
  expect(last()).toMatchObject({ price: 300, change24h: 20_000 })
})

it('keeps figures that a ticker leaves out', () => {
  board.ticker(ticker(1, { last: 110, open: 100 }))
  board.ticker(ticker(2, { last: 111 }))
  expect(last()).toMatchObject({ price: 111, change24h: 1_100 })
})

it('tells the day as the ticker has it, with the highs and lows that were traded since', () => {
  expect(board.day(btc.id)).toEqual({
    ...{ open: undefined, high: undefined, low: undefined, volume: undefined },
  })
  board.ticker(ticker(1, { open: 90, high: 110, low: 80, volume: 7 }))
  board.trade(trade(2, 120))
  expect(board.day(btc.id)).toEqual({ open: 90, high: 120, low: 80, volume: 7 })
  expect(board.day('OKX:BTC-USDT')).toBeUndefined()
})

it('calls a silent instrument stale once, and live again at the first sign of life', () => {
  board.trade(trade(1_000, 100))
  board.sweep(60_999)
  expect(states).toHaveLength(1)
  board.sweep(61_000)
  board.sweep(62_000)
  expect(states).toHaveLength(2)
  expect(last()).toMatchObject({ stale: true, receivedAt: 1_000 })
  expect(board.counts()).toEqual({ priced: 1, stale: 1 })
  board.quote(quote(63_000, undefined, undefined))
  expect(last()).toMatchObject({ stale: false, receivedAt: 63_000 })
})

it('calls everything stale soon after the venue is lost, but not for a short reconnect', () => {
  board.trade(trade(1_000, 100))
  board.lost('BINANCE', 2_000)
  board.sweep(4_000)
  expect(states).toHaveLength(1)
  board.lost('BINANCE', undefined)
  board.sweep(9_000)
  expect(states).toHaveLength(1)
  board.lost('BINANCE', 9_000)
  board.sweep(12_000)
  expect(last()?.stale).toBe(true)
})

it('ignores instruments that it was not told of', () => {
  board.begin([], false)
  board.trade(trade(1, 100))
  expect(states).toEqual([])
})

it('keeps what it knows when more is listed, tells it on demand, and forgets it afresh', () => {
  board.trade(trade(1, 100))
  board.begin([btc, { ...btc, id: 'BINANCE:ETHUSDT' }], false)
  board.tellAll()
  expect(states).toHaveLength(2)
  board.begin([{ ...btc, decimals: 3 }], false)
  board.tellAll()
  expect(states).toHaveLength(2)
  board.trade(trade(5, 1_000))
  board.begin([{ ...btc, decimals: 3 }], true)
  board.tellAll()
  expect(states).toHaveLength(3)
})

it('forgets a volume that was counted in other units', () => {
  board.ticker(ticker(1, { last: 110, volume: 7 }))
  board.begin([{ ...btc, sizeDecimals: 8 }], false)
  expect(board.day(btc.id)?.volume).toBeUndefined()
})

it('loses the instruments of the venue that is lost, and no others', () => {
  const okx: Instrument = { ...btc, id: 'OKX:BTC-USDT', venue: 'OKX' }
  board.begin([btc, okx], false)
  board.trade(trade(1_000, 100))
  board.trade({ ...trade(1_000, 101), instrument: okx.id })
  board.lost('OKX', 2_000)
  board.sweep(5_000)
  expect(states.slice(2).map(({ instrument, stale }) => [instrument, stale])).toEqual([
    [okx.id, true],
  ])
})

it('calls no instrument stale whose market is closed, unless its venue is lost', () => {
  board = makeBoard({
    changed: (state) => states.push(state),
    seen: () => {},
    isQuiet: () => true,
  })
  board.begin([btc], false)
  board.trade(trade(1_000, 100))
  board.sweep(500_000)
  expect(states).toHaveLength(1)
  board.lost('BINANCE', 500_000)
  board.sweep(503_000)
  expect(last()?.stale).toBe(true)
})
