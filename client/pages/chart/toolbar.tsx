import { createUniqueId } from 'solid-js'
import { chartIntervals } from '../../../shared/rollup.ts'
import type { Chart } from '../../chart/view.ts'
import { chartKinds } from '../../chart/view.ts'
import type { AppState } from '../../state/app-state.ts'
import type { ChartState } from '../../state/chart/chart.ts'
import type { Fill } from '../../state/chart/fill.ts'
import { periods } from '../../state/chart/periods.ts'
import { IconButton } from '../../ui/button.tsx'
import { ChartMore } from '../../ui/chart-more.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { chartWords } from '../../words/late/chart.ts'
import { createChartActions } from './actions.ts'
import { ChartAlertButton } from './alert-host.tsx'
import { ChartSheetHost, preloadChartSheet } from './sheet-host.tsx'

/**
 * The row above the chart: what is used most; the rest is behind one button, or beside it where there
 * is room.
 */
export function ChartToolbar(props: {
  app: AppState
  symbol: string
  chart: ChartState
  drawn(): Chart | undefined
  fill: Fill
}) {
  const sheet = createUniqueId()
  const settings = () => props.chart.settings.value()
  const interval = () => chartWords().intervals[settings().interval]
  const actions = createChartActions(props)
  return (
    <div class="chart-bar">
      <Segmented
        label={chartWords().period}
        options={periods.map((value) => ({ value, ...chartWords().periods[value] }))}
        value={props.chart.shownPeriod()}
        onChoose={props.chart.choosePeriod}
      />
      <div class="chart-bar-intervals">
        <Segmented
          label={chartWords().interval}
          options={chartIntervals.map((value) => ({ value, ...chartWords().intervals[value] }))}
          value={settings().interval}
          onChoose={actions.chooseInterval}
        />
      </div>
      <div class="chart-bar-actions">
        <div class="chart-bar-icons">
          <Menu
            label={chartWords().kind}
            icon="candles"
            items={chartKinds.map((kind) => ({
              text: chartWords().kinds[kind],
              chosen: kind === settings().kind,
              run: () => props.chart.settings.change({ kind }),
            }))}
          />
          <IconButton
            icon="compare"
            label={chartWords().compareWith}
            onPress={actions.pickCompared}
          />
          <Menu
            label={chartWords().export}
            icon="download"
            items={[
              { text: chartWords().exportImage, run: actions.exportImage },
              { text: chartWords().exportTable, run: actions.exportTable },
            ]}
          />
        </div>
        <ChartAlertButton app={props.app} symbol={props.symbol} />
        <ChartMore
          sheet={sheet}
          text={interval().text}
          label={chartWords().openSettings(interval().spoken)}
          onNear={preloadChartSheet}
        />
        <IconButton
          icon={props.fill.filled() ? 'reduce' : 'enlarge'}
          label={props.fill.filled() ? chartWords().leaveFill : chartWords().fill}
          onPress={props.fill.toggle}
        />
      </div>
      <Sheet id={sheet} label={chartWords().settings}>
        <ChartSheetHost chart={props.chart} actions={actions} />
      </Sheet>
    </div>
  )
}
