import type { Frame } from '../../shared/frame.ts'
import { parseSymbol } from '../../shared/instrument.ts'
import { makeHistory } from '../feeds/deflated.ts'
import { eventsOf, sseEvent } from '../feeds/sse-encoding.ts'
import { deflatedBytes, sseBytes } from '../feeds/sse-packing.ts'
import { makeListing } from '../hub/listing.ts'
import type { MarketContext } from '../hub/output.ts'
import { synthetic, tape, type Work } from './wire-works.ts'

/** Bytes a change, but for the time. */
interface JsonResult {
  name: string
  plain: number
  /** Each window by itself: what Z_FULL_FLUSH would leave. */
  alone: number
  /** Against those before, as whoever reads on gets it. */
  deflated: number
  usPerWindow: number
}

/** The text of a window. */
type Form = (frame: Frame, context: MarketContext) => string

/** What the peers of the fan-out send: one message a window, five fields a change. */
function batchOf(frame: Frame, { listing }: MarketContext): string {
  const changes = frame.changes.map(({ index, price, change24h = 0, time }) => ({
    ...{ symbol: listing.instruments[index]?.symbol, venue: 'BINANCE', price: price / 100 },
    ...{ change_24h: change24h / 100, timestamp: time },
  }))
  return sseEvent('price', JSON.stringify(changes))
}

function contextOf({ snapshot }: Work): MarketContext {
  const instruments = snapshot.changes.map(({ instrument: id }) => {
    const { symbol = id } = parseSymbol(id) ?? {}
    const base = symbol.slice(0, -'USDT'.length)
    return {
      id,
      symbol,
      base,
      venue: 'BINANCE' as const,
      quote: 'USDT',
      decimals: 2,
      sizeDecimals: 5,
    }
  })
  const listing = makeListing({ venue: 'BINANCE', instruments })
  return { market: 'live', simulated: false, venue: 'BINANCE', listing }
}

function measure(work: Work, form: Form, name: string): JsonResult {
  const context = contextOf(work)
  const history = makeHistory()
  let changes = 0
  let plain = 0
  let alone = 0
  let deflated = 0
  let us = 0
  for (const frame of work.frames) {
    const inOrder = frame.changes.toSorted((a, b) => a.sequence - b.sequence)
    const text = form({ ...frame, changes: inOrder }, context)
    changes += inOrder.length
    plain += sseBytes(text, 'chunked').length
    alone += deflatedBytes(text, makeHistory()).length
    const before = process.cpuUsage()
    deflated += deflatedBytes(text, history).length
    const { user, system } = process.cpuUsage(before)
    us += user + system
  }
  return {
    ...{ name: `${work.name}, ${name}`, plain: plain / changes, alone: alone / changes },
    ...{ deflated: deflated / changes, usPerWindow: us / work.frames.length },
  }
}

const jsonWork =
  'Plain JSON as Server-Sent Events, deflated once for all who read the same: bytes a change with ' +
  'chunks, and the processor’s time for a window, whoever reads it. Ebb’s events have 15 fields, and ' +
  'the cursor again as their id; beside them one message a window with five fields a change, as the ' +
  'peers of the fan-out send.'

export function wireJsonBench(): string {
  const works = [
    synthetic(16, { perSecond: 10, frames: 1_000 }),
    synthetic(200, { perSecond: 5, frames: 200 }),
    tape(true),
  ]
  const results = works.flatMap((work) =>
    work ? [measure(work, eventsOf, 'events'), measure(work, batchOf, 'as the peers')] : [],
  )
  const lines = results.map(({ name, plain, alone, deflated, usPerWindow }) => {
    const bytes = [plain, alone, deflated].map((each) => each.toFixed(1))
    return `| ${[name, ...bytes, usPerWindow.toFixed(0)].join(' | ')} |`
  })
  const head = '| market | as it is | each window alone | against those before | µs a window |'
  return [jsonWork, '', head, '|---|--:|--:|--:|--:|', ...lines].join('\n')
}
