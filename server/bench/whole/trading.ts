import { startExchange } from '../../venues/testing/exchange.ts'

/*
 * The venue of a bench, in a process of its own: its trades go out when they are due, and each says when
 * that was. A stand-in in the bench's own process would be late by each collection of the bench's
 * garbage, and by up to a millisecond with Node's timers: whole bunches of trades, of which the server
 * under measurement would be said to be slow.
 */

/** Its first argument, as JSON. */
export interface Trading {
  symbols: readonly string[]
  perSecond: number
}

/** What it tells first, and whenever it is asked. */
export interface TradingAt {
  wsUrl: string
  restUrl: string
}
/** How late trades were handed to the kernel since it was asked last, ms. */
export interface Lateness {
  lateMs: number[]
}

const { symbols, perSecond } = JSON.parse(process.argv[2] ?? '') as Trading
const exchange = await startExchange()
const clock = exactClock()
const startedAt = clock()
const nobodyWakes = new Int32Array(new SharedArrayBuffer(4))
let lateMs: number[] = []
let count = 0

process.on('disconnect', () => process.exit(0))
process.on('message', () => {
  process.send?.({ lateMs } satisfies Lateness)
  lateMs = []
})
trade()
process.send?.({ wsUrl: exchange.wsUrl, restUrl: exchange.restUrl } satisfies TradingAt)

/** Waits for the next one to the microsecond, sends what is due, and lets the sockets have a turn. */
function trade(): void {
  const waitMs = dueAt() - clock()
  if (waitMs > 0) Atomics.wait(nobodyWakes, 0, 0, waitMs)
  for (let due = dueAt(); due <= clock(); due = dueAt()) {
    const symbol = symbols[count % symbols.length] ?? ''
    const price = (10_000 + (count % 100) / 100).toFixed(2)
    // A whole number is a size that every instrument is traded in.
    exchange.trade(symbol, price, { size: 1, time: Math.round(due) })
    lateMs.push(clock() - due)
    count++
  }
  setImmediate(trade)
}

function dueAt(): number {
  return startedAt + (count * 1_000) / perSecond
}

/**
 * Epoch ms with fractions, as long as nobody sets the machine's clock: `Date.now` tells whole ones. No
 * reading of both clocks says too much, and one right after a millisecond has begun says nearly enough.
 */
function exactClock(): () => number {
  let offset = Number.NEGATIVE_INFINITY
  const until = performance.now() + 20
  while (performance.now() < until) offset = Math.max(offset, Date.now() - performance.now())
  return () => offset + performance.now()
}
