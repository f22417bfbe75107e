import { words } from '../../words/words.ts'
import { makeLate } from '../late.tsx'

/** What the person was told, and how. */
export const NotificationHistory = makeLate({
  load: async () => (await import('./history.tsx')).NotificationHistory,
  failed: () => words().failed,
  place: '',
})
