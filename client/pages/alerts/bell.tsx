import { Show } from 'solid-js'
import '../../ui/alerts.css'
import type { AppState } from '../../state/app-state.ts'
import type { Route } from '../../state/route.ts'
import { Icon } from '../../ui/icon.tsx'
import { alertWords } from '../../words/late/alerts.ts'
import { words } from '../../words/words.ts'
import { AlertSheetHost } from './sheet-host.tsx'

/** The bell of an instrument: how many alerts it has, and the way to them. */
export function AlertBell(props: { app: AppState; route: Route; symbol: string }) {
  const count = () => props.app.alerts()?.alerts.of(props.symbol).length ?? 0
  function press() {
    const { symbol } = props
    const failed = () => props.app.toast.show({ text: words().failed })
    props.app.alerts
      .use((desk) => {
        const isNone = desk.alerts.of(symbol).length === 0
        desk.open(isNone ? { type: 'add', symbol, price: undefined } : { type: 'list', symbol })
      })
      .catch(failed)
  }
  return (
    <>
      <button
        class="icon-button alert-bell"
        data-count={count() || undefined}
        type="button"
        title={alertWords().bell(count())}
        aria-label={alertWords().bell(count())}
        aria-haspopup="dialog"
        onClick={press}
      >
        <Icon name="bell" />
      </button>
      <Show when={props.app.alerts()?.sheet() && props.app.alerts()}>
        {(desk) => <AlertSheetHost app={props.app} route={props.route} desk={desk()} />}
      </Show>
    </>
  )
}
