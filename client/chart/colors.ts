import type { LineColor } from './view.ts'

const names = [
  ...(['up', 'down', 'text', 'muted', 'grid', 'accent', 'surface'] as const),
  ...(['line-1', 'line-2', 'line-3', 'line-4', 'line-5', 'line-6'] as const),
]
type ColorName = (typeof names)[number]

/** The chart's colours, as the canvas takes them. */
export type ChartColors = Readonly<Record<ColorName, string>>

const lineNames = {
  first: 'line-1',
  second: 'line-2',
  third: 'line-3',
  fourth: 'line-4',
  fifth: 'line-5',
  sixth: 'line-6',
} as const

export function lineColor(colors: ChartColors, color: LineColor): string {
  return colors[lineNames[color]]
}

/**
 * Reads the palette's custom properties as they compute at `host`. Elements resolve them, because
 * the canvas knows neither `var()` nor `light-dark()`; all at once, so that styles are computed once.
 */
export function readColors(host: HTMLElement): ChartColors {
  const probe = document.createElement('span')
  probe.hidden = true
  const elements = new Map(
    names.map((name) => {
      const element = document.createElement('span')
      element.style.color = `var(--${name})`
      probe.append(element)
      return [name, element]
    }),
  )
  host.append(probe)
  const read = (name: ColorName) => getComputedStyle(elements.get(name) ?? probe).color
  const colors = {
    up: read('up'),
    down: read('down'),
    text: read('text'),
    muted: read('muted'),
    grid: read('grid'),
    accent: read('accent'),
    surface: read('surface'),
    'line-1': read('line-1'),
    'line-2': read('line-2'),
    'line-3': read('line-3'),
    'line-4': read('line-4'),
    'line-5': read('line-5'),
    'line-6': read('line-6'),
  }
  probe.remove()
  return colors
}

/** The same colour, let through by `alpha`, 0 to 1. */
export function fade(color: string, alpha: number): string {
  return `color-mix(in srgb, ${color} ${alpha * 100}%, transparent)`
}
