import { createEffect, createMemo, on, onCleanup, untrack } from 'solid-js'
import type { Sparkline, SparklinesResponse } from '../../../shared/api.ts'
import type { Settings } from '../../db/settings.ts'
import type { Row } from '../market.ts'
import type { SparklinesRequest } from './fetch-sparklines.ts'
import { keptUnder, type Told, toldOf } from './kept.ts'
import { createSparkline, type Price } from './sparkline.ts'

/** Between two requests: while power and data are there, and where they are to be spared. */
const refreshMs = { plenty: 5 * 60_000, sparing: 30 * 60_000 }
/** After a new epoch, whose past may be another, and after a request that failed. */
const soonMs = 15_000
const retryMs = 60_000
/** Prices come a thousand times a second: whether anything is due is looked at no more often than this. */
const lookMs = 1_000
/** Lines of what has left the screen are kept too, the newest so many: a list may come back. */
const maxLines = 600

export interface SparklineOptions {
  /** What is on the screen. */
  symbols(): readonly string[]
  row(symbol: string): Row | undefined
  /** The market's epoch while its prices come in and somebody sees them; else `undefined`. */
  watched(): string | undefined
  /** Whether power or data is to be spared. */
  sparing(): boolean
  fetchSparklines(request: SparklinesRequest): Promise<SparklinesResponse | undefined>
  settings: Settings
}

/** When a line was asked for last. */
interface Asked {
  at: number
  epoch: string
  ok: boolean
}

/**
 * How each instrument on the screen has moved lately. One request for all of them at the opening, and
 * again once in a while; live prices go on from there. What comes onto the screen later is asked for
 * alone. No timer asks: a live price does, when the time has come, because the radio is awake then.
 * The last answers are kept for the next opening and offline.
 */
export function createSparklines(options: SparklineOptions) {
  const { symbols, settings } = options
  const lines = new Map<string, ReturnType<typeof createSparkline>>()
  const asked = new Map<string, Asked>()
  let told: ReadonlyMap<string, Told> = new Map()
  const watched = createMemo(options.watched)
  const owner = new AbortController()
  onCleanup(() => owner.abort())
  /** Nothing is asked for before it is known what the device has kept. */
  let busy = true
  let lookedAt = 0

  function lineOf(symbol: string): ReturnType<typeof createSparkline> {
    const before = lines.get(symbol)
    if (before) return before
    const line = createSparkline()
    lines.set(symbol, line)
    const known = told.get(symbol)
    if (known?.line) line.start(known.line)
    const row = untrack(() => options.row(symbol))
    if (row && !row.cached) line.follow(row)
    const shown = new Set(untrack(symbols)).add(symbol)
    for (const oldest of lines.keys()) {
      if (lines.size <= maxLines) break
      if (!shown.has(oldest)) lines.delete(oldest)
    }
    return line
  }

  function start(symbol: string, line: Sparkline | undefined): void {
    const row = untrack(() => options.row(symbol))
    const isSame = row === undefined || row.venue === line?.venue
    if (line && isSame) lines.get(symbol)?.start(line)
    if (row && !row.cached) lines.get(symbol)?.follow(row)
  }

  function isDue(symbol: string, epoch: string): boolean {
    const last = asked.get(symbol)
    if (last === undefined) return true
    const age = Date.now() - last.at
    if (!last.ok) return age >= retryMs
    if (last.epoch !== epoch) return age >= soonMs
    return age >= (untrack(options.sparing) ? refreshMs.sparing : refreshMs.plenty)
  }

  function refresh(): void {
    const epoch = untrack(watched)
    if (epoch === undefined || busy) return
    const due = untrack(symbols).filter((symbol) => isDue(symbol, epoch))
    if (due.length > 0) void load(due, epoch)
  }

  async function load(due: readonly string[], epoch: string): Promise<void> {
    busy = true
    const at = Date.now()
    const answer = await options.fetchSparklines({ symbols: due, signal: owner.signal })
    if (owner.signal.aborted) return
    busy = false
    for (const symbol of due) asked.set(symbol, { at, epoch, ok: answer !== undefined })
    if (answer !== undefined) {
      const fresh = due.map((symbol): [string, Told] => {
        return [symbol, { at, epoch, line: answer.sparklines[symbol] }]
      })
      told = new Map([...told, ...fresh].slice(-maxLines))
      for (const [symbol, { line }] of fresh) start(symbol, line)
      // A device that keeps nothing costs the copy and nothing else.
      settings.set(keptUnder, Object.fromEntries(told)).catch(() => {})
    }
    refresh()
  }

  async function recall(): Promise<void> {
    told = toldOf(await settings.get(keptUnder).catch(() => undefined))
    if (owner.signal.aborted) return
    busy = false
    for (const [symbol, { at, epoch, line }] of told) {
      start(symbol, line)
      // Prices since then are missing: that shows where it is more than a step.
      const coversGap = Date.now() - at <= (line?.step_ms ?? refreshMs.plenty)
      if (coversGap) asked.set(symbol, { at, epoch, ok: true })
    }
    refresh()
  }

  /** A price that the server has confirmed. */
  function follow(price: Price): void {
    lines.get(price.symbol)?.follow(price)
    // It may have been asked for by its venue, and be told by its shorter name.
    lines.get(`${price.venue}:${price.symbol}`)?.follow(price)
    const now = Date.now()
    if (now - lookedAt < lookMs) return
    lookedAt = now
    refresh()
  }

  createEffect(() => {
    for (const symbol of symbols()) lineOf(symbol)
  })
  createEffect(on([watched, symbols], refresh))
  void recall()

  return {
    follow,
    /** The latest 48 or fewer, the oldest first. */
    points: (symbol: string): readonly number[] => lineOf(symbol).points(),
    /** Of the last 24 h, in the quote currency, where the server knows it. */
    turnover: (symbol: string): number | undefined => lineOf(symbol).turnover(),
  }
}
