import { expect, it } from 'vitest'
import { fuzz } from './testing/fuzz.ts'

it('refuses what was broken on its way, and stays as it was', () => {
  // A share of what `npm run bench` does.
  const { frames, refused, undetected } = fuzz({ seed: 20_261, frames: 50_000 })
  expect(undetected).toBe(0)
  expect(refused).toBe(frames)
})
