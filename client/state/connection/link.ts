import { createEffect, createMemo, onCleanup } from 'solid-js'
import type { Live, OnLiveMessage } from '../../bridge.ts'
import type { Mode } from '../../engine/conditions.ts'
import type { LiveMessage, PageReport } from '../../engine/live.ts'
import { watchRequests } from '../../engine/requests.ts'
import type { Frames } from '../frames.ts'
import { makeInbox } from '../inbox.ts'
import { newId } from '../owned.ts'
import { createBudget } from '../usage/budget.ts'
import { createConditions } from './conditions.ts'
import { createDiagnosis } from './diagnosis.ts'

export type OpenLive = (options: {
  page: string
  report(): PageReport
  onMessage: OnLiveMessage
  onRelease(): void
}) => Live

/**
 * The page's hold on the engine: what it reports, what it is told, and what it may ask. Requests of its
 * own are counted there too, because they use the same radio and the same budget.
 */
export function createLink(options: {
  openLive: OpenLive
  mode(): Mode
  symbols(): readonly string[]
  /** Those of which all is wanted. */
  detail(): readonly string[]
  frames: Frames
  /** Takes what has come since the last frame. */
  apply(messages: readonly LiveMessage[]): void
  /** Nobody feeds the page. */
  leave(): void
}) {
  const { symbols, frames } = options
  const page = newId()
  const budget = createBudget()
  const diagnosis = createDiagnosis()
  const conditions = createConditions({
    mode: options.mode,
    budgetBytes: budget.bytes,
    forced: diagnosis.forced,
  })
  const report = createMemo<PageReport>(() => ({
    page,
    conditions: conditions(),
    symbols: [...symbols()],
    detail: [...options.detail()],
    inspects: diagnosis.inspects(),
  }))

  const inbox = makeInbox<LiveMessage>({
    apply(messages) {
      options.apply(messages)
      diagnosis.apply(messages)
    },
    frames,
  })
  const live = options.openLive({
    page,
    report,
    onMessage: inbox.push,
    onRelease() {
      inbox.flush()
      options.leave()
    },
  })
  createEffect<boolean>((opened) => {
    const latest = report()
    // The first report went with the opening.
    if (opened) live.report(latest)
    return true
  }, false)
  const stopWatching = watchRequests(({ path, traffic }) => {
    if (path.startsWith('/api/')) live.tell({ type: 'asked', traffic, requests: 1 })
  })
  onCleanup(() => {
    stopWatching()
    live.stop()
    inbox.stop()
  })

  return {
    conditions,
    budget,
    diagnosis: {
      ...diagnosis,
      /** The connection ends as if it had broken. */
      drop: () => live.tell({ type: 'drop' }),
      /** Whoever runs the engine ends as if the browser had ended it. */
      kill: live.kill,
    },
    /** A session has begun or changed hands. */
    sessionChanged: () => live.tell({ type: 'session' }),
    /** For good, because all that is kept is being thrown away. */
    forget() {
      live.tell({ type: 'forget' })
      live.stop()
    },
  }
}

export type Link = ReturnType<typeof createLink>
