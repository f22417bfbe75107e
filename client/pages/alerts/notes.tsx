import { Show } from 'solid-js'
import type { AlertDesk } from '../../state/alerts/desk.ts'
import type { AppState } from '../../state/app-state.ts'
import { formatAge } from '../../words/format.ts'
import { alertWords } from '../../words/late/alerts.ts'

/** What must be known of the whole list: that it is an old one, and what hasn't been sent. */
export function AlertNotes(props: { app: AppState; desk: AlertDesk }) {
  const { alerts } = props.desk
  const isOld = () => alerts.problem() !== undefined || !props.app.conditions().online
  const age = () => {
    const at = alerts.readAt()
    return at === undefined ? undefined : formatAge(Math.max(0, props.app.now() - at))
  }
  const text = () => {
    if (!alerts.ready() || !isOld()) return undefined
    const known = age()
    return known === undefined ? alertWords().unknown : alertWords().lastKnown(known)
  }
  const unsent = () => alerts.items().filter(({ waiting }) => waiting !== undefined).length
  return (
    <div class="alert-notes" role="status">
      <Show when={text()}>
        <p>{text()}</p>
      </Show>
      <Show when={props.app.status()?.simulated === true && alerts.items().length > 0}>
        <p>{alertWords().simulatedList}</p>
      </Show>
      <Show when={unsent() > 0}>
        <p>{alertWords().unsent(unsent())}</p>
      </Show>
    </div>
  )
}
