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
