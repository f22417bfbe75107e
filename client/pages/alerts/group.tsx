import { createMemo, Index, Show } from 'solid-js'
import { pathOf } from '../../../shared/paths.ts'
import type { ShownAlert } from '../../state/alerts/changes.ts'
import { type AlertDesk, refusalText } from '../../state/alerts/desk.ts'
import { nameText, shortText, stateText } from '../../state/alerts/texts.ts'
import type { AppState } from '../../state/app-state.ts'
import type { Route } from '../../state/route.ts'
import { pairName } from '../../state/symbols.ts'
import { AlertCard, AlertTrouble } from '../../ui/alert-card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { formatPrice } from '../../words/format.ts'
import { alertWords } from '../../words/late/alerts.ts'

interface GroupProps {
  app: AppState
  route: Route
  desk: AlertDesk
  symbol: string
}

/** The alerts of one instrument under its name. */
export function AlertGroup(props: GroupProps) {
  const row = () => props.app.row(props.symbol)
  const price = () => {
    const known = row()
    return known && formatPrice(known.price, known.decimals)
  }
  return (
    <section class="alert-group" aria-label={pairName(props.symbol)}>
      <a class="alert-group-head" href={pathOf(props.symbol)}>
        <h2>{pairName(props.symbol)}</h2>
        <Show when={price()}>
          <output>{price()}</output>
        </Show>
        <Icon name="next" />
      </a>
      <AlertCards {...props} />
    </section>
  )
}

/** The same without the name. */
export function AlertCards(props: GroupProps) {
  const shown = createMemo(() => props.desk.alerts.of(props.symbol))
  return (
    <ul class="alert-cards">
      <Index each={shown()}>{(each) => <Card {...props} shown={each()} />}</Index>
    </ul>
  )
}

const isOn = ({ alert }: ShownAlert) =>
  !alert.rule.paused && alert.phase !== 'done' && alert.phase !== 'expired'

function Card(props: GroupProps & { shown: ShownAlert }) {
  const alert = () => props.shown.alert
  const row = () => props.app.row(props.symbol)
  const name = () => nameText(alert().rule, row())
  const said = () => alertWords().details
  const open = (type: 'details' | 'edit') => props.desk.open({ type, id: alert().id })
  return (
    <AlertCard
      title={shortText(alert().rule.condition, row())}
      phase={props.shown.waiting === undefined ? alert().phase : 'unsent'}
      state={stateText(props.shown, row())}
      note={alert().rule.note}
      detailsLabel={said().label(name())}
      switchLabel={alertWords().active(name())}
      on={isOn(props.shown)}
      // What is over in time needs another time first.
      switchable={alert().phase !== 'expired'}
      onSwitch={(on) => void props.desk.turn(alert(), on)}
      onOpen={() => open('details')}
      menuLabel={said().menu(name())}
      menu={[
        { text: said().edit, icon: 'edit', run: () => open('edit') },
        {
          text: said().chart,
          icon: 'chart',
          run: () => {
            props.desk.close()
            props.route.go(pathOf(props.symbol))
          },
        },
        {
          text: said().remove,
          icon: 'remove',
          danger: true,
          run: () => void props.desk.remove(alert()),
        },
      ]}
    >
      <Trouble {...props} />
    </AlertCard>
  )
}

function Trouble(props: GroupProps & { shown: ShownAlert }) {
  const said = () => alertWords().trouble
  const { desk } = props
  const alert = () => props.shown.alert
  return (
    <Show when={props.shown.refusal}>
      {(refusal) => {
        const drop = { text: said().drop, run: () => void desk.alerts.drop(alert().id) }
        switch (refusal().type) {
          case 'conflict':
            return (
              <AlertTrouble
                text={said().conflict}
                actions={[
                  { text: said().mine, run: () => void desk.settle(alert(), 'mine') },
                  { text: said().theirs, run: () => void desk.settle(alert(), 'theirs') },
                ]}
              />
            )
          case 'gone':
            return (
              <AlertTrouble
                text={said().gone}
                actions={[{ text: said().again, run: () => void desk.anew(alert()) }, drop]}
              />
            )
          case 'refused':
            return <AlertTrouble text={refusalText(refusal())} actions={[drop]} />
        }
      }}
    </Show>
  )
}
