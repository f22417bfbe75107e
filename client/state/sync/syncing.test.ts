import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Outcome } from './round.ts'
import { makeSyncing, type SyncPhase, settleMs } from './syncing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const done: Outcome = { type: 'done', user: 'anna', refused: 0 }

function start() {
  const rounds: ((outcome: Outcome | Error) => Promise<void>)[] = []
  const phases: SyncPhase['name'][] = []
  const onEnded = vi.fn()
  const onTrouble = vi.fn()
  const syncing = makeSyncing({
    round: () =>
      new Promise((resolve, reject) => {
        rounds.push(async (outcome) => {
          if (outcome instanceof Error) reject(outcome)
          else resolve(outcome)
          await vi.advanceTimersByTimeAsync(0)
        })
      }),
    inTurn: (work) => work(),
    show: ({ name }) => phases.push(name),
    now: Date.now,
    random: () => 1,
    onEnded,
    onTrouble,
  })
  return { syncing, rounds, phases, onEnded, onTrouble }
}

it('makes one round of many changes, once they have settled', async () => {
  const { syncing, rounds, phases } = start()
  for (let n = 0; n < 10; n++) {
    syncing.changed()
    await vi.advanceTimersByTimeAsync(settleMs / 2)
  }
  expect(rounds).toHaveLength(0)
  await vi.advanceTimersByTimeAsync(settleMs)
  expect(rounds).toHaveLength(1)
  await rounds[0]?.(done)
  expect(phases).toEqual(['busy', 'resting'])
})

it('makes another round of what changed during one, and only one', async () => {
  const { syncing, rounds } = start()
  syncing.hurry()
  syncing.changed()
  syncing.hurry()
  expect(rounds).toHaveLength(1)
  await rounds[0]?.(done)
  await vi.advanceTimersByTimeAsync(settleMs)
  expect(rounds).toHaveLength(2)
  await rounds[1]?.(done)
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(rounds).toHaveLength(2)
})

it('tries again after pauses that double, up to five minutes, and at once when hurried', async () => {
  const { syncing, rounds, phases } = start()
  syncing.hurry()
  const pauses: number[] = []
  for (let n = 0; n < 10; n++) {
    await rounds.at(-1)?.({ type: 'unreachable' })
    const before = Date.now()
    const made = rounds.length
    // What changes meanwhile makes nobody ask more often.
    syncing.changed()
    while (rounds.length === made) await vi.advanceTimersByTimeAsync(1_000)
    pauses.push((Date.now() - before) / 1_000)
  }
  expect(pauses).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
  expect(phases.at(-2)).toBe('waiting')
  await rounds.at(-1)?.({ type: 'unreachable' })
  const made = rounds.length
  syncing.hurry()
  expect(rounds).toHaveLength(made + 1)
})

it('sends what waits for quiet when the page is left, and asks for nothing otherwise', async () => {
  const { syncing, rounds } = start()
  syncing.leave()
  expect(rounds).toHaveLength(0)
  syncing.changed()
  syncing.leave()
  expect(rounds).toHaveLength(1)
})

it('says that the session has ended, that the account is full, and what the device could not keep', async () => {
  const { syncing, rounds, phases, onEnded, onTrouble } = start()
  syncing.hurry()
  await rounds[0]?.({ type: 'full' })
  expect(phases.at(-1)).toBe('full')
  syncing.hurry()
  await rounds[1]?.({ type: 'ended' })
  expect(onEnded).toHaveBeenCalledOnce()
  syncing.hurry()
  await rounds[2]?.(new Error('full'))
  expect(onTrouble).toHaveBeenCalledOnce()
  expect(phases.at(-1)).toBe('waiting')
})

it('does nothing any more once it is stopped', async () => {
  const { syncing, rounds, phases } = start()
  syncing.hurry()
  syncing.stop()
  await rounds[0]?.({ type: 'unreachable' })
  syncing.hurry()
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(rounds).toHaveLength(1)
  expect(phases).toEqual(['busy'])
})
