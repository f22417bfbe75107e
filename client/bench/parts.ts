import { chartBench } from './chart.ts'
import { energyBench } from './energy/energy.ts'
import { processorReport } from './energy/processor-report.ts'
import { hourBench } from './hour.ts'
import { listBench } from './list.ts'
import { openingBench } from './opening.ts'

/** A part of the bench: what is its section in the results. */
export interface Part {
  title: string
  run(choice: { short: boolean }): Promise<string>
}

export const parts: Record<string, Part> = {
  opening: {
    title: 'Opening',
    async run() {
      const opening = await openingBench()
      return `The main thread throttled 4 times. The first visit over 1.6 Mbit/s and 150 ms there and back; the cold start in a browser that has just been started, its server gone. Medians of five, the worst in brackets.

| | |
|---|--:|
| first visit, largest contentful paint | ${opening.firstLcpMs} ms |
| first visit, first price | ${opening.firstPriceMs} ms |
| first visit, cumulative layout shift | ${opening.cls} |
| cold start without a network, last known prices | ${opening.offlinePriceMs} ms |`
    },
  },
  list: {
    title: 'A list of 200',
    async run() {
      const { streaming, scrolling } = await listBench()
      return `Each changes five times a second; the main thread throttled 4 times.

| | streaming | a finger scrolling |
|---|--:|--:|
| main thread busy, by the clock | ${percent(streaming.busy)} | ${percent(scrolling.busy)} |
| by the processor’s time that it got | ${percent(streaming.busyByProcessor)} | ${percent(scrolling.busyByProcessor)} |
| longest task | ${streaming.longestTaskMs} ms | ${scrolling.longestTaskMs} ms |
| tasks over 50 ms | ${streaming.longTasks} | ${scrolling.longTasks} |
| frames a second | | ${scrolling.fps} |`
    },
  },
  chart: { title: 'The chart', run: () => chartBench() },
  hour: {
    title: 'An hour',
    async run() {
      const hour = await hourBench()
      return `The whole app, list and a chart side by side, given the messages of an hour as fast as it draws.

Heap ${hour.afterFiveMinutesMb} MB after five minutes, ${hour.afterAnHourMb} MB after an hour: ${hour.growth} more.`
    },
  },
  energy: { title: 'The radio', run: energyBench },
  processor: { title: 'The processor', run: processorReport },
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`
}
