import { mergeConditions, type PageConditions } from './conditions.ts'
import type { LiveMessage, LivePrice, PageReport } from './live.ts'
import { isWanted, normalizeSymbols, type Wants } from './wanted.ts'

/**
 * The pages that hold a stream. Each is sent what it wants to see; one in the back is left alone
 * while another is in front, and gets the whole when it comes forward.
 */
export interface Audience {
  readonly size: number
  /** A page that joins again takes the place of its former self, whose leave then does nothing. */
  join(report: PageReport, send: Send, at: number): () => void
  /** True where the page has to be sent everything anew: it wants other symbols, or comes forward. */
  report(report: PageReport, at: number): boolean
  conditions(): PageConditions | undefined
  wants(): Wants
  tell(message: LiveMessage): void
  /** Whether a page in front looks into the engine. */
  isInspected(): boolean
  tellInspectors(message: LiveMessage): void
  /** To each what it wants of them. */
  show(prices: readonly LivePrice[], about: { replace: boolean; cached: boolean }): void
  /** To one page, everything it wants. */
  showAll(page: string, prices: readonly LivePrice[], cached: boolean): void
}

export type Send = (message: LiveMessage) => void

interface Page {
  send: Send
  at: number
  report: PageReport
  wanted: ReadonlySet<string>
}

export function createAudience(): Audience {
  const pages = new Map<string, Page>()
  const inspectors = () =>
    [...pages.values()].filter(({ report }) => report.inspects && report.conditions.visible)

  return {
    get size() {
      return pages.size
    },
    join(report, send, at) {
      const page = { send, at, report, wanted: new Set(normalizeSymbols(report.symbols)) }
      pages.set(report.page, page)
      return () => {
        if (pages.get(report.page)?.send === send) pages.delete(report.page)
      }
    },
    report(report, at) {
      const before = pages.get(report.page)
      if (before === undefined) return false
      const wanted = new Set(normalizeSymbols(report.symbols))
      pages.set(report.page, { send: before.send, at, report, wanted })
      const comesForward = report.conditions.visible && !before.report.conditions.visible
      return comesForward || !isSame(wanted, before.wanted)
    },
    conditions() {
      const all = [...pages.values()]
      return mergeConditions(all.map(({ at, report }) => ({ at, conditions: report.conditions })))
    },
    wants() {
      const reports = [...pages.values()].map(({ report }) => report)
      return {
        symbols: normalizeSymbols(reports.flatMap(({ symbols }) => symbols)),
        detail: normalizeSymbols(reports.flatMap(({ detail = [] }) => detail)),
      }
    },
    tell(message) {
      for (const { send } of pages.values()) send(message)
    },
    isInspected: () => inspectors().length > 0,
    tellInspectors(message) {
      for (const { send } of inspectors()) send(message)
    },
    show(prices, about) {
      const all = [...pages.values()]
      const inFront = all.filter(({ report }) => report.conditions.visible)
      for (const { send, wanted } of inFront.length > 0 ? inFront : all) {
        const picked = prices.filter((row) => isWanted(row, wanted))
        if (picked.length > 0 || about.replace) send({ type: 'prices', prices: picked, ...about })
      }
    },
    showAll(page, prices, cached) {
      const known = pages.get(page)
      if (known === undefined) return
      const picked = prices.filter((row) => isWanted(row, known.wanted))
      known.send({ type: 'prices', prices: picked, replace: true, cached })
    },
  }
}

function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((each) => b.has(each))
}
