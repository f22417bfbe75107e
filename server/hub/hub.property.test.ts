import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { parseCursor } from '../../shared/cursor.ts'
import type { CompactFrame } from '../../shared/frame.ts'
import type { Hello } from '../../shared/protocol.ts'
import type { Hub } from './hub.ts'
import type { Encoding } from './output.ts'
import type { Subscription } from './subscriber.ts'
import {
  type Heard,
  instrumentOf,
  makeTestClient,
  makeTestEncoding,
  makeTestHub,
  makeWireEncoding,
  stateOf,
  type TestClient,
} from './testing.ts'

/*
 * Random publishing, subscribing, blocking, pacing, adding, removing, resuming and new epochs. The
 * client below applies frames by the letter: a delta must begin exactly where it stands. Prices rise
 * with every change, so an older state after a newer one shows as a falling price.
 */
const all = ['AUSDT', 'BUSDT', 'CUSDT', 'DUSDT', 'EUSDT', 'FUSDT'].map((each) => instrumentOf(each))
const encodings: Encoding[] = [makeTestEncoding('one'), makeTestEncoding('two'), makeWireEncoding()]

interface Person {
  client: TestClient
  subscription: Subscription | undefined
  /** Whether frames may begin where the last one ended, though a heartbeat has come since. */
  isStepped: boolean
  symbols: Set<string>
  cursor: string | undefined
  /** By symbol. */
  prices: Map<string, number>
}

/** Cheaper than `expect`, of which there would be millions. */
function must(holds: boolean, rule: string): void {
  if (!holds) throw new Error(rule)
}

/** Mulberry32. */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}

function makePerson(): Person {
  const symbols = new Map<number, string>()
  let epoch = ''
  let sequence: number | undefined
  let promised: string | undefined

  function greet(hello: Hello): void {
    const at = parseCursor(hello.cursor)
    if (at === undefined) throw new Error(`No cursor: ${hello.cursor}`)
    if (at.epoch !== epoch || at.sequence === 0) sequence = undefined
    else
      must(at.sequence === sequence, 'A hello of the same epoch goes on where the client stands.')
    // An epoch in which nothing of theirs has a price sends no snapshot that would clear the old ones.
    if (at.epoch !== epoch) person.prices.clear()
    epoch = at.epoch
    promised = hello.cursor
    symbols.clear()
    for (const { index, symbol } of hello.instruments) symbols.set(index, symbol)
  }

  function apply(frame: CompactFrame): void {
    must(frame.epoch === epoch, 'A frame is of the epoch that was announced.')
    if (frame.snapshot) person.prices.clear()
    else
      must(
        person.isStepped ? frame.from <= (sequence ?? -1) : frame.from === sequence,
        `A delta from ${frame.from} came to a client at ${sequence}.`,
      )
    for (const { index, price } of frame.rows) {
      const symbol = symbols.get(index)
      if (symbol === undefined) throw new Error(`Not subscribed: ${index}`)
      const before = person.prices.get(symbol) ?? 0
      // Of whom more is told from now on, what is known is told once again.
      const isRepeated = person.isStepped && price === before
      must(price > before || isRepeated, 'A state is newer than the one before it.')
      person.prices.set(symbol, price)
    }
    moveTo(frame.to)
  }

  function moveTo(to: number): void {
    must(to >= (sequence ?? 0), 'Nobody is sent back.')
    sequence = to
    person.cursor = `${epoch}.${to}`
  }

  const person: Person = {
    client: makeTestClient((heard: Heard) => {
      if (heard.type === 'hello') greet(heard.hello)
      if (heard.type === 'frame') apply(heard.frame)
      if (heard.type === 'heartbeat') {
        const at = parseCursor(heard.cursor)
        must(at?.epoch === epoch, 'A heartbeat is of the epoch that was announced.')
        if (sequence === undefined) must(heard.cursor === promised, 'A heartbeat moves nobody.')
        else moveTo(at?.sequence ?? -1)
      }
      if (heard.type === 'close') person.subscription = undefined
    }),
    subscription: undefined,
    isStepped: false,
    symbols: new Set(),
    cursor: undefined,
    prices: new Map(),
  }
  return person
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})

afterEach(() => {
  vi.useRealTimers()
})

function run(seed: number, hub: Hub): void {
  const random = seeded(seed)
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T
  const some = () => all.filter(() => random(2) === 0).map(({ symbol }) => symbol)
  const people = Array.from({ length: 5 }, makePerson)
  const newest = new Map<string, number>()
  let listed = all
  let price = 0

  function publish(): void {
    const instrument = pick(listed)
    hub.record(stateOf(instrument, ++price))
    newest.set(instrument.symbol, price)
  }

  function begin(): void {
    listed = all.filter(() => random(4) > 0)
    if (listed.length === 0) listed = all
    newest.clear()
    hub.begin({ market: 'live', venue: 'BINANCE', instruments: listed })
  }

  function connect(person: Person): void {
    // A cursor speaks for the instruments that it was given for: whoever wants others starts anew.
    if (random(3) === 0) {
      person.symbols = new Set(some())
      person.cursor = undefined
      person.prices.clear()
    }
    const symbols =
      random(8) === 0 && person.symbols.size === all.length ? undefined : [...person.symbols]
    person.client.isReady = true
    const encoding = pick(encodings)
    person.isStepped = encoding.sparing === true
    person.subscription = hub.subscribe({
      output: person.client.output,
      encoding,
      detail: some(),
      symbols,
      cursor: person.cursor,
      intervalMs: pick([0, 50, 100, 250, 1_000]),
      heartbeatMs: pick([1_000, 5_000]),
    })
  }

  function step(person: Person): void {
    const { subscription, client, symbols } = person
    if (subscription === undefined) {
      connect(person)
      return
    }
    switch (random(6)) {
      case 0:
        client.isReady = !client.isReady
        break
      case 1: {
        const added = some()
        for (const symbol of added) symbols.add(symbol)
        subscription.add(added)
        break
      }
      case 2: {
        const removed = some()
        for (const symbol of removed) {
          symbols.delete(symbol)
          person.prices.delete(symbol)
        }
        subscription.remove(removed)
        break
      }
      case 3:
        subscription.pace({ intervalMs: pick([0, 50, 100, 250, 1_000]) })
        break
      case 4:
        // Added instruments that never arrived are no part of what the cursor stands for.
        if (!client.isReady) person.cursor = undefined
        subscription.close()
        person.subscription = undefined
        break
      default:
        break
    }
  }

  begin()
  for (let i = 0; i < 150; i++) {
    if (random(40) === 0) begin()
    for (let n = random(4); n > 0; n--) publish()
    step(pick(people))
    vi.advanceTimersByTime(pick([0, 1, 50, 250, 2_000]))
  }

  for (const person of people) {
    if (person.subscription === undefined) connect(person)
    person.client.isReady = true
  }
  publish()
  vi.advanceTimersByTime(2_000)
  for (const { prices, symbols } of people) {
    const expected = [...newest].filter(([symbol]) => symbols.has(symbol))
    expect(Object.fromEntries(prices)).toEqual(Object.fromEntries(expected))
  }
}

for (let seed = 0; seed < 120; seed += 30) {
  it(`ends every client equal to the newest states, never going back (seeds ${seed} to ${seed + 29})`, () => {
    for (let each = seed; each < seed + 30; each++) {
      const hub = makeTestHub()
      try {
        run(each, hub)
      } catch (error) {
        throw new Error(`Seed ${each} fails.`, { cause: error })
      } finally {
        hub.stop('shutdown')
      }
    }
  })
}
