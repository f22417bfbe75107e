import { type Arrivals, watchArrivals } from './arrivals.ts'
import { makeLoad } from './load.ts'

/**
 * Everybody of one cadence, served once an interval: all in one go while they are few, in turns spread
 * over the interval when they are many, so that nobody waits for ten thousand others.
 *
 *   |◀───────────── interval ─────────────▶|
 *   turn 0   turn 1   turn 2   turn 3      turn 0 …      16 slots share the turns
 *
 * Each keeps its slot, and so its cadence. Turns are taken in order, and one that is late is followed at
 * once by the next until they are on time again; one that is late by a whole interval puts off all that
 * follow: when there is more to do than an interval holds, intervals become longer, alike for everybody.
 *
 * In each turn of the event loop one connection is taken (libuv since 1.45). Where nothing but turns of
 * ours fills the loop, a crowd that comes would wait for minutes: while some do come, a turn lets them
 * go first for a part of its time.
 */
export interface Round {
  /** Adds who is to be served. Returns its stop. */
  add(guest: Guest): () => void
  isEmpty(): boolean
  stop(): void
}

export interface Guest {
  /** Serves all of it. `now` is the turn's, so that those of one turn can share what depends on it. */
  serve(now: number): void
  /** How many clients that is. */
  size(): number
}

export interface RoundOptions {
  intervalMs: number
  now: () => number
  /** How busy this process has been since it was asked last, 0 to 1. */
  load?: () => number
  arrivals?: Arrivals
}

const slotCount = 16
/** So many are served in a few milliseconds: making smaller parts of them makes nothing smoother. */
const fewestAtOnce = 250
/** How often the number of turns is thought over, ms. */
const reviewMs = 250
/** Who comes may go first for such a part of a turn's time. */
const courtesy = 0.5

export function startRound(options: RoundOptions): Round {
  const { intervalMs, now, load = makeLoad(), arrivals = watchArrivals() } = options
  const slots = Array.from({ length: slotCount }, () => new Set<Guest>())
  let turns = 1
  let turn = 0
  let dueAt = performance.now() + intervalMs
  let reviewedAt = dueAt
  /** Until when the present turn lets others go first. */
  let politeUntil = Number.NEGATIVE_INFINITY
  let timer = setTimeout(begin, intervalMs)

  function begin(): void {
    politeUntil = performance.now() + (intervalMs / turns) * courtesy
    take()
  }

  function take(): void {
    const startedAt = performance.now()
    if (arrivals.any() && startedAt < politeUntil) {
      timer = setTimeout(take, 1)
      return
    }
    const at = now()
    const perTurn = slotCount / turns
    for (const slot of slots.slice(turn * perTurn, (turn + 1) * perTurn)) {
      for (const guest of slot) guest.serve(at)
    }
    const gapMs = intervalMs / turns
    turn = (turn + 1) % turns
    if (turn === 0 && startedAt - reviewedAt >= reviewMs) review(startedAt)
    // Later than an interval is late: catching up would only serve the same clients twice in a row.
    dueAt = (startedAt - dueAt > intervalMs ? startedAt : dueAt) + gapMs
    timer = setTimeout(begin, Math.ceil(dueAt - performance.now()))
  }

  function review(time: number): void {
    let clients = 0
    for (const slot of slots) for (const guest of slot) clients += guest.size()
    turns = nextTurns({ turns, clients, load: load() })
    reviewedAt = time
  }

  return {
    add(guest) {
      const slot = slots.reduce((least, each) => (each.size < least.size ? each : least))
      slot.add(guest)
      return () => slot.delete(guest)
    },
    isEmpty: () => slots.every(({ size }) => size === 0),
    stop() {
      clearTimeout(timer)
      arrivals.stop()
    },
  }
}

/**
 * Above these loads so many turns are too many: each costs a little, for waking up and encoding anew.
 * Four are always worth it, because a full interval in one go is a full interval of waiting.
 */
function loadFor(turns: number): number {
  if (turns <= 4) return Number.POSITIVE_INFINITY
  return turns === 8 ? 0.8 : 0.65
}
const hysteresis = 0.15

/** One step towards as many turns as there is work and time for. */
export function nextTurns(of: { turns: number; clients: number; load: number }): number {
  const { turns, clients, load } = of
  const more = turns * 2
  if (turns > 1 && clients / turns < fewestAtOnce / 2) return turns / 2
  if (load > loadFor(turns)) return Math.max(1, turns / 2)
  const hasRoom = load < loadFor(more) - hysteresis
  return more <= slotCount && clients / more >= fewestAtOnce && hasRoom ? more : turns
}
