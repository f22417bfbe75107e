import type { ChartView } from './view.ts'

type Extras = typeof import('./paint/extras.ts') & typeof import('./heikin-ashi.ts')

let loaded: Extras | undefined

/** What draws indicators, comparisons, levels and Heikin-Ashi: it comes with the first chart that shows any. */
export const extras = (): Extras | undefined => loaded

export async function loadExtras(): Promise<void> {
  if (loaded !== undefined) return
  const parts = [import('./paint/extras.ts'), import('./heikin-ashi.ts')] as const
  const [paint, candles] = await Promise.all(parts)
  loaded = { ...paint, ...candles }
}

/** Whether a view has something that can't be painted yet. */
export function lacksExtras({ kind, overlays, panels, levels, compare }: ChartView): boolean {
  const hasSome = overlays.length + panels.length + levels.length > 0 || compare !== undefined
  return (hasSome || kind === 'heikin-ashi') && loaded === undefined
}
