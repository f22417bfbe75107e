import { createEffect, createMemo, onCleanup } from 'solid-js'
import type { SparklinesResponse } from '../../shared/api.ts'
import type { Live, OnLiveMessage } from '../bridge.ts'
import type { Archive } from '../db/archive.ts'
import type { CandleCache } from '../db/candles.ts'
import type { Records } from '../db/records.ts'
import type { Settings } from '../db/settings.ts'
import { modes, radioOf } from '../engine/conditions.ts'
import type { LiveMessage, PageReport } from '../engine/live.ts'
import type { CandleRequest, FetchedCandles } from './candles/fetch-candles.ts'
import { createClock } from './clock.ts'
import { createConditions } from './connection/conditions.ts'
import { createBanner, isConnected, isSparing, needsClock } from './connection/connection.ts'
import { createSteadyStatus } from './connection/steady.ts'
import { makeFrames } from './frames.ts'
import { makeInbox } from './inbox.ts'
import { createInstall } from './install/install.ts'
import type { FetchedTrades, TradesRequest } from './instrument/fetch-trades.ts'
import { createLastKnown } from './last-known.ts'
import { createMarket, type Row } from './market.ts'
import { newId } from './owned.ts'
import { createPreferences } from './preferences.ts'
import { paths } from './route.ts'
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

export interface AppOptions {
  openLive(options: {
    page: string
    report(): PageReport
    onMessage: OnLiveMessage
    onRelease(): void
  }): Live
  fetchCandles(request: CandleRequest): Promise<FetchedCandles>
  fetchSparklines(request: SparklinesRequest): Promise<SparklinesResponse | undefined>
  fetchInstruments(request: InstrumentsRequest): Promise<FetchedInstruments>
  fetchTrades(request: TradesRequest): Promise<FetchedTrades>
  candleCache: CandleCache
  settings: Settings
  /** What the user owns; `keeping.report` is its `onTrouble`. */
  records: Records
  archive: Archive
  /** Whether the device keeps anything at all. */
  canStore(): Promise<boolean>
}

/** All that pages read, wired to the engine. Created once, under the app's root. */
export function createAppState(options: AppOptions) {
  const { openLive, fetchCandles, fetchSparklines, candleCache, settings } = options
  const page = newId()
  const mode = createSetting({ key: 'mode', values: modes, fallback: 'auto' })
  const preferences = createPreferences()
  const appearance = createAppearance()
  const keeping = createKeeping(options)
  const conditions = createConditions(mode.value)
  const visible = () => conditions().visible
  const market = createMarket()
  const status = createSteadyStatus(market.status)

  const lists = createWatchlists({ records: options.records, onTrouble: keeping.report })
  const wanted = createWanted()
  const { symbols } = wanted
  const report = createMemo<PageReport>(() => ({
    page,
    conditions: conditions(),
    symbols: [...symbols()],
  }))

  const frames = makeFrames()
  const inbox = makeInbox<LiveMessage>({ apply: market.apply, frames })
  const live = openLive({
    page,
    report,
    onMessage: inbox.push,
    onRelease() {
      inbox.flush()
      market.leave()
    },
  })
  createEffect<boolean>((opened) => {
    const latest = report()
    // The first report went with the opening.
    if (opened) live.report(latest)
    return true
  }, false)
  onCleanup(() => {
    live.stop()
    inbox.stop()
  })

  const known = createMemo(() =>
    symbols()
      .map(market.row)
      .filter((row): row is Row => row !== undefined),
  )
  const now = createClock(() => conditions().visible && needsClock(known(), market.status()))
  // Three seconds are counted from when it happened, not from when it is told.
  const bannerShown = createBanner(market.status)
  const sound = createSound({ lost: bannerShown, visible })
  const install = createInstall({ records: options.records, visible })

  const reset = { letGo: () => live.stop(), startOver: () => location.replace(paths.watchlist) }
  onCleanup(followReset(reset))

  const lastKnown = createLastKnown({ symbols, row: market.row, settings })
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

  return {
    want: wanted.want,
    mode,
    preferences,
    appearance,
    keeping,
    sound,
    install,
    archive: options.archive,
    reset,
    records: options.records,
    conditions,
    frames,
    market,
    /** An instrument as it stands, or as it was when it was last on the screen. */
    row: (symbol: string): Row | undefined => market.row(symbol) ?? lastKnown(symbol),
    status,
    lists,
    known,
    now,
    bannerShown,
    sparklines,
    toast: createToast(),
    search: createSearchDoor(),
    fetchInstruments: options.fetchInstruments,
    fetchCandles,
    fetchTrades: options.fetchTrades,
    candleCache,
    settings,
  }
}

export type AppState = ReturnType<typeof createAppState>
