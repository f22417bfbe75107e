import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openChromium, phone } from './rig/chromium.ts'
import { builtFolder, readChunks, scriptsOfPage, withStatics } from './rig/chunks.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

const chunks = readChunks()
const first = withStatics(chunks, scriptsOfPage())

test('the watchlist opens with at most 60 KB of compressed script', () => {
  weighs([...first], 60)
})

test('it shows prices where nothing else can be had', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const page = await (await openChromium(phone)).newPage()
  // The engine is not the page's: it runs in a worker.
  const isEngine = (path: string) => path.includes('/dedicated-')
  await page.route(/\.js$/, (route) => {
    const path = new URL(route.request().url()).pathname
    return first.has(path) || isEngine(path) ? route.continue() : route.abort()
  })
  await page.goto(server.origin)
  await page.waitForSelector('.row-price:not(:empty)')
})

test('the chart adds at most 40 KB to it, and only once an instrument is looked at', () => {
  const isChart = (path: string) => path.includes('/pane-')
  expect([...first].filter(isChart)).toEqual([])
  const panes = [...chunks.keys()].filter(isChart)
  expect(panes).toHaveLength(1)
  const added = [...withStatics(chunks, panes)].filter((path) => !first.has(path))
  weighs(added, 40)
})

test('languages come when they are spoken, other pages when they are opened', () => {
  for (const name of ['korean', 'chinese', 'portfolio', 'settings', 'energy', 'diagnostics']) {
    const paths = [...chunks.keys()].filter((path) => path.includes(`/${name}-`))
    expect(paths, `the chunk of ${name}`).not.toEqual([])
    expect(paths.filter((path) => first.has(path))).toEqual([])
  }
})

test('the page of the visual language stays in development', () => {
  const files = readdirSync(builtFolder, { recursive: true, encoding: 'utf8' })
  const texts = files
    .filter((file) => /\.(js|css)$/.test(file))
    .map((file) => readFileSync(join(builtFolder, file), 'utf8'))
  expect(texts.filter((text) => /The visual language|\.ui-theme/.test(text))).toEqual([])
})

test('no font is loaded', () => {
  const files = readdirSync(builtFolder, { recursive: true, encoding: 'utf8' })
  expect(files.filter((file) => /\.(woff2?|ttf|otf|eot)$/.test(file))).toEqual([])
  const styles = files.filter((file) => file.endsWith('.css'))
  for (const file of styles) {
    expect(readFileSync(join(builtFolder, file), 'utf8')).not.toMatch(/@font-face|@import/)
  }
})

/** Fails with the weight of each script, the heaviest first. */
function weighs(paths: readonly string[], mostKilobytes: number): void {
  const weights = paths
    .map((path) => ({ path, kilobytes: (chunks.get(path)?.gzipBytes ?? 0) / 1_000 }))
    .sort((a, b) => b.kilobytes - a.kilobytes)
  const sum = weights.reduce((total, { kilobytes }) => total + kilobytes, 0)
  const table = weights.map(({ path, kilobytes }) => `${kilobytes.toFixed(1).padStart(6)}  ${path}`)
  expect(
    sum,
    `${sum.toFixed(1)} KB of at most ${mostKilobytes}:\n${table.join('\n')}\n`,
  ).toBeLessThanOrEqual(mostKilobytes)
}
