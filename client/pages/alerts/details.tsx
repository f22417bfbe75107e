import type { Alert } from '../../../shared/alert.ts'
import type { AlertDesk } from '../../state/alerts/desk.ts'
import { previewText, priceText, stateText } from '../../state/alerts/texts.ts'
import type { AppState } from '../../state/app-state.ts'
import { venueName } from '../../state/symbols.ts'
import { Button } from '../../ui/button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { formatMoment } from '../../words/format.ts'
import { alertWords } from '../../words/late/alerts.ts'
import { AlertFirings } from './firings.tsx'

/**
 * The evidence: how an alert stands, when it was checked and against what, when it fired and what came
 * of it.
 */
export function AlertDetails(props: { app: AppState; desk: AlertDesk; alert: Alert }) {
  void props.desk.alerts.refresh()
  const said = () => alertWords().details
  const row = () => props.app.row(props.alert.rule.symbol)
  const state = () => {
    const shown = props.desk.alerts.find(props.alert.id)
    return shown === undefined ? '' : stateText(shown, row())
  }
  return (
    <>
      <p class="alert-preview">{previewText(props.alert.rule, row())}</p>
      <Facts
        facts={[
          { name: said().state, value: `${alertWords().phase[props.alert.phase]} · ${state()}` },
          ...factsOf(props.alert, row()?.decimals),
        ]}
      />
      <AlertFirings app={props.app} alert={props.alert} />
      <div class="buttons dialog-buttons">
        <Button
          kind="danger"
          icon="remove"
          onPress={() => {
            props.desk.close()
            void props.desk.remove(props.alert)
          }}
        >
          {said().remove}
        </Button>
        <Button
          kind="primary"
          icon="edit"
          onPress={() => props.desk.open({ type: 'edit', id: props.alert.id })}
        >
          {said().edit}
        </Button>
      </div>
    </>
  )
}

function factsOf(alert: Alert, decimals: number | undefined) {
  const said = alertWords().details
  const { evaluated, firings, firedAt, rule, createdAt, since } = alert
  const checked = evaluated
    ? said.evaluatedAt(
        formatMoment(evaluated.at),
        priceText(evaluated.price, decimals),
        venueName(evaluated.venue) ?? evaluated.venue,
      )
    : said.never
  const { expiresAt } = rule
  return [
    { name: said.since, value: formatMoment(since) },
    { name: said.evaluated, value: checked },
    { name: said.firings, value: String(firings) },
    ...(firedAt === undefined ? [] : [{ name: said.lastFired, value: formatMoment(firedAt) }]),
    { name: said.repeat, value: said[rule.repeat.type] },
    {
      name: said.expires,
      value: expiresAt === null ? said.neverExpires : formatMoment(expiresAt),
    },
    { name: said.created, value: formatMoment(createdAt) },
    ...(rule.note === '' ? [] : [{ name: said.note, value: rule.note }]),
  ]
}
