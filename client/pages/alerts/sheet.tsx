import '../../ui/alert-form.css'
import '../../ui/alerts.css'
import { createEffect, Match, Switch } from 'solid-js'
import type { AlertDesk } from '../../state/alerts/desk.ts'
import type { AppState } from '../../state/app-state.ts'
import type { Route } from '../../state/route.ts'
import { pairName } from '../../state/symbols.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { alertWords } from '../../words/late/alerts.ts'
import { AlertDetails } from './details.tsx'
import { AlertForm } from './form.tsx'
import { AlertCards } from './group.tsx'

export interface SheetProps extends Record<string, unknown> {
  app: AppState
  route: Route
  desk: AlertDesk
}

/** What lies over the page: an instrument's alerts, one with its evidence, or one that is typed. */
export function AlertSheet(props: SheetProps) {
  const { desk } = props
  const shown = () => {
    const sheet = desk.sheet()
    return sheet?.type === 'edit' || sheet?.type === 'details'
      ? desk.alerts.find(sheet.id)?.alert
      : undefined
  }
  const symbol = () => {
    const sheet = desk.sheet()
    return sheet && 'symbol' in sheet ? sheet.symbol : (shown()?.rule.symbol ?? '')
  }
  // Removed, here or elsewhere, while one looks at it.
  createEffect(() => {
    const type = desk.sheet()?.type
    if ((type === 'edit' || type === 'details') && shown() === undefined) desk.close()
  })
  const title = () => {
    const name = pairName(symbol())
    switch (desk.sheet()?.type) {
      case 'add':
        return alertWords().form.add(name)
      case 'edit':
        return alertWords().form.edit(name)
      default:
        return alertWords().of(name)
    }
  }
  const is = (type: 'list' | 'add' | 'edit' | 'details') => desk.sheet()?.type === type
  const placed = () => {
    const sheet = desk.sheet()
    return sheet?.type === 'add' ? sheet.price : undefined
  }

  return (
    <Dialog
      open={desk.sheet() !== undefined}
      title={title()}
      closeLabel={alertWords().close}
      onClose={desk.close}
    >
      <Switch>
        <Match when={is('list')}>
          <AlertCards {...props} symbol={symbol()} />
          <div class="buttons dialog-buttons">
            <Button
              kind="primary"
              icon="add"
              onPress={() => desk.open({ type: 'add', symbol: symbol(), price: undefined })}
            >
              {alertWords().addLabel}
            </Button>
          </div>
        </Match>
        <Match when={is('add')}>
          <AlertForm
            app={props.app}
            symbol={symbol()}
            price={placed()}
            onCancel={desk.close}
            onSave={desk.make}
            onSaved={desk.close}
          />
        </Match>
        <Match when={is('details') && shown()}>
          {(alert) => <AlertDetails {...props} alert={alert()} />}
        </Match>
        <Match when={is('edit') && shown()}>
          {(alert) => (
            <AlertForm
              app={props.app}
              symbol={alert().rule.symbol}
              price={undefined}
              rule={alert().rule}
              onCancel={desk.close}
              onSave={(rule) => desk.change(alert(), rule)}
              onSaved={desk.close}
            />
          )}
        </Match>
      </Switch>
    </Dialog>
  )
}
