import type { Outcome } from './round.ts'

/*
 *            a change, the front, a hint        done
 *   resting ───────────────────────────▶ busy ───────▶ resting
 *      ▲                                  │ unreachable, or the device keeps nothing
 *      └──── after a pause that grows ── waiting        ended, full: until the next thing that happens
 */
export type SyncPhase =
  | { name: 'busy' }
  /** All is everywhere since `at`, epoch ms; `refused` records are taken by no server. */
  | { name: 'resting'; at: number; refused: number }
  /** Not reached; it is tried again by itself. */
  | { name: 'waiting' }
  /** The account holds all that it can. */
  | { name: 'full' }

export interface SyncingOptions {
  round(): Promise<Outcome>
  /** Runs one thing after another, over all tabs. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  show(phase: SyncPhase): void
  /** The session is no more. */
  onEnded(): void
  /** The device couldn't keep what came. */
  onTrouble(error: unknown): void
  now(): number
  random(): number
}

/** Somebody who moves ten rows makes ten changes. */
export const settleMs = 1_000
const firstPauseMs = 2_000
const longestPauseMs = 300_000

export interface Syncing {
  /** Something was changed here: told to the server soon. */
  changed(): void
  /** There may be something to fetch, or a way to the server again. */
  hurry(): void
  /** The page is left, maybe for good: what waits for quiet goes now. */
  leave(): void
  stop(): void
}

/** When rounds are: one at a time, what happens during one leads to another. */
export function makeSyncing(options: SyncingOptions): Syncing {
  const { round, inTurn, show, onEnded, onTrouble, now, random } = options
  let timer: ReturnType<typeof setTimeout> | undefined
  let isRunning = false
  let isWanted = false
  let failures = 0
  let isOver = false

  function plan(afterMs: number): void {
    clearTimeout(timer)
    timer = setTimeout(run, afterMs)
  }

  async function run(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    if (isOver) return
    if (isRunning) {
      isWanted = true
      return
    }
    isRunning = true
    show({ name: 'busy' })
    const outcome = await inTurn(round).catch((error: unknown): Outcome => {
      onTrouble(error)
      return { type: 'unreachable' }
    })
    isRunning = false
    if (isOver) return
    heed(outcome)
    if (isWanted && outcome.type === 'done') plan(settleMs)
    isWanted = false
  }

  function heed(outcome: Outcome): void {
    failures = outcome.type === 'unreachable' ? failures + 1 : 0
    switch (outcome.type) {
      case 'done':
        show({ name: 'resting', at: now(), refused: outcome.refused })
        break
      case 'unreachable': {
        show({ name: 'waiting' })
        const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1))
        // Not all devices at once, when the server is back.
        plan(pause * (0.5 + random() / 2))
        break
      }
      case 'full':
        show({ name: 'full' })
        break
      case 'ended':
        onEnded()
    }
  }

  return {
    changed: () => {
      if (isRunning) isWanted = true
      // A server that is out of reach isn't asked more often for that.
      else if (failures === 0) plan(settleMs)
    },
    hurry: () => void run(),
    leave: () => {
      if (timer !== undefined && failures === 0) void run()
    },
    stop() {
      isOver = true
      clearTimeout(timer)
    },
  }
}
