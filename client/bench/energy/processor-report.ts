import { processorBench } from './processor.ts'

/** What each plan takes of the processor, as a table. */
export async function processorReport(options: { short?: boolean } = {}): Promise<string> {
  const rows = (await processorBench(options)).map(({ name, times, spread, wakeUps }) => {
    const { main, worker, drawing } = times
    const figures = [main, worker, main + worker, drawing].map((ms) => ms.toFixed(0))
    const between = `${spread[0].toFixed(0)} to ${spread[1].toFixed(0)}`
    return `| ${name} | ${figures.slice(0, 3).join(' | ')} (${between}) | ${figures[3]} | ${wakeUps.toFixed(1)} |`
  })
  return `Milliseconds of the processor a minute, by thread, as Linux counts them; each in a browser of its own, a list of 16 prices that change five times a second each and flash when they do. The bare pages' flashes are animations, as anybody would write them; Ebb's fade in the frames that prices make. Where nothing flashes, on either side, what is left between them is the worker: one connection for all tabs, and prices that outlive them. Drawing is what the compositor and its painters take beside. Medians of three. A wake-up is work of the page's or the worker's own code after a second in which neither did any.

| | main thread | worker | both (least to most) | drawing | wake-ups a minute |
|---|--:|--:|--:|--:|--:|
${rows.join('\n')}
`
}
