import { expect, it } from 'vitest'
import { createRadio, energyOf, everySoOften, joulesOf, type Packet } from './radio.ts'
import { profilesOf, type RadioProfile, radioProfiles } from './radio-profiles.ts'

const hourMs = 3_600_000
const hour = { from: 0, to: hourMs }
const lte = radioProfiles['lte-2012']
const names = [...profilesOf.cellular, ...profilesOf.wifi]

/** Joules of an hour in which a packet of a hundred bytes or so passes every so often. */
function hourly(profile: RadioProfile, everyS: number): number {
  const packets = everySoOften(everyS * 1_000, { bytesDown: 150, bytesUp: 20, forMs: hourMs })
  return joulesOf(energyOf(profile, packets, hour))
}

/*
 * What was computed by another program from the same published parameters, J/h: stream of a message a
 * second, conflated to 5 s, pings every 15, 25 and 180 s, polls every 60 and 300 s, 4 pushes an hour.
 * "4G 2021" is Verizon's. Within 1.2 %: that program took the stream's packets to cost nothing above
 * the tail, where this one holds lte-2012 active for 0.1 s each.
 */
const intervals = [1, 5, 15, 25, 180, 60, 300, 900]
it.each([
  ['lte-2012', [3_928, 3_928, 2_747, 1_677, 295, 741, 206, 116]],
  ['4g-verizon-2021', [641, 641, 526, 344, 110, 186, 95, 80]],
  ['wifi', [446, 147, 97, 87, 74, 78, 73, 72]],
] as const)('%s: computes what the published parameters have been computed to', (name, joules) => {
  for (const [index, everyS] of intervals.entries()) {
    const expected = joules[index] ?? 0
    const found = hourly(radioProfiles[name], everyS)
    expect(Math.abs(found / expected - 1), `${everyS} s: ${found} J/h`).toBeLessThan(0.012)
  }
})

it('orders policies alike by every profile of a kind', () => {
  for (const name of names) {
    const costs = [1, 25, 60, 180, 300, 900].map((everyS) => hourly(radioProfiles[name], everyS))
    expect(
      costs.toSorted((a, b) => b - a),
      name,
    ).toEqual(costs)
  }
})

it('spares nothing on cellular by a cadence below the tail, and in proportion on Wi-Fi', () => {
  for (const name of profilesOf.cellular) {
    const profile = radioProfiles[name]
    expect(hourly(profile, 4) / hourly(profile, 1), name).toBeGreaterThan(0.95)
  }
  expect(hourly(radioProfiles.wifi, 5) / hourly(radioProfiles.wifi, 1)).toBeLessThan(0.4)
})

it('takes one packet through promotion, transfer, tail and sleep', () => {
  const packet = { time: 0, bytesDown: 0, bytesUp: 0 }
  const energy = energyOf(lte, [packet], { from: 0, to: 60_000 })
  expect(energy.promotion).toBeCloseTo(0.26 * 1.21)
  expect(energy.active).toBeCloseTo(0.1 * 1.2)
  expect(energy.tail).toBeCloseTo(10 * 1.091)
  expect(energy.idle).toBeCloseTo((60 - 10.36) * (0.043 / 1.28) * 0.594)
})

it('charges what moves by the byte: a megabyte takes its time, more so upwards', () => {
  const down = energyOf(lte, [{ time: 0, bytesDown: 1_250_000, bytesUp: 0 }]).active
  const up = energyOf(lte, [{ time: 0, bytesDown: 0, bytesUp: 1_250_000 }]).active
  expect([down, up]).toEqual([1.2 + 0.5197, 1.2 + 4.3839].map((it) => expect.closeTo(it)))
})

it('pays for the tail in advance, and after another packet only for what that adds', () => {
  const radio = createRadio(lte)
  expect(radio.carry({ time: 0, bytesDown: 0, bytesUp: 0 })).toMatchObject({ woke: true })
  const second = radio.carry({ time: 3_360, bytesDown: 0, bytesUp: 0 })
  expect(second).toMatchObject({ promotion: 0, woke: false, tail: expect.closeTo(3 * 1.091) })
  expect(radio.awakeUntil()).toBeCloseTo(3_360 + 100 + 10_000)
})

it('adds up to the same whatever the packets, and is never awake for longer than there is time', () => {
  let seed = 7
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 2_147_483_647
  }
  for (const name of names) {
    const packets: Packet[] = []
    for (let time = 0; time < hourMs; time += random() ** 4 * 60_000) {
      packets.push({ time, bytesDown: random() * 3_000, bytesUp: random() * 200 })
    }
    const profile: RadioProfile = radioProfiles[name]
    const { promotion, active, tail, idle } = energyOf(profile, packets, hour)
    const awakeS =
      (profile.promotion.w > 0 ? promotion / profile.promotion.w : 0) +
      tail / profile.tail.w +
      (active -
        packets.reduce(
          (sum, { bytesDown, bytesUp }) =>
            sum +
            (bytesDown * profile.active.jPerMbitDown + bytesUp * profile.active.jPerMbitUp) * 8e-6,
          0,
        )) /
        profile.active.w
    expect(awakeS + idle / profile.idleW, name).toBeCloseTo(3_600, 0)
  }
})

it('comes back from INACTIVE without a promotion on standalone 5G', () => {
  const radio = createRadio(radioProfiles['5g-sa-low-band-2021'])
  radio.carry({ time: 0, bytesDown: 0, bytesUp: 0 })
  expect(radio.carry({ time: 12_000, bytesDown: 0, bytesUp: 0 })).toMatchObject({
    woke: true,
    promotion: 0,
  })
  expect(radio.carry({ time: 60_000, bytesDown: 0, bytesUp: 0 }).promotion).toBeGreaterThan(0)
})

it('survives a clock that is set back by a day: nothing negative, and it sleeps again', () => {
  const radio = createRadio(lte)
  radio.carry({ time: 86_400_000, bytesDown: 100, bytesUp: 0 })
  const after = radio.carry({ time: 0, bytesDown: 100, bytesUp: 0 })
  expect(Math.min(after.promotion, after.active, after.tail)).toBeGreaterThanOrEqual(0)
  expect(after.active + after.tail).toBeLessThan(1)
  expect(radio.carry({ time: 20_000, bytesDown: 100, bytesUp: 0 }).woke).toBe(true)
})
