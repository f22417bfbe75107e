import type { Claimed, Firing, Turn } from '../storage/alerts/alerts.ts'

/** Its version is the newest at the time that it is claimed. */
export type Unclaimed = Omit<Firing, 'version'>

/**
 * In one question to the storage. Small, so that the first of many are being written while the last
 * aren't evaluated yet, and that who fires doesn't wait long for those who only turn. So many questions
 * of claims at once: the storage makes those durable together that wait together.
 */
const atOnce = { firings: 16, claims: 16, turns: 20 }
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
 * What is on its way to the storage, firings before all else. While the storage is out of reach all of
 * it waits and is tried again. The bound is the number of alerts: one that has fired isn't watched until
 * its firing is kept, and turns are looked up when they are written.
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
  const firings: Unclaimed[] = []
  const turned = new Set<string>()
  /** Turns that are being written. */
  let settling: ReadonlySet<string> = new Set()
  /** Questions on their way. */
  const asked = new Set<Promise<void>>()
  let isCalled = false
  let stopped = false
  let delayMs = retryMs.min
  let pause: ReturnType<typeof setTimeout> | undefined
  const draining = new Set<() => void>()

  /** All that this tick of the loop brings goes together. */
  function work(): void {
    if (isCalled) return
    isCalled = true
    queueMicrotask(() => {
      isCalled = false
      ask()
    })
  }

  function ask(): void {
    while (isFree() && firings.length > 0 && asked.size < atOnce.claims) {
      // Its turn comes first: until that is kept its version isn't known.
      if (firings.slice(0, atOnce.firings).some(({ id }) => settling.has(id))) break
      send(claimSome(firings.splice(0, atOnce.firings)))
    }
    if (isFree() && asked.size === 0 && turned.size > 0) send(settleSome())
    if (asked.size + firings.length + turned.size > 0) return
    for (const resolve of draining) resolve()
  }

  const isFree = () => !stopped && pause === undefined

  function send(question: Promise<void>): void {
    const answered = question
      .then(() => {
        delayMs = retryMs.min
      }, failed)
      .finally(() => {
        asked.delete(answered)
        ask()
      })
    asked.add(answered)
  }

  function failed(error: unknown): void {
    onTrouble(error)
    if (!isFree()) return
    pause = setTimeout(() => {
      pause = undefined
      ask()
    }, delayMs)
    delayMs = Math.min(delayMs * 2, retryMs.max)
  }

  async function claimSome(waiting: readonly Unclaimed[]): Promise<void> {
    const batch = waiting.flatMap((firing) => {
      const version = versionOf(firing)
      return version === undefined ? [] : [{ ...firing, version }]
    })
    if (batch.length === 0) return
    const kept = await claim(batch).catch((error) => {
      firings.unshift(...waiting)
      throw error
    })
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
    const turns = ids.flatMap((id) => turnOf(id) ?? [])
    if (turns.length === 0) return
    settling = new Set(ids)
    try {
      const settled = new Set(await settle(turns))
      const lost: string[] = []
      for (const turn of turns) {
        if (settled.has(turn.id)) onSettled(turn)
        else lost.push(turn.id)
      }
      if (lost.length > 0) onLost({ firings: [], turned: lost })
    } catch (error) {
      for (const id of ids) turned.add(id)
      throw error
    } finally {
      settling = new Set()
    }
  }

  return {
    fire(firing) {
      firings.push(firing)
      if (firings.length < atOnce.firings) work()
      else ask()
    },
    turn(alert) {
      turned.add(alert)
      work()
    },
    drain(ms) {
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(patience)
          draining.delete(done)
          resolve()
        }
        const patience = setTimeout(done, ms)
        draining.add(done)
        work()
      })
    },
    stop() {
      stopped = true
      clearTimeout(pause)
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
