import { expect, it } from 'vitest'
import { energyOf, joulesOf, type Packet } from '../../shared/radio.ts'
import {
  profilesOf,
  type RadioKind,
  type RadioProfileName,
  radioProfiles,
} from '../../shared/radio-profiles.ts'
import { type Conditions, radioOf } from './conditions.ts'
import {
  freshMemory,
  type PlanMemory,
  planFor,
  type Reason,
  type TransportName,
  transports,
} from './plan.ts'
import { everyCaseOf, inFront } from './testing/every-case.ts'

/*
 * The plan against a search: whatever the conditions, no transport at no cadence is cheaper by the radio
 * model and still as fresh as the plan's reason promises.
 */
const cadences = [
  100, 150, 200, 250, 300, 400, 500, 750, 1_000, 1_500, 2_000, 3_000, 4_000, 5_000, 7_500, 10_000,
  12_000, 15_000, 20_000, 25_000, 30_000, 45_000, 60_000, 90_000, 120_000, 180_000, 240_000,
  300_000,
]
/** How old a price may be that is shown, ms; for a reason that isn't here nothing is promised. */
const promises: Partial<Record<Reason, Record<RadioKind, number>>> = {
  charging: alikeOnAll(100),
  'mode-live': alikeOnAll(100),
  'battery-high': { wifi: 500, cellular: 250 },
  'battery-unknown': { wifi: 500, cellular: 250 },
  'battery-middling': alikeOnAll(1_000),
  'battery-low': { wifi: 5_000, cellular: 30_000 },
  'mode-saver': { wifi: 5_000, cellular: 15_000 },
  'data-saver': { wifi: 5_000, cellular: 15_000 },
  'budget-spent': { wifi: 5_000, cellular: 15_000 },
  hidden: alikeOnAll(60_000),
  'hidden-battery-low': alikeOnAll(300_000),
}
/** Where no stream gets through, nothing is fresher. */
const pollPromiseMs = 2_000

function promisedMs(conditions: Conditions, memory: PlanMemory): number | undefined {
  const { reason } = planFor(conditions, { ...memory, refused: [] }).plan
  const promised = promises[reason]?.[radioOf(conditions)]
  const hasStream = memory.refused.length < 2
  return promised === undefined || hasStream ? promised : Math.max(promised, pollPromiseMs)
}

function alikeOnAll(ms: number): Record<RadioKind, number> {
  return { wifi: ms, cellular: ms }
}

/** Divides by the cadences, so that none gets a packet for nothing. */
const hourMs = 3_600_000
/** What one exchange takes, as recorded: the frame of 16 instruments, a poll's request and answer. */
const frameBytes = 100
const askBytes = { bytesDown: 1_750, bytesUp: 780 }
const roundTripMs = 50
/** A stream is as good as a poll where they differ by the poll's own request, and no more. */
const alike = 1.03

/** What is forced is for whoever looks for a fault: nothing is promised of it. */
function* unforced() {
  for (const wanted of [true, false]) yield* everyCaseOf({ forced: undefined, wanted })
}

function* packetsOf(transport: TransportName, intervalMs: number): Generator<Packet> {
  for (let time = 0; time < hourMs; time += intervalMs) {
    if (transport !== 'poll') {
      yield { time, bytesDown: frameBytes, bytesUp: 0 }
      continue
    }
    yield { time, bytesDown: 0, bytesUp: askBytes.bytesUp }
    yield { time: time + roundTripMs, bytesDown: askBytes.bytesDown, bytesUp: 0 }
  }
}

const costs = new Map<string, number>()
/** Joules of an hour. */
function costOf(profile: RadioProfileName, transport: TransportName, intervalMs: number): number {
  // On the radio a frame is a frame, whichever stream it came by.
  const key = `${profile} ${transport === 'poll'} ${intervalMs}`
  const known = costs.get(key)
  if (known !== undefined) return known
  const span = { from: 0, to: hourMs }
  const cost = joulesOf(energyOf(radioProfiles[profile], packetsOf(transport, intervalMs), span))
  costs.set(key, cost)
  return cost
}

it('finds nothing cheaper that is as fresh as promised, in every combination of conditions', () => {
  let searched = 0
  const seen = new Set<string>()
  for (const { conditions, memory } of unforced()) {
    const { plan } = planFor(conditions, memory)
    const promised = promisedMs(conditions, memory)
    if (plan.transport === 'none') {
      // Nothing is the cheapest of all; it is for whom nothing is promised.
      if (promised !== undefined) throw new Error(`Something is promised for ${plan.reason}.`)
      continue
    }
    if (promised === undefined) throw new Error(`Nothing is promised for ${plan.reason}.`)
    const kind = radioOf(conditions)
    const which = [kind, plan.transport, plan.intervalMs, promised, ...memory.refused].join(' ')
    searched += 1
    if (seen.has(which)) continue
    seen.add(which)
    expect(plan.intervalMs, JSON.stringify(plan)).toBeLessThanOrEqual(promised)
    const open = transports.filter((each) => !memory.refused.includes(each))
    for (const profile of profilesOf[kind]) {
      const own = costOf(profile, plan.transport, plan.intervalMs)
      for (const transport of open)
        for (const intervalMs of cadences) {
          if (intervalMs > promised) continue
          const other = costOf(profile, transport, intervalMs)
          if (own > other * alike) {
            const found = `${transport} every ${intervalMs} ms: ${other} J/h, not ${own}`
            expect.fail(`${profile}, ${JSON.stringify({ conditions, plan, memory })}: ${found}`)
          }
        }
    }
  }
  expect(searched).toBeGreaterThan(10_000)
})

it('sends as often as is free: a little fresher always costs more, or too little to tell', () => {
  // On Wi-Fi each frame beyond the tail is paid for; on cellular live is live.
  const at = (network: 'wifi' | 'cellular') =>
    planFor({ ...inFront, mobile: true, network }, freshMemory).plan.intervalMs
  expect(
    costOf('wifi', 'websocket', 250) / costOf('wifi', 'websocket', at('wifi')),
  ).toBeGreaterThan(1.5)
  expect(
    costOf('lte-2012', 'websocket', at('cellular')) / costOf('lte-2012', 'websocket', 1_000),
    // Four transfers a second hold LTE active for longer, not awake.
  ).toBeLessThan(1.05)
})
