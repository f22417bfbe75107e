/** The chart's colours, as the canvas takes them. */
export const colorNames = ['up', 'down', 'text', 'muted', 'grid', 'accent', 'surface'] as const
export type ChartColors = Record<(typeof colorNames)[number], string>

/**
 * Reads the palette's custom properties as they compute at `host`. A probe element resolves them,
 * because the canvas knows neither `var()` nor `light-dark()`.
 */
export function readColors(host: HTMLElement): ChartColors {
  const probe = document.createElement('span')
  probe.hidden = true
  host.append(probe)
  const read = (name: string) => {
    probe.style.color = `var(--${name})`
    return getComputedStyle(probe).color
  }
  const colors: ChartColors = {
    up: read('up'),
    down: read('down'),
    text: read('text'),
    muted: read('muted'),
    grid: read('grid'),
    accent: read('accent'),
    surface: read('surface'),
  }
  probe.remove()
  return colors
}

/** The same colour, let through by `alpha`, 0 to 1. */
export function fade(color: string, alpha: number): string {
  return `color-mix(in srgb, ${color} ${alpha * 100}%, transparent)`
}
