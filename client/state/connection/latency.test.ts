import { expect, it } from 'vitest'
import { createHistogram } from '../../engine/histogram.ts'
import { latencyOf } from './latency.ts'

it('gathers a fine histogram into few bars, and loses no frame', () => {
  const histogram = createHistogram()
  for (let ms = 1; ms <= 300; ms++) histogram.add(ms)
  histogram.add(1e9)
  const latency = latencyOf(histogram.read())
  expect(latency?.bars).toHaveLength(10)
  expect(latency?.bars.reduce((sum, { frames }) => sum + frames, 0)).toBe(301)
  expect(latency?.bars.at(-1)?.frames).toBe(1)
  expect(latency?.half).toBeGreaterThan(130)
  expect(latency?.half).toBeLessThan(170)
})

it('says nothing where nothing was measured', () => {
  expect(latencyOf(createHistogram().read())).toBeUndefined()
})
