import { energyOf, joulesOf, type Packet } from '../../../shared/radio.ts'
import {
  profilesOf,
  type RadioKind,
  type RadioProfileName,
  radioProfiles,
} from '../../../shared/radio-profiles.ts'
import type { Conditions } from '../../engine/conditions.ts'
import { freshMemory, type Plan, type PlanMemory, planFor } from '../../engine/plan.ts'
import { looking } from './device.ts'
import type { Visit } from './recording.ts'
import { type DeviceName, devices, type Recordings } from './recordings.ts'
import { type Day, dayMs, type Look } from './timeline.ts'
import { replay, type Trace } from './trace.ts'

/** Packets of a day, by the radio that carried them. */
type Carried = Record<RadioKind, Packet[]>

/** What a day costs above a radio that sleeps all along, J, by each profile. */
export type Cost = Record<RadioProfileName, number>

/** The day as Ebb is fed in it: by what the plan says, at what was recorded of that. */
export function ebbDay(day: Day, { ebb }: Pick<Recordings, 'ebb'>): Cost {
  const carried: Carried = { wifi: [], cellular: [] }
  let memory = freshMemory
  for (const [index, look] of day.looks.entries()) {
    const network = day.networkAt(look.at)
    const put = (packets: Iterable<Packet>) => {
      for (const packet of packets) carried[network].push(packet)
    }
    const made = planFor(inFront(day, look.at), memory)
    memory = made.memory
    const visit = visitBy(ebb, network, made.plan)
    const left = look.at + look.forMs
    put(inFrontOf(visit, look, left))
    // A page that is closed lets go as one that goes behind does.
    const next = day.looks[index + 1]?.at ?? dayMs
    put(replay(visit.leaving, { from: left, until: Math.min(next, left + visit.leaving.forMs) }))
    if (look.stays) {
      const from = left + visit.leaving.forMs
      for (const packet of behind({ day, ebb, visit, memory, from, until: next })) {
        carried[day.networkAt(packet.time)].push(packet)
      }
    }
  }
  return costOf(carried)
}

/** The day of a policy that knows nothing of it; `within`: only while Ebb's page is there too. */
export function rivalDay(day: Day, steady: Trace, within: 'always' | 'as-open' = 'always'): Cost {
  const carried: Carried = { wifi: [], cellular: [] }
  const spans =
    within === 'always'
      ? [{ from: 0, until: dayMs }]
      : day.looks.map(({ at, forMs, stays }, index) => ({
          from: at,
          until: stays ? (day.looks[index + 1]?.at ?? dayMs) : at + forMs,
        }))
  for (const span of spans) {
    for (const packet of replay(steady, span)) carried[day.networkAt(packet.time)].push(packet)
  }
  return costOf(carried)
}

/** Behind others: the minute after it went there as recorded, and then a poll as often as planned. */
function* behind(options: {
  day: Day
  ebb: Recordings['ebb']
  visit: Visit
  memory: PlanMemory
  from: number
  until: number
}): Generator<Packet> {
  const { day, ebb, until } = options
  let { visit, memory } = options
  for (let at = options.from; at < until; ) {
    const made = planFor({ ...inFront(day, at), visible: false }, memory)
    memory = made.memory
    const end = Math.min(until, at + made.plan.intervalMs)
    yield* replay(visit.hidden, { from: at, until: end, everyMs: dayMs })
    at = end
    // A poll is a poll; on a low battery a minute behind others holds none.
    visit = ebb[`battery high, ${day.networkAt(at) === 'wifi' ? 'Wi-Fi' : 'cellular'}`] ?? visit
  }
}

function* inFrontOf(visit: Visit, look: Look, until: number): Generator<Packet> {
  const arrival = look.opens ? visit.opening : visit.returning
  const settled = Math.min(until, look.at + arrival.forMs)
  yield* replay(arrival, { from: look.at, until: settled })
  if (settled < until) yield* replay(visit.steady, { from: settled, until })
}

/** What was recorded on the device whose plan is this one. */
function visitBy(ebb: Recordings['ebb'], network: RadioKind, plan: Plan): Visit {
  for (const name of Object.keys(devices) as DeviceName[]) {
    if (devices[name].network !== network) continue
    const visit = ebb[name]
    if (visit === undefined) continue
    const { transport, intervalMs } = visit.fedBy
    if (transport === plan.transport && intervalMs === plan.intervalMs) return visit
  }
  const missing = `${plan.transport} every ${plan.intervalMs} ms on ${network}`
  throw new Error(`Nothing was recorded by ${missing}. Run: npm run bench -- client energy`)
}

function inFront(day: Day, at: number): Conditions {
  const battery = { level: day.levelAt(at), charging: false }
  return { ...looking, battery, network: day.networkAt(at) }
}

function costOf(carried: Carried): Cost {
  const cost = emptyCost()
  for (const kind of ['cellular', 'wifi'] as const) {
    // A stretched replay ends where the next begins, so that sorting only mends the seams.
    const packets = carried[kind].sort((a, b) => a.time - b.time)
    for (const name of profilesOf[kind]) {
      const profile = radioProfiles[name]
      const all = joulesOf(energyOf(profile, packets, { from: 0, to: dayMs }))
      cost[name] = all - (dayMs / 1_000) * profile.idleW
    }
  }
  return cost
}

function emptyCost(): Cost {
  return {
    'lte-2012': 0,
    '4g-t-mobile-2021': 0,
    '4g-verizon-2021': 0,
    '5g-nsa-low-band-2021': 0,
    '5g-sa-low-band-2021': 0,
    '5g-mmwave-2021': 0,
    wifi: 0,
    'wifi-2012': 0,
  }
}
