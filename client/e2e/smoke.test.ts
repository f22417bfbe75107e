import { expect, test } from 'vitest'
import { startExchange } from './rig/exchange.ts'
import { visitFirefox } from './rig/firefox.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'
import type { Visitor } from './rig/visitor.ts'
import { openWebKit } from './rig/webkit.ts'

test('in Firefox all of it works', async (context) => {
  needs(context, 'firefox')
  await walk(await visitFirefox())
})

test('in WebKitGTK, which can do least, all of it works', async (context) => {
  needs(context, 'webkit', 'webkitDriver', 'xvfb')
  await walk(await openWebKit())
})

/** Through the app as a person would go, with the server lost and found again. */
async function walk(visitor: Visitor): Promise<void> {
  const exchange = await startExchange({ changesPerSecond: 50 })
  const server = await startServer(exchange.environment)
  await visitor.open(server.origin)
  await moves(visitor)
  await expect.poll(() => visitor.ask(() => navigator.serviceWorker.controller !== null)).toBe(true)

  await visitor.click('a.row[href="/i/ETHUSDT"]')
  await shows(visitor, { selector: '.instrument-head', words: /ETH/ })
  await expect.poll(() => visitor.ask(hasDrawn)).toBe(true)
  await moves(visitor)

  await visitor.click('.tabs a[href="/settings"]')
  await shows(visitor, { selector: '.shell-main h1', words: /settings/i })
  await visitor.click('.tabs a[href="/portfolio"]')
  await shows(visitor, { selector: '.shell-main h1', words: /portfolio/i })
  await visitor.click('.tabs a[href="/"]')
  await moves(visitor)

  const before = await visitor.ask(pricesShown)
  await server.kill()
  await shows(visitor, { selector: '.banner', words: /reconnecting.*ago/i })
  expect(await visitor.errors()).toEqual([])
  await visitor.open(server.origin)
  await expect.poll(async () => (await visitor.ask(pricesShown)).length).toBe(before.length)
  await shows(visitor, { selector: '.banner', words: /reconnecting.*ago/i })

  await server.start()
  await moves(visitor)
  await expect.poll(() => visitor.ask(bannerText)).toBe('')
  expect(await visitor.errors()).toEqual([])
}

/** Waits until a price on the page is another than now. */
async function moves(visitor: Visitor): Promise<void> {
  await expect.poll(async () => (await visitor.ask(pricesShown)).length).toBeGreaterThan(0)
  const before = await visitor.ask(pricesShown)
  await expect.poll(() => visitor.ask(pricesShown)).not.toEqual(before)
}

async function shows(visitor: Visitor, { selector, words }: { selector: string; words: RegExp }) {
  const text = () =>
    visitor.ask((wanted) => document.querySelector(wanted)?.textContent ?? '', selector)
  await expect.poll(text).toMatch(words)
}

const pricesShown = () =>
  [...document.querySelectorAll('.row-price')]
    .map((price) => price.textContent ?? '')
    .filter((text) => /\d/.test(text))

const bannerText = () => document.querySelector('.banner')?.textContent ?? ''

/** Whether there is anything on the chart's canvas. */
function hasDrawn(): boolean {
  const canvas = document.querySelector<HTMLCanvasElement>('.uplot canvas')
  if (!canvas || canvas.width === 0) return false
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data
  return pixels?.some((value) => value !== 0) ?? false
}
