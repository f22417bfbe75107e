import { panBy, type Stage, zoomBy } from './stage.ts'

/** Share of the width that a page is. */
const pageShare = 0.8
/** What a button does; a key, which repeats, does less. */
const buttonZoom = 1.6

/** For who can't drag, turn a wheel or press a key: each is one press. */
export const steps = ['closer', 'wider', 'earlier', 'later'] as const
export type Step = (typeof steps)[number]

/** Zoom and pages, for keys and buttons alike. `times` are those of all candles, epoch seconds. */
export function makeSteps(stage: Stage, times: () => readonly number[]) {
  /** Shows `factor` times as much: around the crosshair's candle, or the newest where that is in sight. */
  function zoom(factor: number): void {
    const sight = stage.sight()
    if (!sight) return
    const { from, to } = sight.span
    const all = times()
    const time = all[stage.crosshair.index() ?? all.length - 1] ?? to
    const share = time <= to ? (time - from) / (to - from) : 0.5
    zoomBy(stage, factor, share * sight.width)
  }

  function page(way: 'earlier' | 'later'): void {
    const sight = stage.sight()
    if (sight) panBy(stage, (way === 'earlier' ? 1 : -1) * sight.width * pageShare)
  }

  return {
    zoom,
    page,
    take(step: Step): void {
      stage.move(undefined)
      if (step === 'earlier' || step === 'later') page(step)
      else zoom(step === 'closer' ? 1 / buttonZoom : buttonZoom)
    },
  }
}

export type Steps = ReturnType<typeof makeSteps>
