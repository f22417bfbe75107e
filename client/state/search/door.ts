import { createSignal } from 'solid-js'
import type { Finding } from './finding.ts'

/** What the search was opened for. */
export type SearchVisit =
  /** To open instruments, and to put them into the current list. */
  | { purpose: 'browse' }
  /** To choose one for something else, which `title` names. */
  | { purpose: 'pick'; title: string; picked(finding: Finding): void }

/** The one search of the app, which any page can open. */
export function createSearchDoor() {
  const [visit, setVisit] = createSignal<SearchVisit>()
  return {
    /** `undefined` while it is closed. */
    visit,
    open: () => setVisit({ purpose: 'browse' }),
    pick: (title: string, picked: (finding: Finding) => void) =>
      setVisit({ purpose: 'pick', title, picked }),
    close: () => setVisit(undefined),
  }
}
