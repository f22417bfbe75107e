import { Workbox } from 'workbox-window'
import { startDedicated } from './bridge/dedicated.ts'
import type { Host, HostOptions } from './bridge/host.ts'
import { holdService } from './bridge/service.ts'
import type { LiveMessage, PageReport } from './engine/live.ts'
import { createShown } from './engine/shown.ts'

/** A page's hold on the engine. */
export interface Live {
  /** Call whenever anything in the report changes. */
  report(report: PageReport): void
  stop(): void
}
export type OnLiveMessage = (message: LiveMessage) => void

/** How long a page waits for a service worker to take control before it runs the engine itself. */
const controlMs = 300

type Kind = 'service' | 'dedicated'

/*
 * Where the engine runs for this page:
 *
 *   no controller ── 300 ms ──▶ dedicated ──┐ a service worker takes control
 *        └──────────────────────────────────┴──▶ service ──▶ (unusable) ──▶ dedicated
 *   frozen or in the back/forward cache: none; it starts anew when the page is back
 *
 * At most one host at a time: the old one is stopped before the new one starts, and a message of a
 * host that was left is dropped. What passes is never older than what passed before.
 */
export function openLive(options: {
  page: string
  report(): PageReport
  onMessage: OnLiveMessage
}): Live {
  const workers = 'serviceWorker' in navigator ? navigator.serviceWorker : undefined
  const shown = createShown()
  const gone = new AbortController()
  const { signal } = gone
  let host: { kind: Kind; host: Host } | undefined
  let waiting: ReturnType<typeof setTimeout> | undefined
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
    host = { kind, host: start(hostOptions) }
  }

  function letGo(): void {
    clearTimeout(waiting)
    waiting = undefined
    generation += 1
    host?.host.stop()
    host = undefined
  }

  function takeHold(): void {
    if (host !== undefined || waiting !== undefined) return
    if (workers?.controller) use('service')
    else if (workers === undefined || !import.meta.env.PROD) use('dedicated')
    else waiting = setTimeout(use, controlMs, 'dedicated')
  }

  function deliver(message: LiveMessage): void {
    const news = message.type === 'prices' ? shown.admit(message) : message
    if (news !== undefined) options.onMessage(news)
  }

  workers?.addEventListener(
    'controllerchange',
    () => {
      if (workers.controller !== null && (host !== undefined || waiting !== undefined))
        use('service')
    },
    { signal },
  )
  // A page that is frozen or kept for "back" reads nothing: it holds no upstream either.
  addEventListener('pagehide', letGo, { signal })
  document.addEventListener('freeze', letGo, { signal })
  addEventListener('pageshow', takeHold, { signal })
  document.addEventListener('resume', takeHold, { signal })
  addEventListener('online', () => host?.host.hurry(), { signal })
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') host?.host.hurry()
    },
    { signal },
  )
  if (import.meta.env.PROD && workers !== undefined) register()
  takeHold()

  return {
    report: (report) => host?.host.report(report),
    stop() {
      gone.abort()
      letGo()
    },
  }
}

/** Where the browser refuses (private window, blocked storage) the dedicated worker goes on. */
function register(): void {
  new Workbox('/sw.js').register().catch(() => {})
}
