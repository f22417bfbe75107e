import { words } from '../../words/words.ts'
import { makeLate } from '../late.tsx'

/** Few want them: they come with the first who does. */
export const ChartStepsHost = makeLate({
  load: async () => (await import('./steps.tsx')).ChartSteps,
  failed: () => words().failed,
  place: 'chart-steps',
})
