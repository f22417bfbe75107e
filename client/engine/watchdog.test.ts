import { expect, it } from 'vitest'
import { createVirtualTime } from './testing/virtual-time.ts'
import { patienceFor, startWatchdog } from './watchdog.ts'

it('barks once after the silence it was given, counted from the last sign of life', async () => {
  const time = createVirtualTime(1)
  let barks = 0
  const dog = startWatchdog(time, 1_000, () => barks++)
  await time.advance(900)
  dog.heard()
  await time.advance(900)
  expect(barks).toBe(0)
  await time.advance(5_000)
  expect(barks).toBe(1)
})

it('takes another patience, and is quiet once stopped', async () => {
  const time = createVirtualTime(1)
  let barks = 0
  const dog = startWatchdog(time, 10_000, () => barks++)
  dog.patience(100)
  await time.advance(100)
  expect(barks).toBe(1)
  startWatchdog(time, 100, () => barks++).stop()
  await time.advance(1_000)
  expect(barks).toBe(1)
})

it('barks in time where the clock is set back by a day', async () => {
  const time = createVirtualTime(1)
  let barks = 0
  startWatchdog(time, 1_000, () => barks++)
  time.sleep(-86_400_000)
  await time.advance(2_000)
  expect(barks).toBe(1)
})

it('waits for twice the promised heartbeat, or a minute where none is promised', () => {
  expect(patienceFor(15_000)).toBe(30_000)
  expect(patienceFor(0)).toBe(60_000)
})
