import { createMemo, onCleanup } from 'solid-js'
import type { SparklinesResponse } from '../../shared/api.ts'
import { paths } from '../../shared/paths.ts'
import type { Archive } from '../db/archive.ts'
import type { CandleCache } from '../db/candles.ts'
import type { NotificationStores } from '../db/notification-stores.ts'
import type { Records } from '../db/records.ts'
import type { Settings } from '../db/settings.ts'
import type { SyncStore } from '../db/sync-store.ts'
import { modes, radioOf } from '../engine/conditions.ts'
import type { UsageStore } from '../engine/usage.ts'
import { createAccount } from './account/account.ts'
import type { CandleRequest, FetchedCandles } from './candles/fetch-candles.ts'
import { createClock } from './clock.ts'
import { createBanner, isConnected, isSparing, needsClock } from './connection/connection.ts'
import { createLink, type OpenLive } from './connection/link.ts'
import { createSteadyStatus } from './connection/steady.ts'
import { createFlashes } from './flashes.ts'
import { makeFrames } from './frames.ts'
import { createInstallPrompt } from './install/prompt.ts'
import type { FetchedTrades, TradesRequest } from './instrument/fetch-trades.ts'
import { createLastKnown } from './last-known.ts'
import { createLater } from './later.ts'
import { createMarket, type Row } from './market.ts'
import { createMedia } from './media.ts'
import { makeNotices } from './notices.ts'
import { createNotificationsDoor } from './notifications/door.ts'
import { createPreferences } from './preferences.ts'
import { createSearchDoor } from './search/door.ts'
import type { FetchedInstruments, InstrumentsRequest } from './search/fetch-instruments.ts'
import { createSetting } from './setting.ts'
import { createAppearance } from './settings/appearance.ts'
import { followReset } from './settings/follow-reset.ts'
import { createKeeping } from './settings/keeping.ts'
import { createSound } from './settings/sound.ts'
import type { SparklinesRequest } from './sparklines/fetch-sparklines.ts'
import { createSparklines } from './sparklines/sparklines.ts'
import { createToast } from './toast.ts'
import { createWanted } from './wanted.ts'
import { createWatchlists } from './watchlists/watchlists.ts'
import { createWhenWanted } from './when-wanted.ts'

export interface AppOptions {
  openLive: OpenLive
  fetchCandles(request: CandleRequest): Promise<FetchedCandles>
  fetchSparklines(request: SparklinesRequest): Promise<SparklinesResponse | undefined>
  fetchInstruments(request: InstrumentsRequest): Promise<FetchedInstruments>
  fetchTrades(request: TradesRequest): Promise<FetchedTrades>
  candleCache: CandleCache
  settings: Settings
  /** What the user owns; `keeping.report` is its `onTrouble`. */
  records: Records
  openArchive(): Promise<Archive>
  /** The same records, as they are told to the server and taken from it. */
  openSyncStore(): Promise<SyncStore>
  openNotificationStores(): Promise<NotificationStores>
  /** What the app has used, as the engine keeps it. */
  usage: UsageStore
  /** Whether the device keeps anything at all. */
  canStore(): Promise<boolean>
}

/** All that pages read, wired to the engine. Created once, under the app's root. */
export function createAppState(options: AppOptions) {
  const { openLive, fetchCandles, fetchSparklines, candleCache, settings } = options
  const mode = createSetting({ key: 'mode', values: modes, fallback: 'auto' })
  const preferences = createPreferences()
  const appearance = createAppearance()
  const keeping = createKeeping(options)
  const market = createMarket()
  const status = createSteadyStatus(market.status)

  const lists = createWatchlists({ records: options.records, onTrouble: keeping.report })
  const wanted = createWanted()
  const { symbols } = wanted
  const frames = makeFrames()
  const isStill = createMedia('(prefers-reduced-motion: reduce)')
  const flashes = createFlashes({
    frames,
    wanted: () => appearance.flash.value() === 'on' && !isStill(),
  })
  const notices = makeNotices()
  const link = createLink({
    openLive,
    mode: mode.value,
    symbols,
    detail: wanted.detail,
    frames,
    apply(messages) {
      market.apply(messages)
      flashes.fade()
      notices.apply(messages)
    },
    leave: market.leave,
  })
  const { conditions } = link
  const visible = () => conditions().visible

  const known = createMemo(() =>
    symbols()
      .map(market.row)
      .filter((row): row is Row => row !== undefined),
  )
  const now = createClock(() => conditions().visible && needsClock(known(), market.status()))
  // Three seconds are counted from when it happened, not from when it is told.
  const bannerShown = createBanner(market.status)
  const sound = createSound({ lost: bannerShown, visible })
  const prompt = createInstallPrompt()
  const install = createLater(async () => {
    const { createInstall } = await import('./install/install.ts')
    return () => createInstall({ prompt, records: options.records, visible })
  })

  const account = createAccount({
    onStanding: notices.onStanding,
    sessionChanged: link.sessionChanged,
    async startSync() {
      const [{ startSync }, store] = await Promise.all([
        import('./sync/start-sync.ts'),
        options.openSyncStore(),
      ])
      const parts = { store, preferences, appearance, visible, status, keeping, notices }
      return () => startSync({ ...options, ...parts, onEnded: account.ended })
    },
  })

  const push = createLater(async () => {
    const { startPush } = await import('./push/start-push.ts')
    return () => startPush({ settings, begin: account.beginUnlessEnded })
  })

  const toast = createToast()
  const notifications = createNotificationsDoor({
    onStanding: notices.onStanding,
    hasSession: () => account.phase() === 'begun',
    async load(go) {
      const [{ createCentre }, stores] = await Promise.all([
        import('./notifications/centre.ts'),
        options.openNotificationStores(),
      ])
      const { onNotice } = notices
      return () =>
        createCentre({
          ...{ stores, settings, onNotice, visible, status, toast, sound, account, go },
          ...{ want: wanted.want, symbols: lists.symbols },
        })
    },
  })

  const reset = { letGo: link.forget, startOver: () => location.replace(paths.watchlist) }
  onCleanup(followReset(reset))

  const lastKnown = createLastKnown({ symbols, row: market.row, settings })
  /** An instrument as it stands, or as it was when it was last on the screen. */
  const row = (symbol: string): Row | undefined => market.row(symbol) ?? lastKnown(symbol)
  const sparklines = createSparklines({
    symbols,
    row: market.row,
    watched: () => {
      const isWatched = isConnected(status()) && conditions().visible
      return isWatched ? known().find(({ cached }) => !cached)?.epoch : undefined
    },
    sparing: () => radioOf(conditions()) === 'cellular' || isSparing(status()),
    fetchSparklines,
    settings,
  })
  market.onPrice(sparklines.follow)

  const alerts = createWhenWanted(async () => {
    const { openAlerts } = await import('./alerts/open-alerts.ts')
    const { onStanding } = notices
    return () => openAlerts({ settings, account, conditions, row, toast, onStanding, keeping })
  })

  return {
    want: wanted.want,
    /** What is waited for: loaded by the first who asks. */
    alerts,
    mode,
    preferences,
    appearance,
    keeping,
    sound,
    install,
    /** Alerts on this device while the app is closed; there once the page has settled. */
    push,
    openArchive: options.openArchive,
    reset,
    records: options.records,
    conditions,
    budget: link.budget,
    diagnosis: link.diagnosis,
    /** What happens to the user, as the engine hears it. */
    onNotice: notices.onNotice,
    /** A session has begun, or is another's now: the engine connects with it. */
    sessionChanged: link.sessionChanged,
    /** Who this device is at the server. */
    account,
    openSyncStore: options.openSyncStore,
    usage: options.usage,
    frames,
    flashes,
    market,
    row,
    status,
    lists,
    known,
    now,
    bannerShown,
    sparklines,
    toast,
    notifications,
    search: createSearchDoor(),
    fetchInstruments: options.fetchInstruments,
    fetchCandles,
    fetchTrades: options.fetchTrades,
    candleCache,
    settings,
  }
}

export type AppState = ReturnType<typeof createAppState>
