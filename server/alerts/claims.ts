import type { Claimed, Firing, Turn } from '../storage/alerts/alerts.ts'

/** Its version is the newest at the time that it is claimed. */
export type Unclaimed = Omit<Firing, 'version'>

/**
 * In one transaction; what fires meanwhile is in the next. Small, so that the first of many is told
 * while the last is still being written, and that who fires doesn't wait long for those who only turn.
 */
const atOnce = { claims: 250, turns: 20 }
const retryMs = { min: 50, max: 5_000 }

export interface ClaimsOptions {
  claim(firings: readonly Firing[]): Promise<Claimed[]>
  settle(turns: readonly Turn[]): Promise<string[]>
  /** The newest that is known of its alert; `undefined` where this firing no longer counts. */
  versionOf(firing: Unclaimed): number | undefined
  /** What is to be kept of it now; `undefined` where nothing is. */
  turnOf(alert: string): Turn | undefined
  /** This firing is ours, and kept. */
  onClaimed(firing: Firing, claimed: Claimed): void
  onSettled(turn: Turn): void
  /** Somebody else has changed these since they were looked at: what is known of them is old. */
  onLost(lost: { firings: readonly Unclaimed[]; turned: readonly string[] }): void
  /** Each time that the storage can't be reached. */
  onTrouble(error: unknown): void
}

/**
 * What is on its way to the storage: one transaction at a time, firings before all else, whatever
 * gathers meanwhile in the next. While the storage is out of reach all of it waits and is tried again.
 * The bound is the number of alerts: one that has fired isn't watched until its firing is kept, and
 * turns are looked up when they are written.
 */
export interface Claims {
  fire(firing: Unclaimed): void
  /** Something of this alert is to be kept: `turnOf` is asked what. */
  turn(alert: string): void
  /** Resolves when nothing waits any more, or `ms` have passed. */
  drain(ms: number): Promise<void>
  stop(): void
}

export function makeClaims(options: ClaimsOptions): Claims {
  const { claim, settle, versionOf, turnOf, onClaimed, onSettled, onLost, onTrouble } = options
  let firings: Unclaimed[] = []
  const turned = new Set<string>()
  let working: Promise<void> | undefined
  let stopped = false
  let pause: ReturnType<typeof setTimeout> | undefined
  let wake = () => {}

  function work(): void {
    if (stopped) return
    working ??= run().finally(() => {
      working = undefined
      // What came after the last look, and before this.
      if (firings.length + turned.size > 0) work()
    })
  }

  async function run(): Promise<void> {
    // All that this tick of the loop brings goes together.
    await Promise.resolve()
    let delayMs = retryMs.min
    while (!stopped && firings.length + turned.size > 0) {
      try {
        if (firings.length > 0) await claimSome()
        else await settleSome()
        delayMs = retryMs.min
      } catch (error) {
        onTrouble(error)
        await sleep(delayMs)
        delayMs = Math.min(delayMs * 2, retryMs.max)
      }
    }
  }

  async function claimSome(): Promise<void> {
    const waiting = firings.slice(0, atOnce.claims)
    const batch = waiting.flatMap((firing) => {
      const version = versionOf(firing)
      return version === undefined ? [] : [{ ...firing, version }]
    })
    const kept = batch.length > 0 ? await claim(batch) : []
    firings = firings.slice(waiting.length)
    const claimed = new Map(kept.map((each) => [each.alert, each]))
    const lost: Unclaimed[] = []
    for (const firing of batch) {
      const ours = claimed.get(firing.id)
      if (ours === undefined) lost.push(firing)
      else onClaimed(firing, ours)
    }
    if (lost.length > 0) onLost({ firings: lost, turned: [] })
  }

  async function settleSome(): Promise<void> {
    const ids = take(turned, atOnce.turns)
    // Out before it is written: what turns again meanwhile is written again.
    for (const id of ids) turned.delete(id)
    try {
      const turns = ids.flatMap((id) => turnOf(id) ?? [])
      const settled = new Set(turns.length > 0 ? await settle(turns) : [])
      const lost: string[] = []
      for (const turn of turns) {
        if (settled.has(turn.id)) onSettled(turn)
        else lost.push(turn.id)
      }
      if (lost.length > 0) onLost({ firings: [], turned: lost })
    } catch (error) {
      for (const id of ids) turned.add(id)
      throw error
    }
  }

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      wake = () => {
        clearTimeout(pause)
        resolve()
      }
      pause = setTimeout(resolve, ms)
    })
  }

  return {
    fire(firing) {
      firings.push(firing)
      work()
    },
    turn(alert) {
      turned.add(alert)
      work()
    },
    async drain(ms) {
      let patience: ReturnType<typeof setTimeout> | undefined
      let isOver = false
      const enough = new Promise<void>((resolve) => {
        patience = setTimeout(() => {
          isOver = true
          resolve()
        }, ms)
      })
      while (working !== undefined && !isOver) await Promise.race([working, enough])
      clearTimeout(patience)
    },
    stop() {
      stopped = true
      wake()
    },
  }
}

function take(all: ReadonlySet<string>, count: number): string[] {
  const taken: string[] = []
  for (const each of all) {
    if (taken.length === count) break
    taken.push(each)
  }
  return taken
}
