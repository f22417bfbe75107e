import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What a feed does; its fields are written by the feed and read when somebody scrapes. */
export interface CountedFeed {
  clients: number
  frames: number
  bytes: number
  slow: number
  delay(ms: number): void
}

export type FeedName = 'sse' | 'websocket' | 'poll'

/** Figures for Prometheus. What is counted with every change is a plain number until it is scraped. */
export interface Metrics {
  readonly feeds: Record<FeedName, CountedFeed>
  /** A frame came from a venue. */
  venueFrame(venue: string): void
  /** A venue's frame or figure was refused. */
  venueRefusal(venue: string): void
  /** A venue's socket was lost and is opened anew. */
  venueReconnect(venue: string): void
  /** A change was put in sequence. */
  recorded(): void
  /** A try to deliver a notification has come to its outcome, so long after what it tells of. */
  delivered(what: { channel: string; outcome: string; ms: number }): void
  /** Somebody tried what they may not. */
  refused(incident: string): void
  readonly registry: Registry
}

export interface MetricsOptions {
  /** The process's own figures: CPU, memory, event loop delay, garbage collection. */
  withProcess?: boolean
}

export function makeMetrics({ withProcess = true }: MetricsOptions = {}): Metrics {
  const registry = new Registry()
  const registers = [registry]
  if (withProcess) collectDefaultMetrics({ register: registry })

  const delays = new Histogram({
    name: 'ebb_feed_delay_seconds',
    help: 'From receiving a change to sending it, for the change of a frame that waited longest.',
    labelNames: ['feed'],
    buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15, 60],
    registers,
  })

  function feed(name: FeedName): CountedFeed {
    const own = delays.labels(name)
    return { clients: 0, frames: 0, bytes: 0, slow: 0, delay: (ms) => own.observe(ms / 1_000) }
  }

  const feeds = { sse: feed('sse'), websocket: feed('websocket'), poll: feed('poll') }
  const named = Object.entries(feeds)

  function countFeeds(name: string, help: string, read: (feed: CountedFeed) => number): void {
    new Counter({
      name,
      help,
      labelNames: ['feed'],
      registers,
      collect() {
        this.reset()
        for (const [feed, count] of named) this.inc({ feed }, read(count))
      },
    })
  }

  countFeeds('ebb_feed_frames_total', 'Writes to clients.', ({ frames }) => frames)
  countFeeds('ebb_feed_bytes_total', 'Bytes written to clients.', ({ bytes }) => bytes)
  countFeeds('ebb_slow_consumers_total', 'Clients closed: they stopped reading.', (f) => f.slow)
  new Gauge({
    name: 'ebb_feed_clients',
    help: 'Clients connected now.',
    labelNames: ['feed'],
    registers,
    collect() {
      for (const [feed, count] of named) this.set({ feed }, count.clients)
    },
  })

  function countVenues(name: string, help: string): (venue: string) => void {
    const counts = new Map<string, number>()
    new Counter({
      name,
      help,
      labelNames: ['venue'],
      registers,
      collect() {
        this.reset()
        for (const [venue, count] of counts) this.inc({ venue }, count)
      },
    })
    return (venue) => counts.set(venue, (counts.get(venue) ?? 0) + 1)
  }

  let changes = 0
  new Counter({
    name: 'ebb_changes_total',
    help: 'Changes put in sequence.',
    registers,
    collect() {
      this.reset()
      this.inc(changes)
    },
  })

  const refusals = new Counter({
    name: 'ebb_refusals_total',
    help: 'What strangers tried: other sites’ pages, too many requests, wrong tokens.',
    labelNames: ['incident'],
    registers,
  })

  const deliveries = new Counter({
    name: 'ebb_deliveries_total',
    help: 'Tries to deliver a notification, by their outcome.',
    labelNames: ['channel', 'outcome'],
    registers,
  })
  const deliveryDelays = new Histogram({
    name: 'ebb_delivery_delay_seconds',
    help: 'From a notification to its delivery.',
    labelNames: ['channel'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300, 3_600, 86_400],
    registers,
  })

  return {
    feeds,
    delivered({ channel, outcome, ms }) {
      deliveries.inc({ channel, outcome })
      if (outcome === 'sent') deliveryDelays.observe({ channel }, ms / 1_000)
    },
    refused: (incident) => refusals.inc({ incident }),
    venueFrame: countVenues('ebb_venue_frames_total', 'Frames received from venues.'),
    venueRefusal: countVenues('ebb_venue_refusals_total', 'Frames and figures refused.'),
    venueReconnect: countVenues('ebb_venue_reconnects_total', 'Venue sockets opened anew.'),
    recorded() {
      changes++
    },
    registry,
  }
}

export function metricsRoute({ registry }: Metrics): Hono {
  return new Hono().get(
    '/metrics',
    describeRoute({
      summary: 'Figures for Prometheus',
      responses: { 200: { description: 'Text.', content: { 'text/plain': {} } } },
    }),
    async (c) => c.body(await registry.metrics(), 200, { 'content-type': registry.contentType }),
  )
}
