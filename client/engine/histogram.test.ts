import { expect, it } from 'vitest'
import { createHistogram, lowerEdge, quantile } from './histogram.ts'

it('tells quantiles to a tenth, of what is counted in a bounded table', () => {
  const histogram = createHistogram()
  for (let ms = 1; ms <= 1_000; ms++) histogram.add(ms)
  const counts = histogram.read()
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1_000)
  for (const q of [0.1, 0.5, 0.9, 0.99]) {
    expect(Math.abs((quantile(counts, q) ?? 0) / (q * 1_000) - 1)).toBeLessThan(0.1)
  }
})

it('knows nothing of nothing', () => {
  expect(quantile(createHistogram().read(), 0.5)).toBeUndefined()
})

it('puts what is too small and what is too large into its ends', () => {
  const histogram = createHistogram()
  for (const ms of [0, 0.4, 1e9]) histogram.add(ms)
  const counts = histogram.read()
  expect([counts[0], counts.at(-1)]).toEqual([2, 1])
  expect(quantile(counts, 0.5)).toBeLessThan(1)
  expect(quantile(counts, 1)).toBeGreaterThan(60_000)
})

it('takes a value into the bucket that begins at or below it', () => {
  for (const ms of [1, 2, 3, 10, 16, 250, 4_096]) {
    const histogram = createHistogram()
    histogram.add(ms)
    const index = histogram.read().indexOf(1)
    expect(lowerEdge(index)).toBeLessThanOrEqual(ms)
    expect(lowerEdge(index + 1)).toBeGreaterThan(ms)
  }
})
