import { words } from '../../words/words.ts'
import { makeLate } from '../late.tsx'

/** What is typed and looked at of alerts, for pages that can do without until then. */
export const AlertSheetHost = makeLate({
  load: async () => (await import('./sheet.tsx')).AlertSheet,
  failed: () => words().failed,
  place: '',
})
