import type { Server } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { cors } from 'hono/cors'
import type { VenueName } from '../shared/instrument.ts'
import type { CloseReason } from '../shared/protocol.ts'
import { type ChallengesOptions, makeChallenges } from './accounts/challenges.ts'
import { makePasskeys } from './accounts/passkeys.ts'
import { makeSessions } from './accounts/sessions.ts'
import { newId } from './accounts/token.ts'
import { failureAnswers } from './failure-answers.ts'
import type { StreamOptions } from './feeds/feed.ts'
import { notificationFeed } from './feeds/notifications.ts'
import { makePlaces } from './feeds/places.ts'
import { pollFeed } from './feeds/poll.ts'
import { sseFeed } from './feeds/sse.ts'
import { attachWebSocket, type WebSocketFeed } from './feeds/websocket.ts'
import { websocketRoute } from './feeds/websocket-route.ts'
import { clientAddress } from './http/client.ts'
import { nothingHere, problemResponse } from './http/problem.ts'
import { sameOrigin } from './http/same-origin.ts'
import { secureAnswers } from './http/security-headers.ts'
import { hearSuspicions } from './http/suspicion.ts'
import type { Hub } from './hub/hub.ts'
import type { Catalogue } from './market/catalogue.ts'
import type { RecentTrades } from './market/recent-trades.ts'
import { makeNotices } from './notices/notices.ts'
import { healthRoutes } from './operations/health.ts'
import type { Incidents } from './operations/incidents.ts'
import type { Log } from './operations/log.ts'
import { type Metrics, metricsRoute } from './operations/metrics.ts'
import { makeRateLimits } from './rate-limits.ts'
import { accountRoute } from './routes/account.ts'
import { type AlertsRouteOptions, alertsRoute } from './routes/alerts.ts'
import { type CandlesOptions, candlesRoute } from './routes/candles.ts'
import { type ChannelsRouteOptions, channelsRoute } from './routes/channels.ts'
import { instrumentsRoute } from './routes/instruments.ts'
import { notificationsRoute } from './routes/notifications.ts'
import { openapiRoute } from './routes/openapi.ts'
import { passkeysRoute } from './routes/passkeys.ts'
import { preferencesRoute } from './routes/preferences.ts'
import { type PushRouteOptions, pushRoute } from './routes/push.ts'
import { recordsRoute } from './routes/records.ts'
import { sessionRoute } from './routes/session.ts'
import { sparklinesRoute } from './routes/sparklines.ts'
import { staticRoutes } from './routes/static.ts'
import { statusRoute } from './routes/status.ts'
import { testBroadcastRoute } from './routes/test-broadcast.ts'
import { type TradesOptions, tradesRoute } from './routes/trades.ts'
import { type UnsubscribeOptions, unsubscribeRoute } from './routes/unsubscribe.ts'
import type { Accounts } from './storage/accounts/accounts.ts'
import type { Alerts } from './storage/alerts/alerts.ts'
import type { StorageHealth } from './storage/storage.ts'

export interface AppOptions {
  hub: Hub
  catalogue: Pick<Catalogue, 'search'>
  /** The venue that a symbol without one means, also while another stands in for it. */
  preferredVenue?: VenueName | undefined
  /** Candles of the present and the past, as the route wants them. */
  readCandles: CandlesOptions['read']
  /** Whether candles that were read will never be others. */
  candlesAreSettled?: CandlesOptions['isSettled']
  /** The newest trades, and the figures of the day. */
  trades: Pick<RecentTrades, 'read'>
  dayOf: TradesOptions['dayOf']
  log: Log
  /** What strangers tried. */
  incidents: Incidents
  metrics: Metrics
  limits: Limits
  /** Where the built client is. */
  clientFolder: string
  /** Without one, an operator's routes don't exist. */
  adminToken?: string | undefined
  /** Other origins than our own whose pages may read and connect. */
  origins: readonly string[]
  /** Whether X-Forwarded-For and X-Forwarded-Host are our proxy's word. */
  trustProxy: boolean
  /** Sentences that say why no traffic should come here; none where it should. */
  reasons: () => readonly string[]
  /** Who people are. */
  accounts: Accounts
  /** What this server has made for itself. */
  documents: ChallengesOptions['documents']
  /** What they wait for, and who watches it. */
  rules: AlertsRouteOptions['rules']
  watcher: AlertsRouteOptions['watcher']
  /** How people are told beyond the open app. */
  delivery: Pick<PushRouteOptions, 'publicKey'> & {
    /** Something may have been put into the outbox. */
    wake(): void
    channels: PushRouteOptions['channels'] & ChannelsRouteOptions['channels'] & UnsubscribeOptions
  }
  /** What they are told, and how far it got. */
  alerts: Pick<Alerts, 'notifications' | 'outbox' | 'targets'>
  /** How often to look for what another server with the same database has told them, ms. */
  lookEveryMs?: number
  /** How what lasts is doing. */
  storage: () => StorageHealth
  /** Whether the server is shutting down. */
  leaving: () => boolean
  now?: () => number
  random?: () => number
}

export interface Limits {
  /** Streams, WebSocket and SSE together: in all, and for one address. */
  maxConnections: number
  maxConnectionsPerAddress: number
  /** Requests to /api of one address, on average; four times as many at once. */
  requestsPerSecond?: number
}

export interface App {
  /** Answers requests: `serve({ fetch: app.http.fetch })`. */
  http: Hono<{ Bindings: HttpBindings }>
  /** Takes the server's WebSocket upgrades. */
  attach(server: Server): WebSocketFeed
  /** Something has happened to this user: their open streams are told. */
  stir(user: string): void
  /** Says goodbye to every client of every feed; call it when the server leaves. */
  goodbye(reason: CloseReason): void
}

/** Beside what any page may read of an answer. */
const exposeHeaders = ['etag', 'ratelimit', 'ratelimit-policy', 'retry-after']

export function makeApp(options: AppOptions): App {
  const { hub, readCandles, log, incidents, metrics, limits, adminToken } = options
  const { origins, trustProxy, leaving } = options
  const { now = Date.now, random = Math.random } = options
  const { sse, websocket, poll } = metrics.feeds
  const { accounts, alerts } = options
  const sessions = makeSessions({
    accounts,
    trustProxy,
    now,
    onDeparture: ({ user }) => notices.stir(user),
    unwatch: options.watcher.remove,
  })
  const notices = makeNotices({
    sessions,
    notifications: alerts.notifications,
    everyMs: options.lookEveryMs ?? 2_000,
    onTrouble: (err) => log.debug({ err }, 'Nobody can be told of notifications; tried again.'),
  })
  const { stir } = notices
  const streams: Omit<StreamOptions, 'count'> = {
    hub,
    notices,
    places: makePlaces({
      total: limits.maxConnections,
      perAddress: limits.maxConnectionsPerAddress,
    }),
    origins,
    trustProxy,
    leaving,
    retryMs: () => Math.round(500 + random() * 2_000),
  }
  let sockets: WebSocketFeed | undefined

  const http = new Hono<{ Bindings: HttpBindings }>()
  http.use(secureAnswers({ trustProxy }))
  http.use('/api/*', async (c, next) => {
    await next()
    if (c.res.status === 401) incidents.strange(clientAddress(c.env.incoming, trustProxy))
  })
  http.use(
    '/api/*',
    hearSuspicions((what, { req, env }) => {
      const address = clientAddress(env.incoming, trustProxy)
      incidents.note(what, { method: req.method, path: req.path, address })
    }),
  )
  const rates = makeRateLimits({
    ...{ sessions, trustProxy, requestsPerSecond: limits.requestsPerSecond ?? 50 },
    onRefused: (what) => incidents.note('limit', what),
  })
  rates.addresses(http)
  // Before all that touches an answer on its way out: its head is already gone by then.
  http.route('/', sseFeed({ ...streams, count: sse, now, random }))
  const timing = { heartbeatMs: 15_000, stuckAfterMs: 10_000, now, random }
  const feed = notificationFeed({ ...streams, sessions, notices, count: sse, ...timing })
  http.route('/', feed.http)

  http.use(compress())
  if (origins.length > 0) http.use('/api/*', cors({ origin: [...origins], exposeHeaders }))
  http.use(
    '/api/*',
    sameOrigin({
      origins,
      trustProxy,
      onRefused: (what) => incidents.note('origin', what),
    }),
  )
  rates.routes(http)

  // Nothing has such a name, and a database may not even be asked for it.
  http.use('/api/*', async (c, next) => {
    if (!/%00|\0/.test(c.req.path)) return next()
    return nothingHere()
  })
  http.route('/', pollFeed({ hub, count: poll, notices, now }))
  http.route('/', websocketRoute())
  const isSettled = options.candlesAreSettled ?? (() => false)
  http.route('/', candlesRoute({ hub, read: readCandles, isSettled, now }))
  http.route('/', sparklinesRoute({ hub, read: readCandles, now }))
  const { catalogue, preferredVenue: preferred } = options
  const { trades, dayOf } = options
  http.route('/', tradesRoute({ hub, trades, dayOf, readMinutes: readCandles, now }))
  http.route('/', instrumentsRoute({ hub, preferred, search: catalogue.search }))
  http.route('/', sessionRoute({ sessions, accounts }))
  const { records, passkeys: store } = accounts
  const challenges = makeChallenges({ store: store.challenges, documents: options.documents, now })
  const passkeys = makePasskeys({ store, challenges, now })
  http.route(
    '/',
    passkeysRoute({
      ...{ sessions, store, passkeys, onRecordsChanged: stir },
      onRefused: (what) => incidents.note('passkey', what),
    }),
  )
  http.route('/', recordsRoute({ sessions, records, onChanged: stir, now }))
  const { rules, watcher } = options
  http.route('/', alertsRoute({ sessions, rules, watcher, newId, now }))
  http.route(
    '/',
    accountRoute({
      ...{ accounts, sessions, alerts: { ...alerts, rules }, unwatch: watcher.remove, now },
    }),
  )
  const { publicKey, channels } = options.delivery
  http.route('/', pushRoute({ sessions, publicKey, channels }))
  http.route('/', channelsRoute({ sessions, channels }))
  http.route('/', unsubscribeRoute(channels))
  const notified = (user: string) => {
    options.delivery.wake()
    stir(user)
  }
  http.route('/', notificationsRoute({ sessions, alerts, stir: notified, newId, now }))
  http.route('/', preferencesRoute({ sessions, users: accounts.users }))
  const clients = () => ({ sse: sse.clients, websocket: websocket.clients })
  http.route('/', statusRoute({ hub, clients, leaving, startedAt: now(), now }))
  if (adminToken !== undefined) {
    http.route('/', testBroadcastRoute({ hub, adminToken, now }))
  }
  http.route('/', healthRoutes(options))
  http.route('/', metricsRoute(metrics))
  http.route('/', openapiRoute(http))
  http.all('/api/*', () =>
    problemResponse({ status: 404, detail: 'There is no such resource; see /openapi.json.' }),
  )
  http.route('/', staticRoutes({ folder: options.clientFolder }))

  http.notFound(nothingHere)
  http.onError(failureAnswers({ log }))

  return {
    http,
    attach(server) {
      sockets = attachWebSocket(server, {
        ...{ ...streams, count: websocket, now },
        onRefused: (what) => incidents.note('origin', what),
      })
      return sockets
    },
    stir,
    goodbye(reason) {
      notices.stop()
      feed.stop(reason)
      hub.stop(reason)
      sockets?.stop(reason)
    },
  }
}
