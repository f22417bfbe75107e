import { For } from 'solid-js'
import { type Step, steps, takeStep } from '../../chart/gestures/steps.ts'
import type { Chart } from '../../chart/view.ts'
import { Button } from '../../ui/button.tsx'
import { chartSheetWords } from '../../words/late/chart-sheet.ts'

/** Below the chart, for who wants them: what dragging and the wheel do, by single presses (WCAG 2.5.7). */
export function ChartSteps(props: { drawn(): Chart | undefined }) {
  function take(step: Step): void {
    const drawn = props.drawn()
    if (drawn) takeStep(drawn, step)
  }
  return (
    <fieldset class="chart-steps" aria-label={chartSheetWords().look}>
      <For each={steps}>
        {(step) => <Button onPress={() => take(step)}>{chartSheetWords().steps[step]}</Button>}
      </For>
    </fieldset>
  )
}
