import { expect, test } from 'vitest'
import { desktop, launchChromium, phone } from './rig/chromium.ts'
import { isServed, moves, openPage, seenBy } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

const simulated = { EBB_MARKET: 'simulated' }

for (const [name, screen] of Object.entries({ phone, desktop })) {
  test(`prices move once it is opened, and nothing goes wrong, on a ${name}`, async (context) => {
    needs(context, 'chromium')
    const server = await startServer(simulated)
    const browser = await launchChromium(screen)
    const wrong: string[] = []
    browser.on('console', (message) => {
      if (message.type() === 'error') wrong.push(message.text())
    })
    browser.on('weberror', (error) => wrong.push(String(error.error())))
    browser.on('requestfailed', (request) => {
      // What the page itself calls off, as it does when its plan changes, is no failure.
      const why = request.failure()?.errorText
      if (why !== 'net::ERR_ABORTED') wrong.push(`${request.url()}: ${why}`)
    })
    browser.on('response', (response) => {
      if (response.status() >= 400) wrong.push(`${response.url()}: ${response.status()}`)
    })

    const page = await openPage(browser, server.origin)
    await page.waitForFunction(() => window.ebbSeen.updates > 20)
    await expect.poll(async () => Object.keys((await seenBy(page)).prices)).toHaveLength(16)
    // A first visit goes on from the dedicated worker to the service worker meanwhile.
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await moves(page, 50)
    expect(wrong).toEqual([])
  })
}

test('opening the list asks once for all sparklines, and for no candles', async (context) => {
  needs(context, 'chromium')
  const server = await startServer(simulated)
  const browser = await launchChromium(phone)
  const asked: string[] = []
  browser.on('request', (request) => asked.push(new URL(request.url()).pathname))
  const page = await openPage(browser, server.origin)
  await page.waitForFunction(() => document.querySelectorAll('.row .spark').length === 16)
  await isServed(page)
  await moves(page, 50)
  const past = asked.filter((path) => /^\/api\/(candles|sparklines)/.test(path))
  expect(past).toEqual(['/api/sparklines'])

  // Nor when the list is opened again, its lines at once from the device's copy.
  await page.reload()
  await page.waitForFunction(() => document.querySelectorAll('.row .spark').length === 16)
  expect(asked.filter((path) => path.startsWith('/api/candles'))).toEqual([])
})

test('a simulated market says so on the page and in every answer', async (context) => {
  needs(context, 'chromium')
  const server = await startServer(simulated)
  const page = await openPage(await launchChromium(phone), server.origin)
  await moves(page)
  expect(await page.locator('[data-market]').innerText()).toMatch(/simulated/i)
  await page.locator('a.row[href$="BTCUSDT"]').click()
  await page.waitForURL(/BTCUSDT/)
  expect(await page.locator('[data-market]').innerText()).toMatch(/simulated/i)
  const { simulated: isSimulated, prices } = await server.prices()
  expect([isSimulated, ...prices.map((price) => price.simulated)]).not.toContain(false)
})

test('it can be installed', async (context) => {
  needs(context, 'chromium')
  const server = await startServer(simulated)
  const browser = await launchChromium(phone)
  const page = await openPage(browser, server.origin)
  await moves(page)
  const session = await browser.newCDPSession(page)
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
  expect(installabilityErrors).toEqual([])
})
