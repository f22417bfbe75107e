import { formatCursor, parseCursor } from '../../shared/cursor.ts'
import type { CompactFrame, Row } from '../../shared/frame.ts'
import type { Hello, ListedInstrument, Market } from '../../shared/protocol.ts'
import type { Cause } from './cause.ts'
import type { Saved, SavedPrice } from './store.ts'
import { isWanted } from './wanted.ts'

/*
 * The logical connection, over whatever transport:
 *
 *   nothing known ──hello──▶ awaiting ──its snapshot──▶ standing at epoch.sequence ──frame──▶ …
 *                               ▲                            │
 *                               └──────── hello of another epoch
 *
 * While it awaits a snapshot, the rows of the epoch before stay as they are, and its late frames are
 * dropped. The invariants: never an older state after a newer one, nothing applied twice, and a
 * snapshot replaces.
 */
export type Applied =
  /** These rows are new. `replace`: what isn't among them is no longer known. */
  | { type: 'changed'; prices: SavedPrice[]; replace: boolean }
  /** Nothing new, and what we have is the server's state. */
  | { type: 'same' }
  /** Of no use: seen already, of an epoch that is over, or empty. */
  | { type: 'old' }
  /** Something between us and the frame is missing: ask again from our cursor. */
  | { type: 'gap'; why: Cause }
  /** It names what we don't know: ask again without a cursor. */
  | { type: 'lost'; why: Cause }

export interface Session {
  /** `undefined` before the first snapshot. */
  cursor(): string | undefined
  prices(): SavedPrice[]
  listing(): ListedInstrument[]
  about(): { market: Market; simulated: boolean; unknown: string[] }
  /** A connection begins: one that resumes sends what is new, one that doesn't sends everything. */
  begin(resumes: boolean): void
  /** Takes a stream's or a poll's word on what follows; true where it goes on from where we stand. */
  hello(hello: Hello): boolean
  apply(frame: CompactFrame, arrivedAt: number): Applied
  /** The server says that nothing changed up to here; true where that is our state. */
  advance(cursor: string): boolean
  /**
   * Forgets the rows that are no longer asked for, and of whom not all is, what more is known of them:
   * nothing would keep it true.
   */
  keep(wants: { symbols: readonly string[]; detail: readonly string[] }): void
}

/** What is known of one epoch. */
interface Epoch {
  epoch: string
  instruments: Map<number, ListedInstrument>
  market: Market
  simulated: boolean
  unknown: string[]
}

interface Standing extends Epoch {
  sequence: number
  rows: Map<number, SavedPrice>
}

export function createSession(saved?: Saved): Session {
  let standing: Standing | undefined = saved && standingOf(saved)
  let awaiting: Epoch | undefined
  /** A connection began without a cursor: its snapshot may stand where we stand, with more rows. */
  let mayRepeat = false

  function replace(epoch: Epoch, frame: CompactFrame, arrivedAt: number): Applied {
    const prices: SavedPrice[] = []
    for (const row of frame.rows) {
      const instrument = epoch.instruments.get(row.index)
      if (instrument === undefined) return { type: 'lost', why: unlisted(row) }
      prices.push(priceOf(row, instrument, frame, arrivedAt))
    }
    const rows = new Map(prices.map((price) => [price.index, price]))
    standing = { ...epoch, sequence: frame.to, rows }
    awaiting = undefined
    mayRepeat = false
    return { type: 'changed', prices, replace: true }
  }

  function applySnapshot(frame: CompactFrame, arrivedAt: number): Applied {
    // A server that has no prices yet knows nothing better than what we have.
    if (frame.rows.length === 0) return { type: 'old' }
    if (awaiting !== undefined) {
      return frame.epoch === awaiting.epoch ? replace(awaiting, frame, arrivedAt) : { type: 'old' }
    }
    if (standing?.epoch !== frame.epoch) return { type: 'old' }
    const isNew = frame.to > standing.sequence || (frame.to === standing.sequence && mayRepeat)
    return isNew ? replace(standing, frame, arrivedAt) : { type: 'old' }
  }

  function applyDelta(frame: CompactFrame, arrivedAt: number): Applied {
    // On a connection that didn't resume, a snapshot comes first.
    if (awaiting?.epoch === frame.epoch || (awaiting === undefined && mayRepeat)) {
      return { type: 'gap', why: { type: 'snapshot-missing', epoch: frame.epoch } }
    }
    if (awaiting !== undefined || standing?.epoch !== frame.epoch) return { type: 'old' }
    const { sequence, instruments, rows } = standing
    if (frame.from > sequence) {
      return { type: 'gap', why: { type: 'frame-missing', from: frame.from, standing: sequence } }
    }
    if (frame.to < sequence) return { type: 'old' }
    // What was asked for anew is told as of where we stand.
    const isRetold = frame.from === sequence && frame.rows.length > 0
    if (frame.to === sequence && !isRetold) return { type: 'same' }
    const prices: SavedPrice[] = []
    for (const row of frame.rows) {
      const instrument = instruments.get(row.index)
      if (instrument === undefined) return { type: 'lost', why: unlisted(row) }
      prices.push(priceOf(row, instrument, frame, arrivedAt))
    }
    for (const price of prices) rows.set(price.index, price)
    standing.sequence = frame.to
    return prices.length > 0 ? { type: 'changed', prices, replace: false } : { type: 'same' }
  }

  return {
    cursor: () => standing && formatCursor(standing),
    prices: () => [...(standing?.rows.values() ?? [])],
    listing: () => [...(standing?.instruments.values() ?? [])],
    about() {
      const { market, simulated, unknown } = awaiting ??
        standing ?? { market: 'connecting' as const, simulated: false, unknown: [] }
      return { market, simulated, unknown }
    },
    begin(resumes) {
      mayRepeat = !resumes
    },
    hello(hello) {
      const cursor = parseCursor(hello.cursor)
      if (cursor === undefined) return false
      const epoch = epochOf(cursor.epoch, hello)
      if (standing?.epoch !== cursor.epoch) {
        awaiting = epoch
        return false
      }
      awaiting = undefined
      for (const [index, instrument] of standing.instruments) {
        if (!epoch.instruments.has(index)) epoch.instruments.set(index, instrument)
      }
      standing = { ...standing, ...epoch }
      return !mayRepeat
    },
    apply: (frame, arrivedAt) =>
      frame.snapshot ? applySnapshot(frame, arrivedAt) : applyDelta(frame, arrivedAt),
    advance(text) {
      const cursor = parseCursor(text)
      if (awaiting !== undefined || standing === undefined || mayRepeat) return false
      if (cursor?.epoch !== standing.epoch) return false
      standing.sequence = Math.max(standing.sequence, cursor.sequence)
      return true
    },
    keep({ symbols, detail }) {
      const wanted = new Set(symbols)
      const detailed = new Set(detail)
      for (const row of standing?.rows.values() ?? []) {
        if (!isWanted(row, wanted)) standing?.rows.delete(row.index)
        else if (!isWanted(row, detailed)) {
          standing?.rows.set(row.index, { ...row, bid: undefined, ask: undefined })
        }
      }
    },
  }
}

function epochOf(epoch: string, { instruments, market, simulated, unknown }: Hello): Epoch {
  const byIndex = new Map(instruments.map((each) => [each.index, each]))
  return { epoch, instruments: byIndex, market, simulated, unknown }
}

function standingOf({ head, listing, prices }: Saved): Standing | undefined {
  const cursor = parseCursor(head.cursor)
  if (cursor === undefined) return undefined
  return {
    ...cursor,
    instruments: new Map(listing.map((each) => [each.index, each])),
    market: head.market,
    simulated: head.simulated,
    unknown: [],
    rows: new Map(prices.map((price) => [price.index, price])),
  }
}

function priceOf(
  row: Row,
  { symbol, venue, quote, decimals }: ListedInstrument,
  { epoch, to }: CompactFrame,
  arrivedAt: number,
): SavedPrice {
  const { ageMs, ...figures } = row
  const knownAt = arrivedAt - ageMs
  return { ...figures, symbol, venue, quote, decimals, knownAt, epoch, sequence: to }
}

/** A frame names what no hello has listed. */
function unlisted({ index }: Row): Cause {
  return { type: 'unlisted', index }
}
