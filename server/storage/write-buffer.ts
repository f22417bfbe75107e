import { gradeOf } from './grade.ts'
import type { StoredCandle, UpsertOutcome } from './storage.ts'

/*
 * Candles on their way to disk. A newer state of a candle takes the place of the one that waits;
 * a call is answered when nothing of it, or older, waits any more.
 *
 *   add ─ waiting (in order of arrival) ─ take ─ under way ─ done: the calls are answered
 *                                                  └─ failed: the same is taken again
 */
export interface WriteBuffer {
  add(batch: readonly StoredCandle[]): Promise<UpsertOutcome>
  /** The next to be written in one transaction, or those under way whose writing failed. */
  take(): readonly StoredCandle[]
  /** What was taken last is on disk. */
  done(): void
  /** What was taken last will never be: its calls are told so. */
  giveUp(): void
  /** Everything that waits is given up. */
  abandon(): void
  waiting(): number
  dropped(): number
}

export interface WriteBufferOptions {
  /** Beyond this the oldest second waiting is dropped, or where there is none the oldest candle. */
  maxWaiting?: number
  /** So many candles at most in one transaction. */
  maxTaken?: number
}

/** Calls that may wait for an answer; beyond it the oldest is told that nothing can be promised. */
const maxCalls = 10_000

interface Entry {
  candle: StoredCandle
  /** The first and the last call that it stands for. */
  first: number
  last: number
}

interface Call {
  number: number
  dropped: boolean
  answer: (outcome: UpsertOutcome) => void
}

export function makeWriteBuffer(options: WriteBufferOptions = {}): WriteBuffer {
  const { maxWaiting = 100_000, maxTaken = 2_000 } = options
  const waiting = new Map<string, Entry>()
  /** Keys of the seconds among `waiting`, in the same order, so that dropping needs no search. */
  const seconds = new Set<string>()
  let taken: Entry[] = []
  let calls: Call[] = []
  let lastCall = 0
  let dropped = 0

  function put(candle: StoredCandle, call: number): void {
    const key = `${candle.instrument.id} ${candle.interval} ${candle.time}`
    const before = waiting.get(key)
    if (before === undefined) {
      if (waiting.size >= maxWaiting) dropOldest()
      waiting.set(key, { candle, first: call, last: call })
      if (candle.interval === '1s') seconds.add(key)
      return
    }
    before.last = call
    if (gradeOf(candle) >= gradeOf(before.candle)) before.candle = candle
  }

  function dropOldest(): void {
    const key = seconds.values().next().value ?? waiting.keys().next().value
    const entry = key === undefined ? undefined : waiting.get(key)
    if (key === undefined || entry === undefined) return
    forget(key)
    lose(entry)
  }

  function lose({ first, last }: Entry): void {
    dropped++
    const from = calls[0]?.number ?? 0
    for (let number = Math.max(first, from); number <= last; number++) {
      const call = calls[number - from]
      if (call) call.dropped = true
    }
  }

  function forget(key: string): void {
    waiting.delete(key)
    seconds.delete(key)
  }

  function take(): readonly StoredCandle[] {
    if (taken.length === 0) {
      for (const [key, entry] of waiting) {
        if (taken.length === maxTaken) break
        taken.push(entry)
        forget(key)
      }
    }
    return taken.map(({ candle }) => candle)
  }

  /** Answers every call before the oldest one of which something still waits. */
  function answer(): void {
    const oldest = taken[0] ?? waiting.values().next().value
    const until = oldest?.first ?? lastCall + 1
    const count = calls.findIndex(({ number }) => number >= until)
    const answered = count === -1 ? calls : calls.slice(0, count)
    calls = count === -1 ? [] : calls.slice(count)
    for (const call of answered) call.answer(call.dropped ? 'dropped' : 'stored')
  }

  function finish(): void {
    taken = []
    answer()
  }

  function giveUp(): void {
    for (const entry of taken) lose(entry)
    finish()
  }

  return {
    add(batch) {
      const number = ++lastCall
      const outcome = new Promise<UpsertOutcome>((resolve) => {
        calls.push({ number, dropped: false, answer: resolve })
      })
      for (const candle of batch) put(candle, number)
      if (calls.length > maxCalls) calls.shift()?.answer('dropped')
      if (batch.length === 0) answer()
      return outcome
    },
    take,
    done: finish,
    giveUp,
    abandon() {
      while (taken.length > 0 || waiting.size > 0) {
        take()
        giveUp()
      }
    },
    waiting: () => waiting.size + taken.length,
    dropped: () => dropped,
  }
}
