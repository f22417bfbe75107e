import type { InstrumentId } from './instrument.ts'

/** An instrument's newest state, stamped with the sequence at which it last changed. */
export interface Change {
  instrument: InstrumentId
  /** The instrument's number in this epoch, from 0; `ListedInstrument.index` says whose it is. */
  index: number
  sequence: number
  /** Last price, units. */
  price: number
  /** 24 h change in basis points; absent until an open is known. */
  change24h: number | undefined
  bid: number | undefined
  ask: number | undefined
  high24h: number | undefined
  low24h: number | undefined
  /** Size units. */
  volume24h: number | undefined
  /** The venue's time of the last trade, epoch ms. */
  time: number
  /** Our time of the newest sign of life of this instrument, epoch ms. */
  receivedAt: number
  /** No sign of life within the limit: the price is the last known, not the present one. */
  stale: boolean
}

/** An instrument's state before the hub has put it in sequence. */
export type State = Omit<Change, 'index' | 'sequence'>

/**
 * All that changed in (from, to], conflated: newest wins. Whoever stands at `from` stands at `to`
 * after it. A snapshot holds everything and counts from nowhere: it replaces what the client had.
 */
export interface Frame {
  epoch: string
  from: number
  to: number
  snapshot: boolean
  /** Server's clock, epoch ms. */
  sentAt: number
  /** How many changes were conflated away; absent where nobody counted (a resume). */
  merged: number | undefined
  /** Ascending by sequence. */
  changes: readonly Change[]
}

/** What a client needs of a change, as the compact form carries it. */
export interface Row {
  index: number
  price: number
  change24h: number | undefined
  bid: number | undefined
  ask: number | undefined
  /** The venue's time of the last trade, epoch ms. */
  time: number
  /** How old the price was when the frame was sent, ms: since the newest sign of life. */
  ageMs: number
  stale: boolean
}

/** A frame as the compact form carries it. */
export interface CompactFrame extends Omit<Frame, 'changes'> {
  rows: Row[]
}

/*
 * The compact form, version 1: one JSON object whose `rows` are flat integers, 8 to a change:
 * index, price, change in basis points, bid - price, ask - price, sentAt - time, age, stale (0 or 1);
 * null stands for an absent figure.
 */
const width = 8

export function encodeFrame(frame: Frame): string {
  const rows: (number | null)[] = []
  for (const change of frame.changes) {
    rows.push(
      change.index,
      change.price,
      change.change24h ?? null,
      change.bid === undefined ? null : change.bid - change.price,
      change.ask === undefined ? null : change.ask - change.price,
      frame.sentAt - change.time,
      Math.max(0, frame.sentAt - change.receivedAt),
      change.stale ? 1 : 0,
    )
  }
  const { epoch, from, to, snapshot, sentAt, merged } = frame
  return JSON.stringify({ type: 'frame', epoch, from, to, snapshot, at: sentAt, merged, rows })
}

/** The frame in a parsed JSON value, or `undefined` where it isn't one: a broken frame is dropped whole. */
export function decodeFrame(value: unknown): CompactFrame | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { epoch, from, to, snapshot, at, merged, rows: flat } = value as Record<string, unknown>
  if (typeof epoch !== 'string' || typeof snapshot !== 'boolean') return undefined
  if (!isCount(from) || !isCount(to) || to < from || !isCount(at)) return undefined
  if (merged !== undefined && !isCount(merged)) return undefined
  if (!Array.isArray(flat) || flat.length % width !== 0) return undefined
  const rows: Row[] = []
  for (let i = 0; i < flat.length; i += width) {
    const row = decodeRow(flat.slice(i, i + width), at)
    if (row === undefined) return undefined
    rows.push(row)
  }
  return { epoch, from, to, snapshot, sentAt: at, merged, rows }
}

function decodeRow(cells: unknown[], sentAt: number): Row | undefined {
  const [index, price, change24h, bid, ask, lag, ageMs, stale] = cells
  if (!isCount(index) || !isCount(price) || price === 0 || !isCount(ageMs)) return undefined
  if (!Number.isSafeInteger(lag) || (stale !== 0 && stale !== 1)) return undefined
  if (!isOptional(change24h) || !isOptional(bid) || !isOptional(ask)) return undefined
  return {
    index,
    price,
    change24h: change24h ?? undefined,
    bid: bid === null ? undefined : price + bid,
    ask: ask === null ? undefined : price + ask,
    time: sentAt - (lag as number),
    ageMs,
    stale: stale === 1,
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isOptional(value: unknown): value is number | null {
  return value === null || Number.isSafeInteger(value)
}
