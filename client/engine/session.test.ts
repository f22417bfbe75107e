import { expect, it } from 'vitest'
import type { CompactFrame } from '../../shared/frame.ts'
import type { Hello } from '../../shared/protocol.ts'
import { createSession } from './session.ts'

const at = 1_000_000

function hello(cursor: string, indexes = [0, 1]): Hello {
  return {
    protocol: 2,
    cursor,
    market: 'simulated',
    simulated: true,
    server_time: at,
    heartbeat_ms: 15_000,
    interval_ms: 250,
    symbols: [],
    instruments: indexes.map((index) => ({
      id: `SIMULATED:S${index}`,
      venue: 'SIMULATED',
      symbol: `S${index}`,
      base: 'S',
      quote: 'USDT',
      decimals: 2,
      sizeDecimals: 0,
      index,
    })),
    unknown: [],
  }
}

function frame(epoch: string, from: number, to: number, prices: Record<number, number>) {
  const rows = Object.entries(prices).map(([index, price]) => ({
    index: Number(index),
    price,
    change24h: undefined,
    bid: undefined,
    ask: undefined,
    time: at,
    ageMs: 40,
    stale: false,
  }))
  const made: CompactFrame = {
    epoch,
    from,
    to,
    snapshot: false,
    sentAt: at,
    merged: undefined,
    rows,
  }
  return made
}

const snapshot = (epoch: string, to: number, prices: Record<number, number>) => ({
  ...frame(epoch, 0, to, prices),
  snapshot: true,
})

function standing() {
  const session = createSession()
  session.begin(false)
  session.hello(hello('a.0'))
  session.apply(snapshot('a', 10, { 0: 100, 1: 200 }), at)
  return session
}

const pricesOf = (session: ReturnType<typeof createSession>) =>
  session.prices().map(({ symbol, price, sequence }) => [symbol, price, sequence])

it('stands nowhere until its first snapshot', () => {
  const session = createSession()
  session.begin(false)
  session.hello(hello('a.0'))
  expect(session.cursor()).toBeUndefined()
  expect(session.apply(frame('a', 0, 4, { 0: 100 }), at)).toMatchObject({ type: 'gap' })
  session.apply(snapshot('a', 10, { 0: 100 }), at)
  expect(session.cursor()).toBe('a.10')
})

it('stamps a row with the frame it came with and with when it was known', () => {
  const [row] = standing().prices()
  expect(row).toMatchObject({ symbol: 'S0', epoch: 'a', sequence: 10, knownAt: at - 40 })
})

it('applies what builds on where it stands, also from below it', () => {
  const session = standing()
  expect(session.apply(frame('a', 10, 12, { 0: 101 }), at)).toMatchObject({
    type: 'changed',
    replace: false,
  })
  expect(session.apply(frame('a', 8, 15, { 0: 102, 1: 201 }), at)).toMatchObject({
    type: 'changed',
  })
  expect(pricesOf(session)).toEqual([
    ['S0', 102, 15],
    ['S1', 201, 15],
  ])
})

it('drops what it has seen: nothing is applied twice', () => {
  const session = standing()
  expect(session.apply(frame('a', 5, 9, { 0: 99 }), at)).toEqual({ type: 'old' })
  expect(session.apply(frame('a', 5, 10, { 0: 99 }), at)).toEqual({ type: 'same' })
  expect(session.apply(snapshot('a', 9, { 0: 99 }), at)).toEqual({ type: 'old' })
  expect(pricesOf(session)[0]).toEqual(['S0', 100, 10])
})

it('asks for what is missing instead of guessing it', () => {
  const session = standing()
  expect(session.apply(frame('a', 11, 12, { 0: 101 }), at)).toMatchObject({ type: 'gap' })
  expect(session.cursor()).toBe('a.10')
})

it('takes another epoch only by a hello and its snapshot, and drops the old one from then on', () => {
  const session = standing()
  expect(session.apply(snapshot('b', 3, { 0: 1 }), at)).toEqual({ type: 'old' })
  expect(session.hello(hello('b.0'))).toBe(false)
  expect(session.apply(frame('a', 10, 12, { 0: 101 }), at)).toEqual({ type: 'old' })
  expect(pricesOf(session)[0]).toEqual(['S0', 100, 10])
  expect(session.apply(snapshot('b', 3, { 0: 1 }), at)).toMatchObject({ replace: true })
  expect(pricesOf(session)).toEqual([['S0', 1, 3]])
  expect(session.apply(frame('a', 10, 12, { 0: 101 }), at)).toEqual({ type: 'old' })
})

it('misses the snapshot that a delta of a new epoch would build on', () => {
  const session = standing()
  session.hello(hello('b.0'))
  expect(session.apply(frame('b', 3, 4, { 0: 1 }), at)).toMatchObject({ type: 'gap' })
})

it('keeps its rows where a server that has just started knows none', () => {
  const session = standing()
  session.hello(hello('b.0'))
  expect(session.apply(snapshot('b', 0, {}), at)).toEqual({ type: 'old' })
  expect(pricesOf(session)).toHaveLength(2)
})

it('takes a snapshot at where it stands when it has asked for more instruments', () => {
  const session = standing()
  session.begin(false)
  expect(session.hello(hello('a.0', [0, 1, 2]))).toBe(false)
  expect(session.apply(snapshot('a', 10, { 0: 100, 1: 200, 2: 300 }), at)).toMatchObject({
    type: 'changed',
  })
  expect(session.apply(snapshot('a', 10, { 0: 100 }), at)).toEqual({ type: 'old' })
  expect(pricesOf(session)).toHaveLength(3)
})

it('goes on where it stands when the server knows its cursor', () => {
  const session = standing()
  session.begin(true)
  expect(session.hello(hello('a.10'))).toBe(true)
  expect(session.advance('a.14')).toBe(true)
  expect(session.cursor()).toBe('a.14')
  expect(session.advance('b.20')).toBe(false)
  expect(session.advance('a.2')).toBe(true)
  expect(session.cursor()).toBe('a.14')
})

it('asks anew for everything when a frame names what no hello has listed', () => {
  const session = standing()
  expect(session.apply(frame('a', 10, 11, { 7: 5, 0: 101 }), at)).toMatchObject({ type: 'lost' })
  expect(pricesOf(session)[0]).toEqual(['S0', 100, 10])
})

it('continues from what was saved', () => {
  const before = standing()
  const head = { cursor: 'a.10', symbols: ['S0'], market: 'simulated', simulated: true } as const
  const saved = {
    head: { ...head, symbols: ['S0'] },
    listing: before.listing(),
    prices: before.prices(),
  }
  const session = createSession(saved)
  expect(session.cursor()).toBe('a.10')
  session.begin(true)
  expect(session.apply(frame('a', 10, 11, { 0: 101 }), at)).toMatchObject({ type: 'changed' })
  expect(createSession({ ...saved, head: { ...saved.head, cursor: '?' } }).cursor()).toBeUndefined()
})

it('forgets rows that nobody asks for any more', () => {
  const session = standing()
  session.keep({ symbols: ['S1'], detail: [] })
  expect(pricesOf(session)).toEqual([['S1', 200, 10]])
})

it('forgets the bid and ask of whom not all is asked for any more, and takes both where they are told anew', () => {
  const session = standing()
  const told = frame('a', 10, 11, { 0: 101, 1: 201 })
  session.apply({ ...told, rows: told.rows.map((row) => ({ ...row, bid: 90, ask: 110 })) }, at)
  session.keep({ symbols: ['S0', 'S1'], detail: ['SIMULATED:S1'] })
  expect(session.prices().map(({ bid, ask }) => [bid, ask])).toEqual([
    [undefined, undefined],
    [90, 110],
  ])
  const retold = frame('a', 11, 11, { 0: 101 })
  const [row] = retold.rows
  if (row === undefined) throw new Error('A row was told.')
  expect(session.apply({ ...retold, rows: [{ ...row, bid: 91 }] }, at)).toMatchObject({
    type: 'changed',
    prices: [{ bid: 91 }],
  })
})
