import { type Conditions, radioOf } from './conditions.ts'

export const transports = ['websocket', 'sse', 'poll'] as const
export type TransportName = (typeof transports)[number]

/** How to be fed, and why. */
export interface Plan {
  transport: TransportName | 'none'
  /** Between two frames, or two polls. 0 where there is no transport. */
  intervalMs: number
  /** The server's longest silence, ms; never below the interval. */
  heartbeatMs: number
  reason: Reason
}

/** Why a plan is as it is: a code, so that each language can say it. */
export type Reason =
  | 'charging'
  | 'battery-high'
  | 'battery-unknown'
  | 'battery-middling'
  | 'battery-low'
  | 'data-saver'
  | 'mode-live'
  | 'mode-saver'
  | 'mode-paused'
  | 'hidden'
  | 'hidden-battery-low'
  | 'offline'
  | 'no-page'
  | 'nothing-wanted'
  | 'budget-spent'
  | 'forced'
  | 'websocket-refused'
  | 'sse-refused'

export type BatteryBand = 'high' | 'middling' | 'low'

/** What the plan must remember from one time to the next. */
export interface PlanMemory {
  /** Where the battery stood: a band is left at a higher level than it is entered at. */
  band: BatteryBand
  /** Transports that don't get through at present. */
  refused: readonly TransportName[]
}

export const freshMemory: PlanMemory = { band: 'high', refused: [] }

/** Levels at which a band is entered, falling, and left, rising. */
export const bands = { low: { enter: 0.2, leave: 0.25 }, middling: { enter: 0.5, leave: 0.55 } }

/*
 * What a step costs is mostly the radio's tail (4G and 5G: 5 to 11 s at full power after the last
 * byte; Wi-Fi: 0.25 s). So on cellular the steps are live, where the radio is on anyway, and bursts
 * beyond the tail; a cadence between them would cost as much as live and show less. Middling's 1 s
 * saves bytes and CPU there, and no radio energy. On Wi-Fi a slower cadence saves in proportion, once
 * it is slower than the tail: live on a battery is 500 ms there, where 250 ms would never let the
 * radio rest and cost as much as 100 ms does. The median price is then a quarter of a second old.
 * Heartbeats count as messages: none is faster than its plan's interval. That nothing cheaper is as
 * fresh, plan-cost.test.ts proves by a search.
 */
const streams = {
  charging: { transport: 'websocket', intervalMs: 100, heartbeatMs: 15_000 },
  live: { transport: 'websocket', intervalMs: 250, heartbeatMs: 15_000 },
  liveOnWifi: { transport: 'websocket', intervalMs: 500, heartbeatMs: 15_000 },
  steady: { transport: 'sse', intervalMs: 1_000, heartbeatMs: 20_000 },
  gentle: { transport: 'sse', intervalMs: 5_000, heartbeatMs: 30_000 },
} as const
/** For a diagnosis: each as it is when it is chosen for its own sake. */
const forcedPace = {
  websocket: { intervalMs: 250, heartbeatMs: 15_000 },
  sse: { intervalMs: 1_000, heartbeatMs: 15_000 },
  poll: { intervalMs: 2_000, heartbeatMs: 2_000 },
} as const
const pollMs = { burst: 15_000, rareBurst: 30_000, hidden: 60_000, hiddenLow: 300_000 }
/** Where no stream gets through: as near to live as asking can be. */
const substitutePollMs = 2_000

/** The plan for these conditions, and what to remember for the next. `undefined`: there is no page. */
export function planFor(
  conditions: Conditions | undefined,
  memory: PlanMemory,
): { plan: Plan; memory: PlanMemory } {
  if (conditions === undefined) return { plan: nothing('no-page'), memory }
  const band = bandOf(conditions.battery?.level, memory.band)
  const plan = substitute(wanted(conditions, band), memory.refused)
  return { plan, memory: { ...memory, band } }
}

export function isSamePlan(a: Plan, b: Plan): boolean {
  return (
    a.transport === b.transport &&
    a.intervalMs === b.intervalMs &&
    a.heartbeatMs === b.heartbeatMs &&
    a.reason === b.reason
  )
}

/** The plan where every transport gets through. */
function wanted(conditions: Conditions, band: BatteryBand): Plan {
  const { mode, online, visible, battery, saveData, forced, budgetSpent } = conditions
  const isLow = band === 'low' && battery !== undefined && !battery.charging
  if (!conditions.wanted) return nothing('nothing-wanted')
  if (mode === 'paused') return nothing('mode-paused')
  if (!online) return nothing('offline')
  if (!visible && isLow) return poll(pollMs.hiddenLow, 'hidden-battery-low')
  if (!visible) return poll(pollMs.hidden, 'hidden')
  if (forced !== undefined) return { transport: forced, ...forcedPace[forced], reason: 'forced' }
  if (mode === 'live') return { ...streams.charging, reason: 'mode-live' }
  const onWifi = radioOf(conditions) === 'wifi'
  if (isLow && onWifi) return { ...streams.gentle, reason: 'battery-low' }
  if (isLow) return poll(pollMs.rareBurst, 'battery-low')
  if (mode === 'saver' || saveData || budgetSpent) {
    const reason = mode === 'saver' ? 'mode-saver' : saveData ? 'data-saver' : 'budget-spent'
    return onWifi ? { ...streams.gentle, reason } : poll(pollMs.burst, reason)
  }
  const live = onWifi ? streams.liveOnWifi : streams.live
  if (battery === undefined) return { ...live, reason: 'battery-unknown' }
  if (battery.charging) return { ...streams.charging, reason: 'charging' }
  if (band === 'middling') return { ...streams.steady, reason: 'battery-middling' }
  return { ...live, reason: 'battery-high' }
}

/** The next best transport where the wanted one doesn't get through. Polling is never given up. */
function substitute(plan: Plan, refused: readonly TransportName[]): Plan {
  // Whoever forces a transport wants to see how it fails.
  if (plan.reason === 'forced') return plan
  if (plan.transport === 'websocket' && refused.includes('websocket')) {
    return substitute({ ...plan, transport: 'sse', reason: 'websocket-refused' }, refused)
  }
  if (plan.transport === 'sse' && refused.includes('sse')) {
    // At the same cadence any stream costs the same, and a poll its request and a round trip more.
    if (!refused.includes('websocket')) {
      return { ...plan, transport: 'websocket', reason: 'sse-refused' }
    }
    return poll(Math.max(plan.intervalMs, substitutePollMs), 'sse-refused')
  }
  return plan
}

function bandOf(level: number | undefined, before: BatteryBand): BatteryBand {
  if (level === undefined) return 'high'
  const isLow = level <= bands.low.enter || (before === 'low' && level < bands.low.leave)
  if (isLow) return 'low'
  const edge = before === 'high' ? bands.middling.enter : bands.middling.leave
  return level < edge ? 'middling' : 'high'
}

function poll(intervalMs: number, reason: Reason): Plan {
  return { transport: 'poll', intervalMs, heartbeatMs: intervalMs, reason }
}

function nothing(reason: Reason): Plan {
  return { transport: 'none', intervalMs: 0, heartbeatMs: 0, reason }
}
