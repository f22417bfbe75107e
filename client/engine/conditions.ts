import type { RadioKind } from '../../shared/radio-profiles.ts'
import type { Cause } from './cause.ts'
import type { TransportName } from './plan.ts'

/** What a page sees of its device, and what its user wants. Only pages can see visibility and battery. */
export interface PageConditions {
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
  /** How much data a day may take before Ebb spares it, bytes; absent where the user set no limit. */
  budgetBytes: number | undefined
  /** For a diagnosis: by this transport, whatever would be better. */
  forced: TransportName | undefined
}

/** What the plan is made from: what pages report, and what the engine knows itself. */
export interface Conditions extends PageConditions {
  /** Some page wants prices of something. */
  wanted: boolean
  budgetSpent: boolean
}

/** The user's own word: let Ebb choose, always live, always gentle, nothing at all. */
export const modes = ['auto', 'live', 'saver', 'paused'] as const
export type Mode = (typeof modes)[number]

/** One page's word, and when it came, epoch ms. */
export interface Reported {
  at: number
  conditions: PageConditions
}

/**
 * What all pages together say: in front if any of them is, everything else by the newest report,
 * because a page in the back may not have heard of a change yet. `undefined` where there is no page.
 */
export function mergeConditions(reports: Iterable<Reported>): PageConditions | undefined {
  const newestFirst = [...reports].sort((a, b) => b.at - a.at)
  const newest = newestFirst[0]?.conditions
  if (newest === undefined) return undefined
  const known = newestFirst.find(({ conditions }) => conditions.network !== 'unknown')
  return {
    ...newest,
    visible: newestFirst.some(({ conditions }) => conditions.visible),
    battery: newestFirst.find(({ conditions }) => conditions.battery)?.conditions.battery,
    network: known?.conditions.network ?? 'unknown',
    forced: newestFirst.find(({ conditions }) => conditions.forced)?.conditions.forced,
  }
}

/** The radio that the plan reckons with: an unknown network is cellular on a mobile device, Wi-Fi elsewhere. */
export function radioOf({
  network,
  mobile,
}: Pick<PageConditions, 'network' | 'mobile'>): RadioKind {
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
  if (before.wanted !== after.wanted) {
    return { type: after.wanted ? 'prices-wanted' : 'nothing-wanted' }
  }
  if (before.visible !== after.visible) return { type: 'page-went-back' }
  if (before.mode !== after.mode) return { type: 'mode-chosen', mode: after.mode }
  if (before.forced !== after.forced) {
    const { forced } = after
    return forced ? { type: 'forced', transport: forced } : { type: 'not-forced' }
  }
  if (before.budgetSpent !== after.budgetSpent) {
    return { type: after.budgetSpent ? 'budget-spent' : 'budget-left' }
  }
  if (before.saveData !== after.saveData) return { type: 'data-saver', on: after.saveData }
  if (before.network !== after.network || before.mobile !== after.mobile) {
    return { type: 'network-known' }
  }
  return undefined
}
