import type { AlertPhase } from '../../shared/alert.ts'
import type { Part } from './conditions.ts'
import type { Gauge } from './gauge.ts'
import { Limb } from './limb.ts'

/** What outlives a restart: where each gauge stood, and what is being waited for. */
export interface Memory {
  /** By part; null where it is to be learned from the next value. */
  zones: (number | null)[]
  /** Fired, and not yet back far enough. */
  recovering: boolean
}

/** Whose watch it is. */
export interface WatchListener {
  /** The condition is met, by the part of this index. Nothing is watched any more, until `rearm`. */
  onFire(part: number): void
  /** It stands elsewhere than before, and nobody need be told. */
  onTurn(phase: Extract<AlertPhase, 'armed' | 'beyond'>): void
}

export interface WatchOptions {
  parts: readonly Part[]
  /** Of each part. */
  gauges: readonly Gauge[]
  memory: Memory
  /** Whose waiters it uses: nobody else's at the same time. */
  number: number
  /** Another with this number waits already, of which nothing but its memory was kept. */
  isWaiting?: boolean
}

/** An alert has two limbs at most, and each waits as two. */
const waitersOf = 4

/** Which alert a waiter is of, by its number, and which of its limbs. */
export function ownerOf(waiter: number): { number: number; limb: number } {
  const number = Math.floor(waiter / waitersOf)
  return { number, limb: (waiter - number * waitersOf) >> 1 }
}

/*
 * One alert at its gauges. It can be let go while it waits, and made anew from its memory when one of
 * its waiters is reached:
 *
 *   learning ──first value──▶ armed | beyond ──┬── a move that counts ──▶ onFire, halted
 *                                 ▲            └── another move: where it stands now
 *                                 └── recovering: back far enough ◀── rearm() ── halted
 */
export class Watch {
  readonly #limbs: readonly Limb[]
  readonly #listener: WatchListener
  #recovering: boolean
  #halted: boolean

  constructor(
    listener: WatchListener,
    { parts, gauges, memory, number, isWaiting = false }: WatchOptions,
  ) {
    this.#listener = listener
    this.#limbs = parts.map((part, index) => {
      const gauge = gauges[index]
      if (gauge === undefined) throw new Error('Each part of a watch needs its gauge.')
      const waiter = number * waitersOf + index * 2
      return new Limb({ part, gauge, waiter, zone: memory.zones[index] ?? null })
    })
    this.#recovering = memory.recovering
    this.#halted = !isWaiting
  }

  /** Begins to wait, by its memory. What it doesn't remember it learns from where the gauges stand. */
  start(): void {
    this.#halted = false
    if (this.#recovering) {
      this.#recover()
      return
    }
    let learned = false
    for (const limb of this.#limbs) {
      if (limb.zone === null && limb.learn()) learned = true
      limb.wait()
    }
    if (learned) this.#listener.onTurn(this.phase())
  }

  /** The same where the gauges know better: where they stand now is where it stands. */
  startAnew(): void {
    for (const limb of this.#limbs) limb.zone = null
    this.start()
  }

  /** The same where the gauges' last values say nothing: what comes next is the reference. */
  startAfresh(): void {
    this.#halted = false
    for (const limb of this.#limbs) {
      limb.zone = null
      limb.wait()
    }
  }

  /** After it has fired: waits until the gauges are back far enough, then for the next time. */
  rearm(): void {
    this.start()
  }

  /** Waits for nothing any more. */
  halt(): void {
    this.#halted = true
    for (const limb of this.#limbs) limb.clear()
  }

  isHalted(): boolean {
    return this.#halted
  }

  memory(): Memory {
    return { zones: this.#limbs.map(({ zone }) => zone), recovering: this.#recovering }
  }

  /** Armed where a move can count at all. */
  phase(): 'armed' | 'beyond' {
    // Armed as far as anybody knows, while nothing is known.
    if (this.#limbs.every(({ zone }) => zone === null)) return 'armed'
    return this.#limbs.some((limb) => limb.isArmed()) ? 'armed' : 'beyond'
  }

  /** A gauge has come to where this waited; `index` says which. */
  reached(index: number, value: number): void {
    const limb = this.#limbs[index]
    if (this.#halted || limb === undefined) return
    limb.clear()
    if (this.#recovering) {
      this.#recover()
      return
    }
    if (limb.enter(value)) {
      this.halt()
      this.#recovering = true
      this.#listener.onFire(index)
      return
    }
    limb.wait()
    this.#listener.onTurn(this.phase())
  }

  /** Back far enough is all parts back: a fall that follows a rise is told once, not each time anew. */
  #recover(): void {
    if (!this.#limbs.every((limb) => limb.isBack())) {
      for (const limb of this.#limbs) limb.waitToBeBack()
      return
    }
    this.#recovering = false
    for (const limb of this.#limbs) {
      limb.learn()
      limb.wait()
    }
    this.#listener.onTurn(this.phase())
  }
}
