import { processorBench } from './processor.ts'

/** What each plan takes of the processor, as a table. */
export async function processorReport(options: { short?: boolean } = {}): Promise<string> {
  const rows = (await processorBench(options)).map(({ name, times, spread, wakeUps }) => {
    const { main, worker, drawing } = times
    const figures = [main, worker, main + worker, drawing].map((ms) => ms.toFixed(0))
    const between = `${spread[0].toFixed(0)} to ${spread[1].toFixed(0)}`
    return `| ${name} | ${figures.slice(0, 3).join(' | ')} (${between}) | ${figures[3]} | ${wakeUps.toFixed(1)} |`
  })
  return `Milliseconds of the processor a minute, by thread, as Linux counts them; each in a browser of its own, a list of 16 prices that change five times a second each and flash when they do. Each flash that begins or ends is a frame of the main thread; the rows where nothing flashes tell how much that is. Medians of three. A wake-up is work after a second of rest.

| | main thread | worker | both (least to most) | drawing | wake-ups a minute |
|---|--:|--:|--:|--:|--:|
${rows.join('\n')}
`
}
