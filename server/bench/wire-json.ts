import type { Frame } from '../../shared/frame.ts'
import { parseSymbol } from '../../shared/instrument.ts'
import { type History, makeHistory } from '../feeds/deflated.ts'
import { inSequence } from '../feeds/price.ts'
import { makeEventsOf, sseEvent } from '../feeds/sse-encoding.ts'
import { deflatedBytes, sseBytes } from '../feeds/sse-packing.ts'
import { deflatedMessages, makeTextsOf, textMessages } from '../feeds/websocket-encoding.ts'
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

/** A window as it goes on the wire, plain or against what was before. */
interface Form {
  name: string
  bytes(frame: Frame, context: MarketContext, history: History | undefined): Buffer
}

const events = (text: string, history: History | undefined) =>
  history ? deflatedBytes(text, history) : sseBytes(text, 'chunked')

const eventsOf = makeEventsOf()
const textsOf = makeTextsOf()

const forms: readonly Form[] = [
  {
    name: 'events',
    bytes: (frame, context, history) => events(eventsOf(frame, context), history),
  },
  {
    name: 'events as the peers’',
    bytes: (frame, context, history) => events(batchOf(frame, context), history),
  },
  {
    name: 'messages of a WebSocket',
    bytes(frame, context, history) {
      const texts = textsOf(frame, context)
      return history ? deflatedMessages(texts, history) : textMessages(texts)
    },
  },
]

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

function measure(work: Work, { name, bytes }: Form): JsonResult {
  const context = contextOf(work)
  const history = makeHistory()
  let changes = 0
  let plain = 0
  let alone = 0
  let deflated = 0
  let us = 0
  for (const frame of work.frames) {
    const inOrder = inSequence(frame)
    changes += frame.changes.length
    plain += bytes(inOrder, context, undefined).length
    alone += bytes(inOrder, context, makeHistory()).length
    const before = process.cpuUsage()
    deflated += bytes(inOrder, context, history).length
    const { user, system } = process.cpuUsage(before)
    us += user + system
  }
  return {
    ...{ name: `${work.name}, ${name}`, plain: plain / changes, alone: alone / changes },
    ...{ deflated: deflated / changes, usPerWindow: us / work.frames.length },
  }
}

const jsonWork =
  'Plain JSON, deflated once for all who read the same: bytes a change with chunks or the heads of ' +
  'messages, and the processor’s time for a window, however many read it. Ebb’s changes have 15 ' +
  'fields, and an event the cursor again as its id; the peers of the fan-out send five fields a ' +
  'change in one message a window.'

export function wireJsonBench(): string {
  const works = [
    synthetic(16, { perSecond: 10, frames: 1_000 }),
    synthetic(200, { perSecond: 5, frames: 200 }),
    tape(true),
  ]
  const results = works.flatMap((work) => (work ? forms.map((form) => measure(work, form)) : []))
  const lines = results.map(({ name, plain, alone, deflated, usPerWindow }) => {
    const bytes = [plain, alone, deflated].map((each) => each.toFixed(1))
    return `| ${[name, ...bytes, usPerWindow.toFixed(0)].join(' | ')} |`
  })
  const head = '| market | as it is | each window alone | against those before | µs a window |'
  return [jsonWork, '', head, '|---|--:|--:|--:|--:|', ...lines].join('\n')
}
