import { expect, it } from 'vitest'
import { profilesOf } from '../../../shared/radio-profiles.ts'
import { ratios, readRecordings } from './energy.ts'

/*
 * By what was recorded last: whoever changes the plan, the radio or the day sees here what that does to
 * the promise. What the client really sends is recorded anew by `npm run bench`.
 */
it('costs a quarter at most of the cheapest other policy on cellular, and about half on Wi-Fi', async () => {
  const found = ratios(await readRecordings())
  for (const name of profilesOf.cellular) {
    expect(found[name].ratio.median, name).toBeLessThanOrEqual(0.25)
  }
  // There a poll every 10 s is nearly free: how quickly the machine answered it decides between 0.4 and 0.6.
  for (const name of profilesOf.wifi) {
    expect(found[name].ratio.median, name).toBeLessThan(0.6)
  }
})

it('shows prices that are half a second old at most while it is live', async () => {
  const { ebb } = await readRecordings()
  for (const network of ['Wi-Fi', 'cellular']) {
    expect(ebb[`battery high, ${network}`]?.medianAgeMs).toBeLessThan(500)
  }
})
