import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { palettes } from '../state/settings/palette.ts'
import { findingsOf } from './rig/axe.ts'
import { desktop, openChromium, phone } from './rig/chromium.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

interface Place {
  name: string
  path: string
  /** What is there once it is all there. */
  ready: string
  /** How it is opened where it has no address of its own. */
  open?(page: Page): Promise<void>
}

const places: Place[] = [
  { name: 'the watchlist', path: '/', ready: '.row-price:not(:empty)' },
  { name: 'an instrument', path: '/i/BTCUSDT', ready: '.uplot canvas' },
  { name: 'an instrument that is not there', path: '/i/NOSUCHTHING', ready: '.shell-main' },
  { name: 'the portfolio', path: '/portfolio', ready: '.page' },
  { name: 'the settings', path: '/settings', ready: '.page' },
  { name: 'energy and data', path: '/settings/energy', ready: '.page' },
  { name: 'the diagnostics', path: '/settings/diagnostics', ready: '.page' },
  {
    name: 'the connection',
    path: '/',
    ready: '.sheet:popover-open',
    open: (page) => page.click('.badge'),
  },
  {
    name: 'the search',
    path: '/',
    ready: 'dialog.search[open]',
    async open(page) {
      await page.waitForSelector('.row-price:not(:empty)')
      await page.keyboard.press('/')
    },
  },
]

const named = places.map((place) => [place.name, place] as const)

test.for(named)('axe finds nothing on %s', { timeout: 180_000 }, async ([, place], context) => {
  needs(context, 'chromium')
  const { origin } = await startServer({ EBB_MARKET: 'simulated' })
  const browser = await openChromium({ ...phone, reducedMotion: 'reduce', locale: 'en-US' })
  const page = await visit(await browser.newPage(), { origin, place })
  expect.soft(await findingsOf(page), 'light').toEqual([])
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const palette of palettes) {
      await page.evaluate((name) => {
        document.documentElement.dataset.palette = name
      }, palette)
      const findings = await findingsOf(page, 'color-contrast')
      expect.soft(findings, `${colorScheme}, ${palette}`).toEqual([])
    }
  }
})

test.for([
  ['in Korean', { ...phone, locale: 'ko-KR' }],
  ['on a desk, in the dark', { ...desktop, colorScheme: 'dark' }],
  ['with more contrast', { ...phone, contrast: 'more' }],
] as const)('axe finds nothing %s', { timeout: 180_000 }, async ([, options], context) => {
  needs(context, 'chromium')
  const { origin } = await startServer({ EBB_MARKET: 'simulated' })
  const browser = await openChromium({ ...options, reducedMotion: 'reduce' })
  const page = await browser.newPage()
  for (const place of places) {
    await visit(page, { origin, place })
    expect.soft(await findingsOf(page), place.name).toEqual([])
  }
})

async function visit(page: Page, { origin, place }: { origin: string; place: Place }) {
  await page.goto(origin + place.path)
  await page.waitForSelector('.badge')
  await place.open?.(page)
  await page.waitForSelector(place.ready, { timeout: 20_000 })
  return page
}
