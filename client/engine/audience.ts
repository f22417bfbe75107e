import { type Conditions, mergeConditions } from './conditions.ts'
import type { LiveMessage, LivePrice, PageReport } from './live.ts'
import { isWanted, normalizeSymbols } from './wanted.ts'

/**
 * The pages that hold a stream. Each is sent what it wants to see; one in the back is left alone
 * while another is in front, and gets the whole when it comes forward.
 */
export interface Audience {
  readonly size: number
  /** True where the page has to be sent everything: it is new, wants other symbols, or comes forward. */
  report(report: PageReport, at: number): boolean
  join(page: string, send: Send): void
  leave(page: string): void
  conditions(): Conditions | undefined
  symbols(): string[]
  send(page: string, message: LiveMessage): void
  /** To all. */
  tell(message: LiveMessage): void
  /** To each what it wants of them. */
  show(prices: readonly LivePrice[], about: About): void
  /** To one, everything it wants. */
  showAll(page: string, prices: readonly LivePrice[], about: { cached: boolean }): void
}

export type Send = (message: LiveMessage) => void

interface About {
  replace: boolean
  cached: boolean
}

interface Page {
  send: Send | undefined
  at: number
  report: PageReport
  wanted: ReadonlySet<string>
}

export function createAudience(): Audience {
  const pages = new Map<string, Page>()
  const senders = new Map<string, Send>()
  const anyVisible = () => [...pages.values()].some(({ report }) => report.conditions.visible)

  function pick(page: Page, prices: readonly LivePrice[], about: About): LiveMessage {
    return { type: 'prices', prices: prices.filter((row) => isWanted(row, page.wanted)), ...about }
  }

  return {
    get size() {
      return pages.size
    },
    report(report, at) {
      const before = pages.get(report.page)
      const wanted = new Set(normalizeSymbols(report.symbols))
      pages.set(report.page, { send: senders.get(report.page), at, report, wanted })
      if (before === undefined) return true
      const cameForward = report.conditions.visible && !before.report.conditions.visible
      return cameForward || wanted.size !== before.wanted.size || !isSubset(wanted, before.wanted)
    },
    join(page, send) {
      senders.set(page, send)
    },
    leave(page) {
      senders.delete(page)
      pages.delete(page)
    },
    conditions() {
      const reported = [...pages.values()].map(({ at, report }) => ({
        at,
        conditions: report.conditions,
      }))
      return mergeConditions(reported)
    },
    symbols: () => normalizeSymbols([...pages.values()].flatMap(({ report }) => report.symbols)),
    send: (page, message) => senders.get(page)?.(message),
    tell(message) {
      for (const send of senders.values()) send(message)
    },
    show(prices, about) {
      const mindsTheBack = !anyVisible()
      for (const page of pages.values()) {
        if (!page.report.conditions.visible && !mindsTheBack) continue
        const message = pick(page, prices, about)
        if (message.type === 'prices' && message.prices.length === 0 && !about.replace) continue
        page.send?.(message)
      }
    },
    showAll(page, prices, { cached }) {
      const known = pages.get(page)
      if (known) known.send?.(pick(known, prices, { replace: true, cached }))
    },
  }
}

function isSubset(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  return [...some].every((each) => all.has(each))
}
