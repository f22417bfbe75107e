import { For } from 'solid-js'
import { type Step, steps } from '../chart/gestures/steps.ts'
import { Button } from '../ui/button.tsx'
import { chartWords } from '../words/late/chart.ts'

/** Below the chart, for who wants them: what dragging and the wheel do, by single presses (WCAG 2.5.7). */
export function ChartSteps(props: { onStep(step: Step): void }) {
  return (
    <fieldset class="chart-steps" aria-label={chartWords().look}>
      <For each={steps}>
        {(step) => <Button onPress={() => props.onStep(step)}>{chartWords().steps[step]}</Button>}
      </For>
    </fieldset>
  )
}
