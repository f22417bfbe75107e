import { startDedicated } from './bridge/dedicated.ts'
import type { Host, HostOptions } from './bridge/host.ts'
import { scriptAddress } from './bridge/script-address.ts'
import { holdService } from './bridge/service.ts'
import type { LiveMessage, PageMessage, PageReport } from './engine/live.ts'
import { createShown } from './engine/shown.ts'

/** A page's hold on the engine. */
export interface Live {
  /** Call whenever anything in the report changes. */
  report(report: PageReport): void
  /** Dropped where nobody feeds the page. */
  tell(message: Exclude<PageMessage, { type: 'report' | 'leave' }>): void
  /** For a diagnosis: whoever feeds the page ends as if the browser had ended it. */
  kill(): void
  stop(): void
}
export type OnLiveMessage = (message: LiveMessage) => void

type Kind = 'service' | 'dedicated'

/*
 * Where the engine runs for this page:
 *
 *   no controller ──▶ dedicated ── a service worker takes control ──▶ service
 *   a controller ───▶ service ──── it doesn't answer ───────────────▶ dedicated
 *   frozen, or kept for "back" ──▶ none, and anew when the page is back
 *
 * A first visit has no controller for as long as the worker takes to install, and a hard reload has
 * none at all: prices don't wait for it.
 *
 * At most one host at a time: the old one is stopped before the new one starts, and a message of a
 * host that was left is dropped. What passes is never older than what passed before.
 */
export function openLive(options: {
  page: string
  report(): PageReport
  onMessage: OnLiveMessage
  /** The page is frozen or kept: nobody feeds it until it is back. */
  onRelease(): void
}): Live {
  // In development files change under the worker's cache: the engine runs in its own worker there.
  const hasWorkers = import.meta.env.PROD && 'serviceWorker' in navigator
  const workers = hasWorkers ? navigator.serviceWorker : undefined
  const shown = createShown()
  const gone = new AbortController()
  const { signal } = gone
  let host: Host | undefined
  let generation = 0

  function use(kind: Kind): void {
    letGo()
    const own = generation
    const hostOptions: HostOptions = {
      report: options.report,
      onMessage(message) {
        if (own === generation) deliver(message)
      },
      onUnusable() {
        if (own === generation) use('dedicated')
      },
    }
    const start = kind === 'service' ? holdService : startDedicated
    host = start(hostOptions)
  }

  function letGo(): void {
    generation += 1
    host?.stop()
    host = undefined
  }

  function release(): void {
    letGo()
    options.onRelease()
  }

  function takeHold(): void {
    if (host === undefined) use(workers?.controller ? 'service' : 'dedicated')
  }

  function deliver(message: LiveMessage): void {
    const news = message.type === 'prices' ? shown.admit(message) : message
    if (news !== undefined) options.onMessage(news)
  }

  workers?.addEventListener(
    'controllerchange',
    () => {
      if (workers.controller !== null && host !== undefined) use('service')
    },
    { signal },
  )
  // A page that is frozen or kept for "back" reads nothing: it holds no upstream either.
  addEventListener('pagehide', release, { signal })
  document.addEventListener('freeze', release, { signal })
  addEventListener('pageshow', takeHold, { signal })
  document.addEventListener('resume', takeHold, { signal })
  addEventListener('online', () => host?.hurry(), { signal })
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') host?.hurry()
    },
    { signal },
  )
  if (workers !== undefined) register()
  takeHold()

  return {
    report: (report) => host?.tell({ type: 'report', report }),
    tell: (message) => host?.tell(message),
    kill: () => host?.kill(),
    stop() {
      gone.abort()
      letGo()
    },
  }
}

/**
 * Prices don't wait for the script that registers. Where the browser refuses (private window, blocked
 * storage) the dedicated worker goes on.
 */
function register(): void {
  import('workbox-window')
    .then(({ Workbox }) => new Workbox(scriptAddress('/sw.js')).register())
    .catch(() => {})
}
