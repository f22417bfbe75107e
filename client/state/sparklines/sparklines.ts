import { createEffect, createMemo, on, onCleanup, untrack } from 'solid-js'
import type { SparklinesResponse } from '../../../shared/api.ts'
import type { Settings } from '../../db/settings.ts'
import type { Row } from '../market.ts'
import { readSparklines, type SparklinesRequest } from './fetch-sparklines.ts'
import { createSparkline } from './sparkline.ts'

/** Between two requests: while power and data are there, and where they are to be spared. */
const refreshMs = { plenty: 5 * 60_000, sparing: 30 * 60_000 }
/** After a new epoch, whose past may be another, and after a request that failed. */
const soonMs = 15_000
const retryMs = 60_000
/** Where the last answer is kept on the device. */
const keptUnder = 'sparklines'

export interface SparklineOptions {
  symbols: readonly string[]
  row(symbol: string): Row | undefined
  /** The market's epoch while its prices come in and somebody sees them; else `undefined`. */
  watched(): string | undefined
  /** Whether power or data is to be spared. */
  sparing(): boolean
  fetchSparklines(request: SparklinesRequest): Promise<SparklinesResponse | undefined>
  settings: Settings
}

/** What was asked for last. */
interface Asked {
  at: number
  epoch: string
  ok: boolean
}

/**
 * How each instrument of the list has moved lately. One request for all of them at the opening, and
 * again once in a while; live prices go on from there. No timer asks: a live price does, when the time
 * has come, because the radio is awake then. The last answer is kept for the next opening and offline.
 */
export function createSparklines(options: SparklineOptions): (symbol: string) => readonly number[] {
  const { symbols, settings } = options
  const lines = new Map(symbols.map((symbol) => [symbol, createSparkline()]))
  const watched = createMemo(options.watched)
  const owner = new AbortController()
  onCleanup(() => owner.abort())
  let asked: Asked | undefined
  /** Nothing is asked for before it is known what the device has kept. */
  let busy = true

  function start({ sparklines }: SparklinesResponse): void {
    for (const [symbol, line] of lines) {
      const told = sparklines[symbol]
      const row = untrack(() => options.row(symbol))
      const isSame = row === undefined || row.venue === told?.venue
      if (told && isSame) line.start(told)
      if (row && !row.cached) line.follow(row)
    }
  }

  function isDue(epoch: string): boolean {
    if (asked === undefined) return true
    const age = Date.now() - asked.at
    if (!asked.ok) return age >= retryMs
    if (asked.epoch !== epoch) return age >= soonMs
    return age >= (untrack(options.sparing) ? refreshMs.sparing : refreshMs.plenty)
  }

  function refresh(): void {
    const epoch = untrack(watched)
    if (epoch !== undefined && !busy && isDue(epoch)) void load(epoch)
  }

  async function load(epoch: string): Promise<void> {
    busy = true
    const at = Date.now()
    const answer = await options.fetchSparklines({ symbols, signal: owner.signal })
    busy = false
    asked = { at, epoch, ok: answer !== undefined }
    if (answer === undefined || owner.signal.aborted) return
    start(answer)
    // A device that keeps nothing costs the copy and nothing else.
    settings.set(keptUnder, { at, epoch, answer }).catch(() => {})
  }

  async function recall(): Promise<void> {
    const kept = readKept(await settings.get(keptUnder).catch(() => undefined))
    busy = false
    if (kept && !owner.signal.aborted) {
      start(kept.answer)
      // Prices since then are missing: that shows where it is more than a step.
      const steps = Object.values(kept.answer.sparklines).map((each) => each.step_ms)
      const coversGap = steps.length > 0 && Date.now() - kept.at <= Math.min(...steps)
      if (coversGap) asked = { ...kept, ok: true }
    }
    refresh()
  }

  for (const [symbol, line] of lines) {
    createEffect(
      on([() => options.row(symbol)?.price, () => options.row(symbol)?.time], () => {
        const row = options.row(symbol)
        if (row === undefined || row.cached) return
        line.follow(row)
        refresh()
      }),
    )
  }
  createEffect(on(watched, refresh))
  void recall()

  const none: readonly number[] = []
  return (symbol) => lines.get(symbol)?.points() ?? none
}

function readKept(
  value: unknown,
): { at: number; epoch: string; answer: SparklinesResponse } | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (!('at' in value) || !('epoch' in value) || !('answer' in value)) return undefined
  const { at, epoch } = value
  const answer = readSparklines(value.answer)
  if (typeof at !== 'number' || typeof epoch !== 'string' || !answer) return undefined
  return { at, epoch, answer }
}
