import type { LiveMessage, PageMessage, PageReport } from '../engine/live.ts'

/** Whoever runs the engine for this page: the service worker, or a worker of its own. */
export interface Host {
  tell(message: PageMessage): void
  /** The page is in front again, or back online: don't wait any longer before trying again. */
  hurry(): void
  /** For a diagnosis: the worker ends as if the browser had ended it. */
  kill(): void
  stop(): void
}

export interface HostOptions {
  report(): PageReport
  onMessage(message: LiveMessage): void
  /** It can't be used here; the other kind of host is needed. */
  onUnusable(): void
}
