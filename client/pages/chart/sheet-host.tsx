import { words } from '../../words/words.ts'
import { makeLate } from '../late.tsx'

const load = async () => (await import('./sheet.tsx')).ChartSheet

/** What the chart's sheet holds. */
export const ChartSheetHost = makeLate({
  load,
  failed: () => words().failed,
  place: 'chart-sheet',
})

/** Loads it before it is opened, so that it doesn't grow once it is seen. */
export function preloadChartSheet(): void {
  // What fails now is tried again, and told, when it is opened.
  load().catch(() => {})
}
