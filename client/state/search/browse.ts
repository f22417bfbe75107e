import { createEffect, createMemo, createSignal, on } from 'solid-js'
import { type Cursor, moveCursor } from './cursor.ts'
import type { Finding } from './finding.ts'
import type { Search } from './search.ts'
import { sectionsOf } from './sections.ts'

export interface BrowseOptions {
  search: Search
  recent(): readonly Finding[]
  /** Whether results have a switch beside what opens them. */
  toggles(): boolean
  onOpen(finding: Finding): void
  onToggle(finding: Finding): void
}

/** The results of a search in their order, and the keyboard's way through them. */
export function createBrowse({ search, recent, toggles, onOpen, onToggle }: BrowseOptions) {
  const [moved, setMoved] = createSignal<Cursor>()
  const sections = createMemo(() =>
    sectionsOf(search.query(), { found: search.answer().found, recent: recent() }),
  )
  const findings = createMemo(() => sections().flatMap((section) => section.findings))
  // What is typed stands for its best match, until the arrows choose another.
  const cursor = createMemo((): Cursor | undefined => {
    const preset: Cursor | undefined = search.query() === '' ? undefined : { row: 0, cell: 'open' }
    const at = moved() ?? preset
    return at && at.row < findings().length ? at : undefined
  })
  createEffect(on(search.query, () => setMoved(undefined), { defer: true }))

  function enter(toggling: boolean): void {
    const at = cursor()
    const finding = at && findings()[at.row]
    if (!finding) return
    if (toggles() && (toggling || at.cell === 'toggle')) onToggle(finding)
    else onOpen(finding)
  }

  return {
    sections,
    findings,
    cursor,
    /** Whether the arrows have chosen. */
    isMoved: () => moved() !== undefined,
    /** Takes a key of the field; false where it is the text's own. With Ctrl or Cmd, Enter switches. */
    key(event: KeyboardEvent, atEnd: boolean): boolean {
      if (event.altKey) return false
      if (event.key === 'Enter') {
        enter(event.ctrlKey || event.metaKey)
        return true
      }
      const among = { rows: findings().length, toggles: toggles(), atEnd }
      const next = moveCursor(cursor(), event.key, among)
      if (next) setMoved(next)
      return next !== undefined
    },
  }
}

export type Browse = ReturnType<typeof createBrowse>
