import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Change, Frame } from '../frame.ts'
import { createFrameDecoder, type Decoded } from './decoder.ts'
import { createFrameEncoder } from './encoder.ts'
import { field, rowLength } from './format.ts'
import { makeStanding, setFigure } from './standing.ts'

const epoch = 'm3k9x2a'
const most = Number.MAX_SAFE_INTEGER

/** As a row of it can be told: what is absurd or not asked for is unknown. */
function told(decoded: Decoded) {
  const { indexes, places, figures, ageMs, count } = decoded
  return Array.from({ length: count }, (_, row) => {
    const place = places[row] ?? 0
    const at = place * rowLength
    const known = figures[at + field.flags] ?? 0
    return {
      index: indexes[place],
      price: figures[at + field.price],
      stale: (known & 1) !== 0,
      change24h: known & 2 ? figures[at + field.change] : undefined,
      bid: known & 4 ? figures[at + field.bid] : undefined,
      ask: known & 8 ? figures[at + field.ask] : undefined,
      time: figures[at + field.time],
      ageMs: ageMs[row],
    }
  })
}

const rowsOf = (frame: Frame, detail: ReadonlySet<number>) =>
  frame.changes
    .toSorted((a, b) => a.index - b.index)
    .map((change) => ({
      index: change.index,
      price: change.price,
      stale: change.stale,
      change24h: change.change24h,
      bid: detail.has(change.index) ? change.bid : undefined,
      ask: detail.has(change.index) ? change.ask : undefined,
      time: change.time,
      ageMs: frame.sentAt - change.receivedAt < 1_000 ? 0 : frame.sentAt - change.receivedAt,
    }))

const price = fc.oneof(
  fc.integer({ min: 1, max: 200 }),
  fc.integer({ min: 6_000_000, max: 6_000_100 }),
  fc.integer({ min: 1, max: most }),
  fc.constant(most),
)
const quote = fc.option(price, { nil: undefined })
const state = fc.record({
  price,
  change24h: fc.option(
    fc.oneof(
      fc.integer({ min: -10_000, max: 90_000 }),
      fc.integer({ min: -(2 ** 50) + 1, max: 2 ** 50 - 1 }),
    ),
    { nil: undefined },
  ),
  bid: quote,
  ask: quote,
  lag: fc.oneof(fc.integer({ min: -2_000, max: 90_000 }), fc.constant(1_700_000_000_000)),
  age: fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 10 ** 12 })),
  stale: fc.boolean(),
})
const step = fc.record({
  states: fc.array(fc.option(state, { nil: undefined }), { minLength: 5, maxLength: 5 }),
  passed: fc.integer({ min: 0, max: 90_000 }),
  others: fc.integer({ min: 0, max: 100_000 }),
})
const indexes = [0, 3, 4, 90, 4_000]
const detail = new Set([3, 4_000])

function changeOf(index: number, sequence: number): Change {
  return {
    ...{ instrument: `BINANCE:I${index}USDT`, index, sequence, price: 1, stale: false },
    ...{ change24h: undefined, bid: undefined, ask: undefined },
    ...{ high24h: undefined, low24h: undefined, volume24h: undefined, time: 0, receivedAt: 0 },
  }
}

it('comes through as it was, from any state to any other, absolute and against the last frame', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), fc.nat(11), (steps, joinsAt) => {
      const encoder = createFrameEncoder()
      const decoder = createFrameDecoder()
      const server = makeStanding({ epoch, indexes })
      const first = makeStanding({ epoch, indexes })
      const late = makeStanding({ epoch, indexes })
      const all = new Map<number, Change>()
      let sequence = 0
      let sentAt = 1_700_000_000_000
      for (const [n, { states, passed, others }] of steps.entries()) {
        const from = sequence
        sentAt += passed
        for (const [place, next] of states.entries()) {
          const index = indexes[place] ?? 0
          if (next === undefined) continue
          const { lag, age, ...figures } = next
          const times = { time: sentAt - lag, receivedAt: sentAt - age }
          all.set(index, { ...changeOf(index, ++sequence), ...figures, ...times })
        }
        sequence += others
        const newest = [...all.values()].sort((a, b) => a.index - b.index)
        const whole: Frame = {
          ...{ epoch, from: 0, to: sequence, snapshot: true, sentAt, merged: undefined },
          changes: newest,
        }
        const changes = newest.filter((each) => each.sequence > from)
        const frame: Frame = { ...whole, from, snapshot: false, merged: n, changes }
        const snapshot = encoder.absolute(whole, detail).slice()
        const bytes = encoder.next(server, frame, detail)
        if (bytes === undefined) {
          encoder.begin(server, whole, detail)
          const read = decoder.read(snapshot, first)
          expect(read && told(read)).toEqual(rowsOf(whole, detail))
        } else {
          const read = decoder.read(bytes, first)
          expect(read).toMatchObject({ from, to: sequence, snapshot: false, sentAt, merged: n })
          const exact = ({
            time,
            ...row
          }: {
            index: number | undefined
            time?: number | undefined
          }) => (detail.has(row.index ?? 0) ? { ...row, time } : row)
          expect(read && told(read).map(exact)).toEqual(rowsOf(frame, detail).map(exact))
        }
        // Who comes by a snapshot of the same flush reads all that follows.
        if (n === joinsAt) expect(decoder.read(snapshot, late)?.snapshot).toBe(true)
        if (n > joinsAt && bytes !== undefined) expect(decoder.read(bytes, late)).toBeDefined()
      }
    }),
    { numRuns: 300, seed: 6 },
  )
})

describe('a frame for another state', () => {
  const encoder = createFrameEncoder()
  const decoder = createFrameDecoder()
  const only = { index: 7, sequence: 3 }
  const at = 1_700_000_000_000
  const frameAt = (to: number, cents: number): Frame => ({
    ...{ epoch, from: to - 1, to, snapshot: false, sentAt: at + to * 100, merged: 0 },
    changes: [{ ...changeOf(only.index, to), price: cents, time: at, receivedAt: at + to * 100 }],
  })
  const snapshot = encoder.absolute({ ...frameAt(3, 500), from: 0, snapshot: true }, detail).slice()

  function stand(sentBytes = snapshot, of = epoch) {
    const standing = makeStanding({ epoch: of, indexes: [only.index] })
    return { standing, read: decoder.read(sentBytes, standing) }
  }
  const server = makeStanding({ epoch, indexes: [only.index] })
  encoder.begin(server, frameAt(3, 500), detail)
  const fourth = encoder.next(server, frameAt(4, 501), detail)?.slice() ?? new Uint8Array()
  const fifth = encoder.next(server, frameAt(5, 502), detail)?.slice() ?? new Uint8Array()

  it('is refused where one before it is missing, and changes nothing', () => {
    const { standing } = stand()
    expect(decoder.read(fifth, standing)).toBeUndefined()
    expect(standing.sequence).toBe(3)
    expect(decoder.read(fourth, standing)).toBeDefined()
    expect(decoder.read(fifth, standing)).toBeDefined()
    expect(decoder.read(fifth, standing)).toBeUndefined()
    expect(standing.figures[field.price]).toBe(502)
  })

  it('is refused where the epoch is another', () => {
    expect(stand(snapshot, 'm3k9x2b').read).toBeUndefined()
  })

  it('is refused where the state is another', () => {
    const { standing } = stand()
    setFigure(standing, field.price, 499)
    expect(decoder.read(fourth, standing)).toBeUndefined()
  })

  it('is refused where the state of one that it doesn’t tell is another', () => {
    const indexes = [only.index, 9]
    const other = { ...changeOf(9, 2), price: 700, time: at, receivedAt: at }
    const both: Frame = { ...frameAt(3, 500), snapshot: true }
    const known = { ...both, changes: [...both.changes, other] }
    const server = makeStanding({ epoch, indexes })
    const client = makeStanding({ epoch, indexes })
    decoder.read(encoder.absolute(known, detail), client)
    encoder.begin(server, known, detail)
    const bytes = encoder.next(server, frameAt(4, 501), detail)?.slice() ?? new Uint8Array()
    setFigure(client, rowLength + field.price, 701)
    expect(decoder.read(bytes, client)).toBeUndefined()
    setFigure(client, rowLength + field.price, 700)
    expect(decoder.read(bytes, client)?.to).toBe(4)
  })

  it('is refused where the subscription is another', () => {
    const standing = makeStanding({ epoch, indexes: [8] })
    decoder.read(snapshot, standing)
    expect(decoder.read(fourth, standing)).toBeUndefined()
  })

  it('is refused before there is a state', () => {
    expect(decoder.read(fourth, makeStanding({ epoch, indexes: [7] }))).toBeUndefined()
  })

  it('is refused where a row has no price, though it came as it was sent', () => {
    const priceless = encoder
      .absolute({ ...frameAt(3, 0), from: 0, snapshot: true }, detail)
      .slice()
    const { standing, read } = stand(priceless)
    expect(read).toBeUndefined()
    expect(Number.isNaN(standing.sentAt)).toBe(true)
  })

  it('is not made by a clock that has gone back', () => {
    expect(encoder.next(server, { ...frameAt(6, 503), sentAt: at }, detail)).toBeUndefined()
  })
})
