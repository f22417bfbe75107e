import type { CompactFrame } from '../../shared/frame.ts'
import type { Notice } from '../../shared/notice.ts'
import type { Cause } from './cause.ts'
import { type Clock, createClock } from './clock.ts'
import type { Tally } from './insight.ts'
import type { Happening } from './lifecycle.ts'
import type { LiveStatus } from './live.ts'
import type { Meter } from './meter.ts'
import type { TransportName } from './plan.ts'
import type { Session } from './session.ts'
import type { SavedPrice } from './store.ts'
import type { Time } from './time.ts'
import type { Feed, FeedEvent, Pace, Transport } from './transport.ts'
import { covers, type Wants } from './wanted.ts'

/** The one connection to the server, and what comes of its messages. */
export interface Upstream {
  /** Closes what was open. */
  open(transport: TransportName, pace: Pace, wants: Wants): void
  close(): void
  /** False where it takes a new connection. */
  pace(pace: Pace): boolean
  /** Has all told of these, and of no others; false where it takes a new connection. */
  detail(symbols: readonly string[]): boolean
  /** What the present connection, or the last one, asked for. */
  asked(): Wants
  /** Symbols that the session's cursor speaks of. */
  covered(): readonly string[]
  /** Whether the server has vouched for what the session holds, since the last connection began. */
  confirmed(): boolean
  timing(): Pick<LiveStatus, 'latencyMs' | 'heardAt' | 'clockAheadMs'>
}

export interface UpstreamOptions {
  transports: Record<TransportName, Transport>
  session: Session
  /** Symbols of the saved cursor. */
  covered: readonly string[]
  time: Time
  onHappening(happening: Happening): void
  onPrices(prices: readonly SavedPrice[], about: { replace: boolean }): void
  onNotice(notice: Notice): void
  /** What the market is, or how late it comes, may have changed. */
  onMessage(): void
  meter: Pick<Meter, 'carry' | 'connected'>
  tally: Tally
}

export function createUpstream(options: UpstreamOptions): Upstream {
  const { transports, session, time, onHappening, onPrices, meter, tally } = options
  const clock: Clock = createClock()
  let feed: Feed | undefined
  let asked: Wants = { symbols: [], detail: [] }
  let covered = options.covered
  let heard = false
  let confirmed = false
  /** What is no longer asked for is still held: while no server answers, it is all that anybody knows. */
  let holdsMore = false
  let latencyMs: number | undefined
  let heardAt: number | undefined

  function take(event: Exclude<FeedEvent, { type: 'traffic' }>): void {
    if (event.type === 'closed') {
      feed = undefined
      meter.connected(undefined)
      onHappening({ type: 'lost', close: event.close })
      return
    }
    heardAt = time.now()
    const isFirst = !heard && event.type !== 'clock'
    if (isFirst) {
      heard = true
      narrow()
    }
    switch (event.type) {
      case 'hello':
        if (session.hello(event.hello)) confirm()
        break
      case 'frame':
        takeFrame(event.frame)
        break
      case 'unreadable':
        loseTrack({ type: 'frame-unreadable' })
        break
      case 'alive':
        if (event.cursor !== undefined && session.advance(event.cursor)) confirm()
        break
      case 'clock':
        clock.sample(event.sample)
        break
      case 'notice':
        options.onNotice(event.notice)
    }
    // Only now: whoever hears that it lives asks which market that is.
    if (isFirst) onHappening({ type: 'heard' })
    options.onMessage()
  }

  function takeFrame(frame: CompactFrame): void {
    const now = time.now()
    latencyMs = clock.latencyOf(frame.sentAt, now)
    tally.frame(frame, latencyMs)
    const applied = session.apply(frame, now)
    switch (applied.type) {
      case 'changed':
        if (applied.replace) covered = asked.symbols
        if (confirmed || applied.replace) onPrices(applied.prices, applied)
        if (applied.replace) confirmed = true
        else confirm()
        break
      case 'same':
        confirm()
        break
      case 'old':
        break
      case 'lost':
        loseTrack(applied.why)
        break
      case 'gap':
        tally.gap()
        onHappening({ type: 'gap', why: applied.why })
    }
  }

  /** Without a cursor the server tells everything, and what it calls it. */
  function loseTrack(why: Cause): void {
    covered = []
    tally.gap()
    onHappening({ type: 'gap', why })
  }

  /** All rows are as the server has them: also those that had nothing new. */
  function confirm(): void {
    if (confirmed) return
    confirmed = true
    onPrices(session.prices(), { replace: true })
  }

  function narrow(): void {
    if (!holdsMore) return
    holdsMore = false
    covered = asked.symbols
    session.keep(asked)
  }

  function known() {
    narrow()
    return session.prices()
  }

  function close(): void {
    if (feed !== undefined) meter.connected(undefined)
    feed?.close()
    feed = undefined
  }

  return {
    open(transport, pace, wants) {
      close()
      const { symbols } = wants
      const resumes = covers(covered, symbols)
      const cursor = resumes ? session.cursor() : undefined
      asked = wants
      heard = false
      confirmed = false
      holdsMore = cursor !== undefined
      session.begin(cursor !== undefined)
      const request = { ...pace, ...wants, cursor, known }
      const opened: Feed = transports[transport].open(request, (event) => {
        // A connection that was left has nothing to say any more.
        if (feed !== opened) return
        if (event.type === 'traffic') meter.carry(transport, event.traffic)
        else take(event)
      })
      feed = opened
      meter.connected(transport)
    },
    close,
    pace: (pace) => feed?.pace(pace) ?? false,
    detail(symbols) {
      const isTold = feed?.detail(symbols) ?? false
      if (isTold) {
        asked = { ...asked, detail: symbols }
        if (!holdsMore) session.keep(asked)
      }
      return isTold
    },
    asked: () => asked,
    covered: () => covered,
    confirmed: () => confirmed,
    timing: () => ({ latencyMs, heardAt, clockAheadMs: clock.ahead(time.now()) }),
  }
}
