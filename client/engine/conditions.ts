import type { Cause } from './cause.ts'

/** What the plan is made from. Only pages can see visibility and battery, so pages report them. */
export interface Conditions {
  visible: boolean
  online: boolean
  /** Absent where the browser doesn't tell (everything but Chromium). `level` is 0 to 1. */
  battery: { level: number; charging: boolean } | undefined
  network: 'wifi' | 'cellular' | 'unknown'
  /** The user asked the browser to save data. */
  saveData: boolean
  /** A phone or tablet: an unknown network is then taken to be cellular. */
  mobile: boolean
  mode: Mode
}

/** The user's own word: let Ebb choose, always live, always gentle, nothing at all. */
export const modes = ['auto', 'live', 'saver', 'paused'] as const
export type Mode = (typeof modes)[number]

/** One page's word, and when it came, epoch ms. */
export interface Reported {
  at: number
  conditions: Conditions
}

/**
 * What all pages together say: in front if any of them is, everything else by the newest report,
 * because a page in the back may not have heard of a change yet. `undefined` where there is no page.
 */
export function mergeConditions(reports: Iterable<Reported>): Conditions | undefined {
  const newestFirst = [...reports].sort((a, b) => b.at - a.at)
  const newest = newestFirst[0]?.conditions
  if (newest === undefined) return undefined
  const known = newestFirst.find(({ conditions }) => conditions.network !== 'unknown')
  return {
    ...newest,
    visible: newestFirst.some(({ conditions }) => conditions.visible),
    battery: newestFirst.find(({ conditions }) => conditions.battery)?.conditions.battery,
    network: known?.conditions.network ?? 'unknown',
  }
}

/** The radio that the plan reckons with: an unknown network is cellular on a mobile device, Wi-Fi elsewhere. */
export function radioOf({ network, mobile }: Conditions): 'wifi' | 'cellular' {
  if (network !== 'unknown') return network
  return mobile ? 'cellular' : 'wifi'
}

/** What a change of conditions means for the connection, and what it was. */
export type Change =
  | { type: 'none' }
  /** What is open may be dead: catch up first. `network`: what was refused may get through now. */
  | { type: 'returned'; network: boolean; why: Cause }
  /** Charging is told before the level that goes with it: wait until both are here. */
  | { type: 'battery' }
  | { type: 'other'; network: boolean; why: Cause }

export function changeOf(before: Conditions | undefined, after: Conditions | undefined): Change {
  if (before === undefined || after === undefined) {
    if (before === after) return { type: 'none' }
    const type = after === undefined ? 'page-gone' : 'page-came'
    return { type: 'other', network: true, why: { type } }
  }
  const networks = [before.network, after.network]
  const moved = networks[0] !== networks[1] && !networks.includes('unknown')
  if (moved) return { type: 'returned', network: true, why: { type: 'network-changed' } }
  if (after.visible && !before.visible) {
    return { type: 'returned', network: false, why: { type: 'page-came-front' } }
  }
  if (after.online !== before.online) {
    return { type: 'other', network: true, why: { type: after.online ? 'online' : 'offline' } }
  }
  const why = otherCause(before, after)
  if (why !== undefined) return { type: 'other', network: false, why }
  const { battery: was } = before
  const { battery: is } = after
  const sameBattery = was?.level === is?.level && was?.charging === is?.charging
  return { type: sameBattery ? 'none' : 'battery' }
}

function otherCause(before: Conditions, after: Conditions): Cause | undefined {
  if (before.visible !== after.visible) return { type: 'page-went-back' }
  if (before.mode !== after.mode) return { type: 'mode-chosen', mode: after.mode }
  if (before.saveData !== after.saveData) return { type: 'data-saver', on: after.saveData }
  if (before.network !== after.network || before.mobile !== after.mobile) {
    return { type: 'network-known' }
  }
  return undefined
}
