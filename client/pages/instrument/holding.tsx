import { words } from '../../words/words.ts'
import { makeLate } from '../late.tsx'

/** What the person holds of it, for whoever holds anything. */
export const InstrumentHolding = makeLate({
  load: async () => (await import('./holding-summary.tsx')).HoldingSummary,
  failed: () => words().failed,
  place: '',
})
