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
  {
    name: 'a list that is edited',
    path: '/',
    ready: '.row-grip',
    async open(page) {
      await page.locator('.list-bar [aria-haspopup=menu]').nth(1).click()
      await page.locator('.menu:popover-open button').first().click()
    },
  },
  {
    name: 'the sorts of a list',
    path: '/',
    ready: '.menu:popover-open',
    open: (page) => page.locator('.list-bar [aria-haspopup=menu]').first().click(),
  },
  {
    name: 'the name of a new list',
    path: '/',
    ready: 'dialog[open] input',
    async open(page) {
      await page.locator('.list-bar [aria-haspopup=menu]').nth(1).click()
      await page.locator('.menu:popover-open button').nth(2).click()
    },
  },
  { name: 'an instrument', path: '/i/BTCUSDT', ready: '.uplot canvas' },
  { name: 'an instrument that is not there', path: '/i/NOSUCHTHING', ready: '.shell-main h1' },
  { name: 'an address that has no page', path: '/no/such/page', ready: '.empty' },
  {
    name: 'the settings of the chart',
    path: '/i/BTCUSDT',
    ready: '.sheet:popover-open h2',
    open: (page) => page.click('.chart-more'),
  },
  {
    name: 'the trades of an instrument',
    path: '/i/BTCUSDT',
    ready: '.trades tbody td',
    open: (page) => page.click('#instrument-tab-trades'),
  },
  {
    name: 'the details of an instrument',
    path: '/i/BTCUSDT',
    ready: '#instrument-details dd',
    open: (page) => page.click('#instrument-tab-details'),
  },
  { name: 'the portfolio', path: '/portfolio', ready: '.page h1' },
  { name: 'the alerts', path: '/alerts', ready: '.empty' },
  {
    name: 'an alert that is typed',
    path: '/i/BTCUSDT',
    ready: 'dialog[open] .alert-form',
    async open(page) {
      await page.waitForSelector('.instrument-price .row-price:not(:empty)')
      await page.click('.alert-bell')
    },
  },
  {
    name: 'a line that is placed on a chart',
    path: '/i/BTCUSDT',
    ready: '.chart-grip',
    async open(page) {
      await page.waitForSelector('.uplot canvas')
      await page.click('.chart-bar-actions button[aria-pressed]')
    },
  },
  { name: 'the settings', path: '/settings', ready: '.page h1' },
  {
    name: 'the question before all is deleted',
    path: '/settings',
    ready: 'dialog[open]',
    open: (page) => page.locator('.page button').last().click(),
  },
  { name: 'the account', path: '/settings/account', ready: '.account-keep' },
  { name: 'what has fired', path: '/alerts/history', ready: '.notification-history .empty' },
  {
    name: 'the settings of notifications',
    path: '/settings/notifications',
    ready: '.notification-places',
  },
  {
    name: 'quiet hours',
    path: '/settings/notifications',
    ready: '.quiet-times',
    open: (page) => page.getByRole('switch').last().click(),
  },
  {
    name: 'a new webhook',
    path: '/settings/notifications',
    ready: 'dialog[open] input',
    open: (page) => page.locator('.notification-places button').first().click(),
  },
  { name: 'energy and data', path: '/settings/energy', ready: '.page h1' },
  { name: 'the diagnostics', path: '/settings/diagnostics', ready: '.page h1' },
  {
    name: 'the connection',
    path: '/',
    ready: '.sheet:popover-open h2',
    open: (page) => page.click('.badge'),
  },
  {
    name: 'the search',
    path: '/',
    ready: 'dialog.search[open] .find',
    async open(page) {
      await page.waitForSelector('.row-price:not(:empty)')
      await page.keyboard.press('/')
      await page.locator('dialog.search input').fill('BTC')
    },
  },
]

test('axe finds nothing by day or by night, in any palette', {
  timeout: 600_000,
}, async (context) => {
  needs(context, 'chromium')
  const { origin } = await startServer({ EBB_MARKET: 'simulated' })
  const browser = await openChromium({ ...phone, reducedMotion: 'reduce', locale: 'en-US' })
  const page = await browser.newPage()
  for (const place of places) {
    await page.emulateMedia({ colorScheme: 'light' })
    await visit(page, { origin, place })
    expect.soft(await findingsOf(page), place.name).toEqual([])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      for (const palette of palettes) {
        await page.evaluate((name) => {
          document.documentElement.dataset.palette = name
        }, palette)
        const findings = await findingsOf(page, 'color-contrast')
        expect.soft(findings, `${place.name}, ${colorScheme}, ${palette}`).toEqual([])
      }
    }
  }
})

/** Side by side with the list there are no tabs, and all of an instrument is seen at once. */
const onDesk = places.filter(({ name }) => !/^the (trades|details) of/.test(name))

test.for([
  ['in Korean', { ...phone, locale: 'ko-KR' }, places],
  ['on a desk, in the dark', { ...desktop, colorScheme: 'dark' }, onDesk],
  ['with more contrast', { ...phone, contrast: 'more' }, places],
] as const)('axe finds nothing %s', async ([, options, all], context) => {
  needs(context, 'chromium')
  const { origin } = await startServer({ EBB_MARKET: 'simulated' })
  const browser = await openChromium({ ...options, reducedMotion: 'reduce' })
  const page = await browser.newPage()
  for (const place of all) {
    await visit(page, { origin, place })
    expect.soft(await findingsOf(page), place.name).toEqual([])
  }
})

test('type grows with what its reader has chosen for the browser, and nothing leaves the screen for it', async (context) => {
  needs(context, 'chromium')
  const { origin } = await startServer({ EBB_MARKET: 'simulated' })
  const browser = await openChromium({ ...phone, reducedMotion: 'reduce' })
  const page = await browser.newPage()
  const session = await browser.newCDPSession(page)
  await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } })
  for (const place of places) {
    await visit(page, { origin, place })
    const { type, width } = await page.evaluate(() => ({
      type: Number.parseFloat(getComputedStyle(document.body).fontSize),
      width: document.documentElement.scrollWidth,
    }))
    expect.soft(type, place.name).toBeGreaterThanOrEqual(15 * 1.25)
    expect.soft(width, place.name).toBe(phone.viewport.width)
  }
})

async function visit(
  page: Page,
  { origin, place }: { origin: string; place: Place },
): Promise<void> {
  await page.goto(origin + place.path)
  await page.waitForSelector('.badge')
  await place.open?.(page)
  await page.waitForSelector(place.ready, { state: 'attached' })
}
