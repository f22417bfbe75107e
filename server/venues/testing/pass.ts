import { vi } from 'vitest'
import { until } from './until.ts'

/** Time passes, and what the timers did reaches the other end. */
export async function pass(seconds: number): Promise<void> {
  for (let i = 0; i < seconds; i++) {
    vi.advanceTimersByTime(1000)
    for (let round = 0; round < 6; round++) await new Promise((done) => setImmediate(done))
  }
}

/** As `until`, while time passes too. */
export async function eventually(condition: () => boolean, sentence: string): Promise<void> {
  for (let i = 0; i < 120 && !condition(); i++) await pass(1)
  await until(condition, sentence)
}

/** The answer of something that waits for its turn, while time passes. */
export async function ask<T>(question: Promise<T>): Promise<T> {
  let isDone = false
  const done = () => {
    isDone = true
  }
  question.then(done, done)
  while (!isDone) await pass(0.2)
  return await question
}
