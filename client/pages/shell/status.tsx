import { createMemo, onCleanup, onMount } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { badgeText, healthOf } from '../../state/connection/status-words.ts'
import { whenIdle } from '../../state/when-idle.ts'
import { Badge } from '../../ui/badge.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { words } from '../../words/words.ts'
import { makeLate } from '../late.tsx'

const sheetId = 'status'

const load = async () => (await import('./status-sheet.tsx')).StatusSheet
const StatusSheet = makeLate<{ app: AppState }>({
  load,
  failed: () => words().failed,
  place: 'status',
})

/** How prices come and why: the badge, and the sheet that it opens. */
export function Status(props: { app: AppState }) {
  const status = () => props.app.status()
  const text = createMemo(() => badgeText(status()))
  // There before it is opened, so that it doesn't grow once it is seen.
  onMount(() => onCleanup(whenIdle(() => void load().catch(() => {}))))
  return (
    <>
      <Badge
        health={healthOf(status())}
        text={text()}
        label={words().sheet.open}
        controls={sheetId}
      />
      <Sheet id={sheetId} label={words().sheet.title}>
        <StatusSheet app={props.app} />
      </Sheet>
    </>
  )
}
