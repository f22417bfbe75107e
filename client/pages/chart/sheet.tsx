import { Show } from 'solid-js'
import { chartIntervals } from '../../../shared/rollup.ts'
import { chartKinds } from '../../chart/view.ts'
import type { ChartState } from '../../state/chart/chart.ts'
import { scales } from '../../state/chart/settings.ts'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Switch } from '../../ui/switch.tsx'
import { chartWords } from '../../words/late/chart.ts'
import { chartSheetWords } from '../../words/late/chart-sheet.ts'
import type { ChartActions } from './actions.ts'
import { ChartIndicators } from './indicators.tsx'

/** All that can be set of a chart, and done with it. */
export function ChartSheet(props: { chart: ChartState; actions: ChartActions }) {
  const settings = () => props.chart.settings.value()
  const compared = () => settings().compare
  return (
    <div class="chart-sheet">
      <section class="sheet-part" data-part="interval">
        <h2>{chartWords().interval}</h2>
        <Segmented
          label={chartWords().interval}
          options={chartIntervals.map((value) => ({ value, ...chartWords().intervals[value] }))}
          value={settings().interval}
          onChoose={props.actions.chooseInterval}
        />
      </section>
      <section class="sheet-part" data-part="kind">
        <h2>{chartWords().kind}</h2>
        <Segmented
          label={chartWords().kind}
          options={chartKinds.map((value) => ({ value, text: chartWords().kinds[value] }))}
          value={settings().kind}
          onChoose={(kind) => props.chart.settings.change({ kind })}
        />
      </section>
      <section class="sheet-part" data-part="scale">
        <h2>{chartSheetWords().scale}</h2>
        <Segmented
          label={chartSheetWords().scale}
          options={scales.map((value) => ({ value, text: chartSheetWords().scales[value] }))}
          value={compared() === undefined ? settings().scale : 'percent'}
          onChoose={(scale) => props.chart.settings.change({ scale })}
        />
        <Show when={compared()}>
          <p class="sheet-why">{chartSheetWords().scaleOfComparison}</p>
        </Show>
        <Switch
          label={chartSheetWords().showVolume}
          on={settings().volume}
          onSwitch={(volume) => props.chart.settings.change({ volume })}
        />
      </section>
      <section class="sheet-part" data-part="look">
        <Switch
          label={chartSheetWords().look}
          hint={chartSheetWords().lookHint}
          on={props.chart.steps.value() === 'shown'}
          onSwitch={(on) => props.chart.steps.set(on ? 'shown' : 'hidden')}
        />
      </section>
      <ChartIndicators chart={props.chart} />
      <section class="sheet-part" data-part="actions">
        <h2>{chartSheetWords().compare}</h2>
        <div class="buttons">
          <Button icon="compare" onPress={props.actions.pickCompared}>
            {compared() ?? chartWords().compareWith}
          </Button>
          <Show when={compared()}>
            {(name) => (
              <Button
                icon="close"
                kind="quiet"
                onPress={() => props.chart.settings.change({ compare: undefined })}
              >
                {chartWords().stopComparing(name())}
              </Button>
            )}
          </Show>
        </div>
      </section>
      <section class="sheet-part" data-part="actions">
        <h2>{chartWords().export}</h2>
        <div class="buttons">
          <Button icon="chart" onPress={props.actions.exportImage}>
            {chartWords().exportImage}
          </Button>
          <Button icon="download" onPress={props.actions.exportTable}>
            {chartWords().exportTable}
          </Button>
        </div>
      </section>
    </div>
  )
}
