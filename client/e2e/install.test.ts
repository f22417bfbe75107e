import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { desktop, launchChromium, phone } from './rig/chromium.ts'
import { isServed, openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

const simulated = { EBB_MARKET: 'simulated' }
const english = { locale: 'en-US', colorScheme: 'light' } as const
const apple = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
const iPhone = `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${apple}`

/** Somebody who has been here twice, the last time yesterday. */
async function openAsRegular(context: BrowserContext, origin: string): Promise<Page> {
  await context.addInitScript(() => {
    // Chromium's own may come at any moment, and would answer for itself.
    addEventListener('beforeinstallprompt', (event) => {
      if (event.isTrusted) event.stopImmediatePropagation()
    })
    if (localStorage.getItem('ebb.install') !== null) return
    const visits = { count: 2, seenAt: Date.now() - 86_400_000, lookedMs: 60_000, personal: false }
    localStorage.setItem('ebb.install', JSON.stringify(visits))
  })
  const page = await context.newPage()
  await page.clock.install()
  await page.goto(origin)
  await page.waitForSelector('.row-price:not(:empty)')
  return page
}

/** As Chromium fires it, with an answer: its own dialog can't be answered here. */
async function promptWith(page: Page, outcome: 'accepted' | 'dismissed'): Promise<void> {
  await page.evaluate((given) => {
    window.ebbPrompts = 0
    const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
      prompt: async () => {
        window.ebbPrompts += 1
        return { outcome: given }
      },
    })
    dispatchEvent(event)
  }, outcome)
}

test('who comes a third time is offered the installation, below the list and not at once', async (context) => {
  needs(context, 'chromium')
  const { origin } = await startServer(simulated)
  const page = await openAsRegular(await launchChromium({ ...phone, ...english }), origin)
  const offer = page.getByRole('region', { name: 'Ebb on your home screen' })
  await promptWith(page, 'accepted')
  await page.clock.runFor(15_000)
  expect(await offer.count()).toBe(0)
  await page.clock.runFor(30_000)
  await offer.waitFor()
  await offer.getByRole('button', { name: 'Install' }).click()
  await expect.poll(() => page.evaluate(() => window.ebbPrompts)).toBe(1)
  await offer.waitFor({ state: 'detached' })
})

test('put away, it is not offered on the next visit either', async (context) => {
  needs(context, 'chromium')
  const { origin } = await startServer(simulated)
  const page = await openAsRegular(await launchChromium({ ...phone, ...english }), origin)
  await promptWith(page, 'accepted')
  await page.clock.runFor(45_000)
  const offer = page.getByRole('region', { name: 'Ebb on your home screen' })
  await offer.getByRole('button', { name: 'Not now' }).click()
  await offer.waitFor({ state: 'detached' })
  await page.reload()
  await page.waitForSelector('.row-price:not(:empty)')
  await promptWith(page, 'accepted')
  await page.clock.runFor(60_000)
  expect(await offer.count()).toBe(0)
  // The way stays open to whoever looks for it.
  await page.goto(`${origin}/settings`)
  await page.waitForSelector('.page h1')
  await promptWith(page, 'dismissed')
  await page.getByRole('button', { name: 'Install', exact: true }).click()
  await expect.poll(() => page.evaluate(() => window.ebbPrompts)).toBe(1)
})

test.for([
  ['an iPhone of before', `${iPhone} Version/18.6 Mobile/15E148 Safari/604.1`, /Safari’s bar/],
  ['an iPhone of now', `${iPhone} Version/26.1 Mobile/15E148 Safari/604.1`, /Open as Web App/],
] as const)(
  'on %s the steps of the share sheet are shown',
  async ([, userAgent, says], context) => {
    needs(context, 'chromium')
    const { origin } = await startServer(simulated)
    const browser = await launchChromium({ ...phone, ...english, userAgent, hasTouch: true })
    // Safari has no such event.
    await browser.addInitScript(() => {
      addEventListener('beforeinstallprompt', (event) => event.stopImmediatePropagation())
    })
    const page = await openPage(browser, `${origin}/settings`)
    await page.getByRole('button', { name: 'Show me how' }).click()
    const dialog = page.getByRole('dialog', { name: 'Ebb on your home screen' })
    await expect.poll(() => dialog.locator('li .icon').count()).toBe(3)
    const steps = await dialog.locator('li').allInnerTexts()
    expect(steps).toHaveLength(3)
    expect(steps.join('\n')).toMatch(says)
    expect(steps[0]).toMatch(/Tap Share/)
  },
)

test('installed, nothing is offered, and nothing is found wrong with the manifest', async (context) => {
  needs(context, 'chromium')
  const { origin } = await startServer(simulated)
  const browser = await launchChromium({ ...desktop, ...english })
  const page = await openPage(browser, `${origin}/settings`)
  const session = await browser.newCDPSession(page)
  const { errors, data } = await session.send('Page.getAppManifest')
  expect(errors).toEqual([])
  expect(JSON.parse(data ?? '')).toMatchObject({ id: '/', scope: '/' })
  await page.getByRole('button', { name: 'Install', exact: true }).waitFor()
  await session.send('PWA.install', { manifestId: `${origin}/` })
  await session.send('PWA.openCurrentPageInApp', { manifestId: `${origin}/` })
  await page.waitForFunction(() => matchMedia('(display-mode: standalone)').matches)
  await expect
    .poll(() => page.getByRole('button', { name: 'Install', exact: true }).count())
    .toBe(0)
})

test('a link into the app opens without a network, and so does the shortcut to the search', async (context) => {
  needs(context, 'chromium')
  const server = await startServer(simulated)
  const page = await openPage(await launchChromium({ ...phone, ...english }), server.origin)
  await isServed(page)
  await server.kill()
  for (const [path, content] of [
    ['/portfolio', '.page'],
    ['/settings', '.page h1'],
    ['/settings/diagnostics', '.page'],
    ['/i/BTCUSDT', '.instrument h1'],
  ] as const) {
    await page.goto(server.origin + path)
    await page.waitForSelector(`main ${content}`)
  }
  await page.goto(`${server.origin}/?search`)
  await page.getByRole('dialog').getByRole('combobox').waitFor()
})

declare global {
  interface Window {
    ebbPrompts: number
  }
}
