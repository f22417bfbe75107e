import type { Instrument, VenueName } from '../../shared/instrument.ts'
import { makeDemand } from './demand.ts'
import type { VenueEvent } from './event.ts'
import type { FrameContext } from './reading.ts'
import { backoff } from './retry.ts'
import { type SupervisedSocket, supervise } from './socket.ts'
import { defaultLimits, type SocketLimits } from './socket-limits.ts'
import type { Dialogue } from './subscriptions.ts'
import type { Venue, VenueSink } from './venue.ts'
import { VenueError } from './venue-error.ts'
import type { KeepAlive } from './venue-protocol.ts'

/** All that one venue's adapter is; everything else is shared. */
export interface Adapter extends Pick<Venue, 'catalogue' | 'history'> {
  name: VenueName
  /** In sentences. */
  title: string
  url(symbols: readonly string[]): string
  parse(text: string, context: FrameContext): readonly VenueEvent[]
  dialogue?: Dialogue
  keepAlive?: KeepAlive
  exclusive?: boolean
  isQuiet?: (now: number) => boolean
  /** The most that one connection takes. */
  maxInstruments: number
  /** Where the venue's own limits differ from the usual ones. */
  limits?: Partial<SocketLimits>
  watchlist: Watchlist
}

/** What is heard of until somebody wants something. */
export interface Watchlist {
  /** Without asking; made sure of by `learn`. */
  known: readonly Instrument[]
  /** Asks the venue. Rejects with a `VenueError`. */
  learn(signal: AbortSignal): Promise<{ instruments: readonly Instrument[]; missing: string[] }>
}

export interface LiveOptions {
  /** How long the first connection waits for the watchlist, so that it needn't be made twice. */
  catalogueWaitMs?: number | undefined
  /** How long what nobody wants any more stays subscribed. */
  lingerMs?: number | undefined
  limits?: Partial<SocketLimits> | undefined
  clock?: (() => number) | undefined
  random?: (() => number) | undefined
}

/** Whoever wants one often wants another at once. */
const debounceMs = 100
/** Between two connections that differ only in what their URL asks for. */
const renewEveryMs = 2_000
/** Between questions for the watchlist while it doesn't come. */
const pauses = { ...defaultLimits, backoffMs: 5000, maxBackoffMs: 600_000, minDelayMs: 1000 }

/** A venue of one supervised connection that follows what is wanted. */
export function makeLive(adapter: Adapter, options: LiveOptions = {}): Venue {
  const { catalogueWaitMs = 1000, lingerMs = 60_000 } = options
  const { clock = Date.now, random = Math.random } = options
  const limits = { ...adapter.limits, ...options.limits }

  function start(sink: VenueSink) {
    const { title, watchlist, maxInstruments: max } = adapter
    const stopping = new AbortController()
    const demand = makeDemand(max)
    /** Whatever is or was subscribed: what comes after its end isn't a stranger's. */
    const known = new Map<string, Instrument>()
    let current = new Map<string, Instrument>()
    /** Until somebody wants something. */
    let followsWatchlist = true
    /** The watchlist as it was last announced. */
    let begun: readonly Instrument[] = []
    let socket: SupervisedSocket | undefined
    let changedAt = Number.NEGATIVE_INFINITY
    let followTimer: NodeJS.Timeout | undefined
    let retryTimer: NodeJS.Timeout | undefined

    const isCurrent = (id: string) => current.has(id)
    const gated = {
      ...sink,
      trade: (trade) => isCurrent(trade.instrument) && sink.trade(trade),
      quote: (quote) => isCurrent(quote.instrument) && sink.quote(quote),
      ticker: (ticker) => isCurrent(ticker.instrument) && sink.ticker(ticker),
    } satisfies VenueSink

    function connect(): void {
      socket = supervise(
        {
          url: () => adapter.url([...current.values()].map(({ symbol }) => symbol)),
          instruments: () => [...current.values()],
          parse: (text, receivedAt) =>
            adapter.parse(text, { instruments: known, receivedAt, now: receivedAt }),
          dialogue: adapter.dialogue,
          keepAlive: adapter.keepAlive,
          exclusive: adapter.exclusive,
          isQuiet: adapter.isQuiet,
        },
        { sink: gated, limits, clock, random },
      )
    }

    function followIn(ms: number): void {
      clearTimeout(followTimer)
      followTimer = setTimeout(follow, ms)
    }

    /** Brings the connection to what is demanded now. */
    function follow(): void {
      clearTimeout(followTimer)
      const now = performance.now()
      const next = new Map(demand.current(now).map((instrument) => [instrument.id, instrument]))
      const isSame = next.size === current.size && [...next.keys()].every(isCurrent)
      const wait = adapter.dialogue || !socket ? 0 : changedAt + renewEveryMs - now
      if (!isSame && wait > 0) {
        followIn(wait)
        return
      }
      current = next
      for (const instrument of next.values()) known.set(instrument.symbol, instrument)
      if (next.size === 0) {
        socket?.stop()
        socket = undefined
      } else if (!socket) connect()
      else if (!isSame) socket.changed()
      if (!isSame) changedAt = now
      const nextAt = demand.nextAt()
      if (nextAt !== undefined) followIn(Math.max(debounceMs, nextAt - now))
    }

    function demanded(instruments: readonly Instrument[], lingerMs: number): void {
      const beyond = demand.set(instruments, { now: performance.now(), lingerMs })
      if (beyond.length === 0) return
      const names = beyond.slice(0, 5).map(({ symbol }) => symbol)
      sink.refused(
        `${title} takes ${max} instruments: ${beyond.length} more are not subscribed (${names.join(', ')} …).`,
      )
    }

    function adopt(instruments: readonly Instrument[]): void {
      begun = instruments
      if (followsWatchlist) {
        // What is only put right needs no lingering.
        demanded(instruments, 0)
      } else demand.refine(instruments)
      if (instruments.length > 0) sink.instruments(instruments)
    }

    async function learn(attempt: number): Promise<void> {
      const { signal } = stopping
      try {
        const { instruments, missing } = await watchlist.learn(signal)
        if (signal.aborted) return
        for (const sentence of missing) sink.refused(sentence)
        if (instruments.length > 0 && !isSameList(instruments, begun)) adopt(instruments)
        follow()
      } catch (error) {
        if (signal.aborted) return
        const { reason, retryAfterMs = 0 } = asVenueError(error)
        sink.refused(`The instruments of ${title} are not known for sure. ${reason}`)
        const pause = backoff({ failures: attempt, random, limits: pauses })
        retryTimer = setTimeout(() => void learn(attempt + 1), Math.max(pause, retryAfterMs))
        follow()
      }
    }

    if (watchlist.known.length > 0) adopt(watchlist.known)
    followIn(catalogueWaitMs)
    void learn(1)

    return {
      want(instruments: readonly Instrument[]) {
        if (stopping.signal.aborted) return
        // The watchlist is still learnt, and announced: how its instruments are counted matters.
        followsWatchlist = false
        demanded(instruments, lingerMs)
        followIn(debounceMs)
      },
      stop() {
        stopping.abort()
        clearTimeout(retryTimer)
        clearTimeout(followTimer)
        socket?.stop()
      },
    }
  }

  const { name, catalogue, history } = adapter
  return { name, market: 'live', start, catalogue, history }
}

function asVenueError(error: unknown): VenueError {
  if (error instanceof VenueError) return error
  // A bug, and not the network's doing.
  throw error
}

function isSameList(a: readonly Instrument[], b: readonly Instrument[]): boolean {
  const figures = (list: readonly Instrument[]) =>
    JSON.stringify(
      list.map((of) => [of.symbol, of.base, of.quote, of.decimals, of.sizeDecimals]).sort(),
    )
  return figures(a) === figures(b)
}
