import { writeFile } from 'node:fs/promises'
import { chartBench } from './chart.ts'
import { energyBench } from './energy/energy.ts'
import { processorReport } from './energy/processor-report.ts'
import { hourBench } from './hour.ts'
import { listBench } from './list.ts'
import { machine } from './machine.ts'
import { openingBench } from './opening.ts'

/*
 * Part of `npm run bench`: measures the built app in Chromium, prints, and writes RESULTS.md beside this
 * file. `npx tsx client/bench/main.ts energy processor short` measures some parts only, shortly where a
 * part knows how, and writes nothing.
 */
const asked = process.argv.slice(2)
const short = asked.includes('short')

const parts: Record<string, () => Promise<string>> = {
  opening: async () => {
    const opening = await openingBench()
    return `## Opening

The main thread throttled 4 times. The first visit over 1.6 Mbit/s and 150 ms there and back; the cold start in a browser that has just been started, its server gone. Medians of five, the worst in brackets.

| | |
|---|--:|
| first visit, largest contentful paint | ${opening.firstLcpMs} ms |
| first visit, first price | ${opening.firstPriceMs} ms |
| first visit, cumulative layout shift | ${opening.cls} |
| cold start without a network, last known prices | ${opening.offlinePriceMs} ms |
`
  },
  list: async () => {
    const { streaming, scrolling } = await listBench()
    return `## A list of 200

Each changes five times a second; the main thread throttled 4 times.

| | streaming | a finger scrolling |
|---|--:|--:|
| main thread busy | ${percent(streaming.busy)} | ${percent(scrolling.busy)} |
| longest task | ${streaming.longestTaskMs} ms | ${scrolling.longestTaskMs} ms |
| tasks over 50 ms | ${streaming.longTasks} | ${scrolling.longTasks} |
| frames a second | | ${scrolling.fps} |
`
  },
  chart: async () => `## The chart\n\n${(await chartBench()).trimEnd()}\n`,
  hour: async () => {
    const hour = await hourBench()
    return `## An hour

The whole app, list and a chart side by side, given the messages of an hour as fast as it draws.

Heap ${hour.afterFiveMinutesMb} MB after five minutes, ${hour.afterAnHourMb} MB after an hour: ${hour.growth} more.
`
  },
  energy: async () => `## The radio\n\n${await energyBench({ short })}`,
  processor: async () => `## The processor\n\n${await processorReport({ short })}`,
}

const chosen = Object.keys(parts).filter((name) => asked.includes(name))
const isWhole = chosen.length === 0
const sections: string[] = []
for (const [name, measure] of Object.entries(parts)) {
  if (!isWhole && !chosen.includes(name)) continue
  process.stderr.write(`${name} …\n`)
  sections.push(await measure())
}
const report = `# Results in the browser

${new Date().toISOString().slice(0, 10)}. ${machine()}; Chromium, headless, without a GPU, on a phone's screen of 390×844 at 2×.

${sections.join('\n')}`
process.stdout.write(report)
if (isWhole && !short) await writeFile(new URL('RESULTS.md', import.meta.url), report)

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`
}
