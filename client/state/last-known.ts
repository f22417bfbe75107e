import { batch, createEffect, onCleanup, untrack } from 'solid-js'
import { createStore, unwrap } from 'solid-js/store'
import type { Settings } from '../db/settings.ts'
import type { Row } from './market.ts'

/** Where they are kept on the device. */
const keptUnder = 'last-known'
/** Of so many instruments, the newest. */
const maxKept = 1_000

export interface LastKnownOptions {
  /** What is on the screen. */
  symbols(): readonly string[]
  /** As the engine tells it, while it does. */
  row(symbol: string): Row | undefined
  settings: Settings
}

/**
 * What the page knew of instruments when they left the screen. The engine keeps those alone that are
 * asked for; a list that is switched to, or opened offline, shows what it showed last, with its age,
 * until the engine tells better.
 */
export function createLastKnown({ symbols, row, settings }: LastKnownOptions) {
  const [rows, setRows] = createStore<Record<string, Row>>({})
  let recalled = false
  let stopped = false

  function remember(left: readonly string[]): void {
    batch(() => {
      for (const symbol of left) {
        const current = untrack(() => row(symbol))
        if (current) setRows(symbol, { ...unwrap(current), symbol, cached: true, flash: undefined })
      }
    })
    // What the device has is not written over before it is read.
    if (recalled && left.length > 0) keep()
  }

  function keep(): void {
    const all = Object.values(unwrap(rows)).sort((a, b) => b.knownAt - a.knownAt)
    // A device that keeps nothing costs the copy and nothing else.
    settings.set(keptUnder, all.slice(0, maxKept)).catch(() => {})
  }

  async function recall(): Promise<void> {
    const kept = await settings.get(keptUnder).catch(() => undefined)
    recalled = true
    if (stopped || !Array.isArray(kept)) return
    for (const each of kept) {
      if (isRow(each) && untrack(() => rows[each.symbol]) === undefined) {
        setRows(each.symbol, { ...each, cached: true, flash: undefined })
      }
    }
  }

  createEffect<readonly string[]>((before) => {
    const now = symbols()
    const shown = new Set(now)
    remember(before.filter((symbol) => !shown.has(symbol)))
    return now
  }, [])
  onCleanup(() => {
    stopped = true
  })
  void recall()

  return (symbol: string): Row | undefined => rows[symbol]
}

/** The fields that are shown or reckoned with. */
function isRow(value: unknown): value is Row {
  if (typeof value !== 'object' || value === null) return false
  const row: Partial<Record<keyof Row, unknown>> = value
  return (
    [row.symbol, row.venue, row.quote, row.epoch].every((it) => typeof it === 'string') &&
    [row.decimals, row.price, row.time, row.knownAt, row.sequence].every(Number.isFinite) &&
    [row.change24h, row.bid, row.ask].every((it) => it === undefined || Number.isFinite(it))
  )
}
