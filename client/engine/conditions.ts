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
