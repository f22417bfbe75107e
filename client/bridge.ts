import type { LiveMessage, PageReport } from './engine/live.ts'

/** A page's hold on the engine. */
export interface Live {
  /** Call whenever anything in the report changes. */
  report(report: PageReport): void
  stop(): void
}
export type OnLiveMessage = (message: LiveMessage) => void
