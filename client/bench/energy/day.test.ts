import { expect, it } from 'vitest'
import { profilesOf } from '../../../shared/radio-profiles.ts'
import { type Device, feedingOf } from './device.ts'
import { ratios, readRecordings } from './energy.ts'
import { devices } from './recordings.ts'
import { headerBytes } from './tap.ts'

/*
 * By what was recorded last: whoever changes the radio or the day sees here what that does to the
 * promise, and whoever changes the plan or the form of frames that it has to be recorded anew, by
 * `npm run bench -- client energy`.
 */
it.each<[string, Device]>(Object.entries(devices))(
  'was recorded by what feeds a page today, at that pace: %s',
  async (name, device) => {
    const visit = (await readRecordings()).ebb[name]
    expect(visit?.fedBy).toEqual(feedingOf(device))
    const { packets, forMs } = visit?.steady ?? { packets: [], forMs: 0 }
    const came = packets.flatMap(([ms, down]) => (down > headerBytes ? ms : []))
    // What comes close together is one frame, or one answer.
    const bursts = came.filter((ms, index) => ms - (came[index - 1] ?? -forMs) > 60).length
    const pace = forMs / bursts / feedingOf(device).intervalMs
    expect(pace).toBeGreaterThan(0.9)
    expect(pace).toBeLessThan(1.1)
  },
)

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
