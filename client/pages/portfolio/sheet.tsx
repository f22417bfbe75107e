import { createEffect, Match, Switch } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import type { Actions } from '../../state/portfolio/actions.ts'
import type { Portfolio } from '../../state/portfolio/portfolio.ts'
import type { Sheet } from '../../state/portfolio/sheet.ts'
import { nameOfHolding } from '../../state/portfolio/texts.ts'
import type { Route } from '../../state/route.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { portfolioWords } from '../../words/late/portfolio.ts'
import { HoldingDetails } from './details.tsx'
import { LotForm } from './form.tsx'

/** What lies over the portfolio: a holding with its lots, or a lot that is being typed. */
export function PortfolioSheet(props: {
  app: AppState
  route: Route
  portfolio: Portfolio
  actions: Actions
  sheet: Sheet | undefined
  onSheet(sheet: Sheet | undefined): void
}) {
  const close = () => props.onSheet(undefined)
  const position = () =>
    props.sheet?.type === 'details' ? props.portfolio.position(props.sheet.symbol) : undefined
  const adding = () => (props.sheet?.type === 'add' ? props.sheet.holding : undefined)
  const editing = () => (props.sheet?.type === 'edit' ? props.sheet.lot : undefined)
  // Another tab, or what is taken back, can end a holding while one looks at it.
  createEffect(() => {
    if (props.sheet?.type === 'details' && position() === undefined) close()
  })
  const title = () => {
    const { form } = portfolioWords()
    const [shown, added, edited] = [position(), adding(), editing()]
    if (added) return form.add(nameOfHolding(added))
    if (edited) return form.edit(nameOfHolding(edited.value))
    return shown ? nameOfHolding(shown) : ''
  }

  return (
    <Dialog
      open={props.sheet !== undefined}
      title={title()}
      closeLabel={portfolioWords().close}
      onClose={close}
    >
      <Switch>
        <Match when={position()}>
          {(position) => (
            <HoldingDetails
              app={props.app}
              route={props.route}
              portfolio={props.portfolio}
              position={position()}
              onAdd={() => props.onSheet({ type: 'add', holding: position() })}
              onEdit={(lot) => props.onSheet({ type: 'edit', lot })}
              onRemove={(lot) => {
                close()
                props.actions.remove(lot)
              }}
            />
          )}
        </Match>
        <Match when={adding()}>
          {(holding) => (
            <LotForm
              holding={holding()}
              money={props.portfolio.money}
              onCancel={close}
              onSave={(fields) => {
                close()
                props.actions.add(holding(), fields)
              }}
            />
          )}
        </Match>
        <Match when={editing()}>
          {(lot) => (
            <LotForm
              holding={lot().value}
              lot={lot().value}
              money={props.portfolio.money}
              onCancel={close}
              onSave={(fields) => {
                close()
                props.actions.change(lot(), fields)
              }}
            />
          )}
        </Match>
      </Switch>
    </Dialog>
  )
}
