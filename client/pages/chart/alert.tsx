import '../../ui/chart-alert.css'
import { Show } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { alertWords } from '../../words/late/alerts.ts'

export interface ChartAlertProps extends Record<string, unknown> {
  app: AppState
  symbol: string
}

/** Places a line on the chart, to be dragged to the price that is waited for. */
export function ChartAlertButton(props: ChartAlertProps) {
  const line = () => props.app.alerts()?.line
  const isPlacing = () => line()?.line()?.type === 'placing'
  return (
    <IconButton
      icon="bell"
      label={alertWords().line.place}
      pressed={isPlacing()}
      onPress={() => {
        if (isPlacing()) line()?.cancel()
        else void props.app.alerts.use((desk) => desk.line.place(props.symbol))
      }}
    />
  )
}

/** What becomes of a line that has been moved: nothing before that is confirmed. */
export function ChartAlertBar(props: ChartAlertProps) {
  const line = () => props.app.alerts()?.line
  const says = () => line()?.says(props.symbol)
  return (
    <Show when={says()}>
      <section class="chart-alert" aria-label={alertWords().title}>
        <p aria-live="polite">
          <b>{says()}</b>
          <Show when={line()?.line()?.type === 'placing'}>
            <span class="chart-alert-hint">{alertWords().line.placing}</span>
          </Show>
        </p>
        <Button onPress={() => line()?.cancel()}>{alertWords().cancel}</Button>
        <Button kind="primary" onPress={() => void line()?.confirm()}>
          {line()?.line()?.type === 'placing' ? alertWords().form.make : alertWords().save}
        </Button>
      </section>
    </Show>
  )
}
