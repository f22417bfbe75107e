import './ui/styles.css'
import { render } from 'solid-js/web'
import { App } from './app.tsx'
import { openLive } from './bridge.ts'
import { createCandleCache } from './db/candles.ts'
import { canStore, createDatabase } from './db/database.ts'
import { createRecords } from './db/records.ts'
import { createSettings } from './db/settings.ts'
import { createUsageStore } from './db/usage.ts'
import type { AppOptions } from './state/app-state.ts'
import { startingLanguage } from './state/preferences.ts'
import { fetchSparklines } from './state/sparklines/fetch-sparklines.ts'
import { finishing } from './state/unfinished.ts'
import { speak } from './words/words.ts'

const root = document.getElementById('app')
if (!root)
  throw new Error('The page has no element #app: index.html and main.tsx must go together.')
const database = createDatabase()
const candleCache = createCandleCache(database)
const settings = createSettings(database)
const records = finishing(createRecords(database))
/** Only who looks after their own things needs it. */
const openArchive = async () => (await import('./db/archive.ts')).createArchive(database)
/** Only who has a session needs it. */
const openSyncStore = async () => (await import('./db/sync-store.ts')).createSyncStore(database)
/** Only who has been told something needs it. */
const openNotificationStores = async () =>
  (await import('./db/notification-stores.ts')).createNotificationStores(database)
const usage = createUsageStore(database)

/** Loaded when something is looked for; where it can't be, the network is what is missing. */
const fetchInstruments: AppOptions['fetchInstruments'] = async (request) => {
  const loaded = await import('./state/search/fetch-instruments.ts').catch(() => undefined)
  return loaded?.fetchInstruments(request) ?? { ok: false, problem: 'network' }
}

/** As are these, when an instrument is looked at. */
const fetchCandles: AppOptions['fetchCandles'] = async (request) => {
  const loaded = await import('./state/candles/fetch-candles.ts').catch(() => undefined)
  return loaded?.fetchCandles(request) ?? { ok: false, problem: 'network' }
}
const fetchTrades: AppOptions['fetchTrades'] = async (request) => {
  const loaded = await import('./state/instrument/fetch-trades.ts').catch(() => undefined)
  return loaded?.fetchTrades(request) ?? { ok: false, problem: 'network' }
}

// English is here already; any other language is waited for, so that the first paint is not in English.
// Where it can't be had, English it is, and the settings say so.
const language = startingLanguage()
if (language !== 'en') await speak(language).catch(() => {})

render(
  () => (
    <App
      openLive={openLive}
      fetchCandles={fetchCandles}
      fetchSparklines={fetchSparklines}
      fetchTrades={fetchTrades}
      fetchInstruments={fetchInstruments}
      candleCache={candleCache}
      settings={settings}
      records={records}
      openArchive={openArchive}
      openSyncStore={openSyncStore}
      openNotificationStores={openNotificationStores}
      usage={usage}
      canStore={() => canStore(database)}
    />
  ),
  root,
)
