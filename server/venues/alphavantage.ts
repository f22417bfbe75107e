import { setTimeout as pause } from 'node:timers/promises'
import { sessionAt } from '../../shared/sessions.ts'
import { exhaust, readBudget, spend, writeBudget } from './alphavantage-budget.ts'
import { alphaVantageFault, readDaily } from './alphavantage-parse.ts'
import { candlesOf, type Row } from './klines.ts'
import { makeRedact, redactedError } from './redact.ts'
import { makeRest } from './rest.ts'
import type { HistoryQuery, Venue } from './venue.ts'
import { VenueError } from './venue-error.ts'

const venue = 'ALPHAVANTAGE'

/** Keeps texts by name over restarts. */
export interface DocumentStore {
  /** `undefined` where nothing was written yet. */
  read(name: string): Promise<string | undefined>
  write(name: string, text: string): Promise<void>
}

export interface AlphaVantageOptions {
  /** `EBB_ALPHAVANTAGE_KEY`. */
  key: string
  /** Keeps what is spent of the day's 25 questions. */
  documents: DocumentStore
  restUrl?: string | undefined
  clock?: (() => number) | undefined
}

const document = 'alphavantage-budget.json'
/** Longer than a question's turn a caller needn't wait: it is told when to come back. */
const patienceMs = 5_000
/** `compact` gives 100 trading days, which are fewer than this many days. */
const reachMs = 150 * 86_400_000
/** So many questions may wait for their turn; more could not be paid for. */
const maxWaiting = 25
/** Answers kept until the next close; the oldest goes first. */
const maxKept = 100

/**
 * Daily candles of US stocks, and nothing else: 25 questions a day are no live feed, and its newest
 * price is the last close.
 */
export function makeAlphaVantage(options: AlphaVantageOptions): Venue {
  const { key, documents, clock = Date.now } = options
  const redact = makeRedact(key)
  const rest = makeRest({
    venue,
    baseUrl: options.restUrl ?? 'https://www.alphavantage.co',
    pace: { burst: 1, everyMs: 1100 },
    fault: alphaVantageFault,
  })
  const kept = new Map<string, { answer: Row[] | VenueError; until: number }>()
  let loaded: Promise<void> | undefined
  let budget = readBudget(undefined)
  /** Questions go one after the other, so that none is spent twice and none asked twice. */
  let turn: Promise<unknown> = Promise.resolve()
  let waiting = 0

  function load(): Promise<void> {
    loaded ??= documents.read(document).then((text) => {
      budget = readBudget(text)
    })
    return loaded
  }

  /** Written before the question goes out: a crash in between costs one question, not the limit. */
  async function pay(signal: AbortSignal): Promise<void> {
    await load()
    for (;;) {
      signal.throwIfAborted()
      const spending = spend(budget, clock())
      if (spending.ok) {
        budget = spending.budget
        return documents.write(document, writeBudget(budget))
      }
      const { waitMs } = spending
      if (waitMs > patienceMs) {
        const reason = `Its questions of the day are spent; the next may be asked in ${Math.ceil(waitMs / 60_000)} min.`
        throw new VenueError(venue, { kind: 'rate-limited', reason, retryAfterMs: waitMs })
      }
      await pause(waitMs, undefined, { signal })
    }
  }

  async function ask(symbol: string, signal: AbortSignal): Promise<Row[]> {
    const had = kept.get(symbol)
    if (had && clock() < had.until) {
      if (had.answer instanceof VenueError) throw had.answer
      return had.answer
    }
    await pay(signal)
    const name = encodeURIComponent(symbol)
    const path = `/query?function=TIME_SERIES_DAILY&outputsize=compact&symbol=${name}`
    try {
      const body = await rest.get(`${path}&apikey=${encodeURIComponent(key)}`, signal)
      const rows = readDaily(body)
      keep(symbol, rows)
      return rows
    } catch (thrown) {
      const error = redactedError(thrown, redact)
      if (error instanceof VenueError && error.kind === 'rate-limited') {
        budget = exhaust(budget, clock())
        await documents.write(document, writeBudget(budget))
      } else if (error instanceof VenueError && error.kind === 'unknown-instrument') {
        keep(symbol, error)
      }
      throw error
    }
  }

  /** Nothing new is to be had before the next close, about a symbol that it doesn't know either. */
  function keep(symbol: string, answer: Row[] | VenueError): void {
    kept.delete(symbol)
    kept.set(symbol, { answer, until: sessionAt('stock', clock()).closesAt })
    for (const oldest of kept.keys()) if (kept.size > maxKept) kept.delete(oldest)
  }

  return {
    name: venue,
    market: 'live',
    start: () => ({ want() {}, stop() {} }),
    async catalogue() {
      const reason = 'Its list is not asked for, because it costs the day’s questions.'
      throw new VenueError(venue, { kind: 'unsupported', reason })
    },
    async history(query: HistoryQuery, signal: AbortSignal) {
      const { instrument, interval, to } = query
      if (interval !== '1d') {
        const reason = `It gives daily candles to a free key, not ${interval}.`
        throw new VenueError(venue, { kind: 'unsupported', reason })
      }
      if (to <= clock() - reachMs) return []
      if (waiting >= maxWaiting) {
        const reason = `${maxWaiting} questions wait for their turn already: ask later.`
        throw new VenueError(venue, { kind: 'rate-limited', reason, retryAfterMs: 60_000 })
      }
      waiting += 1
      const mine = turn.then(() => ask(instrument.symbol, signal)).finally(() => (waiting -= 1))
      turn = mine.catch(() => {})
      return candlesOf(await mine, query, clock())
    },
  }
}
