import { createUniqueId } from 'solid-js'
import { chartIntervals } from '../../shared/rollup.ts'
import type { Chart } from '../chart/view.ts'
import { chartKinds } from '../chart/view.ts'
import type { AppState } from '../state/app-state.ts'
import type { ChartState } from '../state/chart/chart.ts'
import type { Fill } from '../state/chart/fill.ts'
import { periods } from '../state/chart/periods.ts'
import { IconButton } from '../ui/button.tsx'
import { ChartMore } from '../ui/chart-more.tsx'
import { Menu } from '../ui/menu.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { words } from '../words/words.ts'
import { createChartActions } from './chart-actions.ts'
import { ChartAlertButton } from './chart-alert-host.tsx'
import { ChartSheetHost, preloadChartSheet } from './chart-sheet-host.tsx'

/** The row above the chart: what is used most; the rest is behind one button, or beside it where there is room. */
export function ChartToolbar(props: {
  app: AppState
  symbol: string
  chart: ChartState
  drawn(): Chart | undefined
  fill: Fill
}) {
  const sheet = createUniqueId()
  const settings = () => props.chart.settings.value()
  const interval = () => words().chart.intervals[settings().interval]
  const actions = createChartActions(props)
  return (
    <div class="chart-bar">
      <Segmented
        label={words().chart.period}
        options={periods.map((value) => ({ value, ...words().chart.periods[value] }))}
        value={props.chart.shownPeriod()}
        onChoose={props.chart.choosePeriod}
      />
      <div class="chart-bar-intervals">
        <Segmented
          label={words().chart.interval}
          options={chartIntervals.map((value) => ({ value, ...words().chart.intervals[value] }))}
          value={settings().interval}
          onChoose={actions.chooseInterval}
        />
      </div>
      <div class="chart-bar-actions">
        <div class="chart-bar-icons">
          <Menu
            label={words().chart.kind}
            icon="candles"
            items={chartKinds.map((kind) => ({
              text: words().chart.kinds[kind],
              chosen: kind === settings().kind,
              run: () => props.chart.settings.change({ kind }),
            }))}
          />
          <IconButton
            icon="compare"
            label={words().chart.compareWith}
            onPress={actions.pickCompared}
          />
          <Menu
            label={words().chart.export}
            icon="download"
            items={[
              { text: words().chart.exportImage, run: actions.exportImage },
              { text: words().chart.exportTable, run: actions.exportTable },
            ]}
          />
        </div>
        <ChartAlertButton app={props.app} symbol={props.symbol} />
        <ChartMore
          sheet={sheet}
          text={interval().text}
          label={words().chart.openSettings(interval().spoken)}
          onNear={preloadChartSheet}
        />
        <IconButton
          icon={props.fill.filled() ? 'reduce' : 'enlarge'}
          label={props.fill.filled() ? words().chart.leaveFill : words().chart.fill}
          onPress={props.fill.toggle}
        />
      </div>
      <Sheet id={sheet} label={words().chart.settings}>
        <ChartSheetHost chart={props.chart} actions={actions} />
      </Sheet>
    </div>
  )
}
