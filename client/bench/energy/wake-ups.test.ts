import { expect, it } from 'vitest'
import { wakeUpsOf } from './wake-ups.ts'

const work = (name: string, atMs: number, forMs = 1) => {
  return { name, ts: atMs * 1_000, dur: forMs * 1_000, pid: 1, tid: 1 }
}

it('counts work that follows on a second of rest, whichever thread does it', () => {
  const events = [
    work('TimerFire', 5_000, 20),
    work('FunctionCall', 5_001, 10),
    work('RunMicrotasks', 5_900),
    work('TimerFire', 7_000),
    work('TimerFire', 60_000, 3_000),
    work('FunctionCall', 63_900),
  ]
  expect(wakeUpsOf(events.toReversed())).toBe(3)
})

it('leaves out what the browser does by itself', () => {
  expect(wakeUpsOf([work('RunTask', 0), work('V8.GC_MC_SWEEP', 5_000)])).toBe(0)
})
