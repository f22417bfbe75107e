/** A stretch of the plot's height, from 0 at its top to 1 at its foot. */
export interface Area {
  from: number
  to: number
}

export interface Layout {
  prices: Area
  panels: readonly Area[]
}

/** More would leave the prices no room on a phone. */
const mostPanels = 2

/** Heights of a panel, CSS pixels, and the share of the plot that all of them may take. */
const panelHeight = { share: 0.22, least: 52, most: 130 }
const panelsShare = 0.46

/** How prices and panels divide a plot of this height, CSS pixels. */
export function layOut(height: number, panels: number): Layout {
  const count = Math.min(panels, mostPanels)
  const { share, least, most } = panelHeight
  const each = Math.min(
    Math.min(most, Math.max(least, height * share)) / Math.max(1, height),
    panelsShare / Math.max(1, count),
  )
  const foot = 1 - count * each
  return {
    prices: { from: 0, to: foot },
    panels: Array.from({ length: count }, (_, index) => ({
      from: foot + index * each,
      to: foot + (index + 1) * each,
    })),
  }
}

/** The range over the whole height of which `area` shows `range`. */
export function wholeRange(
  [foot, top]: readonly [foot: number, top: number],
  { from, to }: Area,
): [min: number, max: number] {
  const whole = (top - foot) / (to - from)
  const max = top + whole * from
  return [max - whole, max]
}
