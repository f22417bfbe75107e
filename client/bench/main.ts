import { writeFile } from 'node:fs/promises'
import { chartBench } from './chart.ts'
import { energyBench } from './energy/energy.ts'
import { processorReport } from './energy/processor-report.ts'
import { hourBench } from './hour.ts'
import { listBench } from './list.ts'
import { machine } from './machine.ts'
import { openingBench } from './opening.ts'

// Part of `npm run bench`: measures the built app in Chromium, prints, and writes RESULTS.md beside this file.
const say = (line: string) => process.stderr.write(`${line}\n`)
say('opening …')
const opening = await openingBench()
say('list …')
const { streaming, scrolling } = await listBench()
say('chart …')
const chart = await chartBench()
say('hour …')
const hour = await hourBench()
say('energy …')
const energy = await energyBench()
say('processor …')
const processor = await processorReport()
const report = `# Results in the browser

${new Date().toISOString().slice(0, 10)}. ${machine()}; Chromium, headless, without a GPU, on a phone's screen of 390×844 at 2×.

## Opening

The main thread throttled 4 times. The first visit over 1.6 Mbit/s and 150 ms there and back; the cold start in a browser that has just been started, its server gone. Medians of five, the worst in brackets.

| | |
|---|--:|
| first visit, largest contentful paint | ${opening.firstLcpMs} ms |
| first visit, first price | ${opening.firstPriceMs} ms |
| first visit, cumulative layout shift | ${opening.cls} |
| cold start without a network, last known prices | ${opening.offlinePriceMs} ms |

## A list of 200

Each changes five times a second; the main thread throttled 4 times.

| | streaming | a finger scrolling |
|---|--:|--:|
| main thread busy | ${percent(streaming.busy)} | ${percent(scrolling.busy)} |
| longest task | ${streaming.longestTaskMs} ms | ${scrolling.longestTaskMs} ms |
| tasks over 50 ms | ${streaming.longTasks} | ${scrolling.longTasks} |
| frames a second | | ${scrolling.fps} |

## The chart

${chart}
## An hour

The whole app, list and a chart side by side, given the messages of an hour as fast as it draws.

Heap ${hour.afterFiveMinutesMb} MB after five minutes, ${hour.afterAnHourMb} MB after an hour: ${hour.growth} more.

## The radio

${energy}
## The processor

${processor}`
process.stdout.write(report)
await writeFile(new URL('RESULTS.md', import.meta.url), report)

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`
}
