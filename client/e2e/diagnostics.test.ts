import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { desktop, openChromium, phone } from './rig/chromium.ts'
import { startExchange } from './rig/exchange.ts'
import { badgeSays, isServed, moves, openPage, pasted, seenBy } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startRelay } from './rig/relay.ts'
import { startServer } from './rig/server.ts'

const dayMs = 86_400_000

test('each transport can be forced, and the server sees it', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const page = await openPage(await openChromium(phone), server.origin)
  await isServed(page)
  await openDiagnostics(page)
  for (const [transport, badge, clients] of [
    ['sse', /^Live · SSE · 1 s/, { sse: 1, websocket: 0 }],
    ['websocket', /^Live · WebSocket · 250 ms/, { sse: 0, websocket: 1 }],
    ['poll', /^Polling · 2 s/, { sse: 0, websocket: 0 }],
  ] as const) {
    await page.locator(`.forcing input[value=${transport}]`).check({ force: true })
    await badgeSays(page, badge)
    await expect.poll(async () => (await server.status()).clients).toEqual(clients)
    await page.waitForFunction(() => /forced this transport/.test(document.body.innerText))
  }
  await page.locator('.forcing input[value=auto]').check({ force: true })
  await badgeSays(page, /^Live · WebSocket · 100 ms/)
})

test('dropped connections and killed workers come back, and no older price is shown', async (context) => {
  needs(context, 'chromium')
  const exchange = await startExchange({ changesPerSecond: 50 })
  const server = await startServer(exchange.environment)
  const browser = await openChromium(desktop)
  const watching = await openPage(browser, server.origin)
  await isServed(watching)
  const diagnosing = await openPage(browser, server.origin)
  await isServed(diagnosing)
  await openDiagnostics(diagnosing)
  const { holds } = await seenBy(watching)
  for (let i = 0; i < 5; i++) {
    await diagnosing.getByRole('button', { name: 'Drop' }).click()
    await moves(watching, 20)
    await diagnosing.getByRole('button', { name: 'Kill' }).click()
    await expect.poll(() => fact(diagnosing, 'Restarts')).toBe(String(i + 1))
    await moves(watching, 20)
  }
  expect(await fact(diagnosing, 'Runs in')).toBe('Service worker')
  await expect.poll(async () => (await seenBy(watching)).holds - holds).toBe(5)
  expect((await seenBy(watching)).falls).toEqual([])
  await diagnosing.waitForFunction(() => /dropped by hand/.test(document.body.innerText))
  await expect.poll(async () => (await server.status()).clients.websocket).toBe(1)
})

test('a worker of the page alone is ended for good, and another one goes on', async (context) => {
  needs(context, 'chromium')
  const exchange = await startExchange({ changesPerSecond: 50 })
  const server = await startServer(exchange.environment)
  const browser = await openChromium({ ...phone, serviceWorkers: 'block' })
  const page = await openPage(browser, server.origin)
  await moves(page)
  await openDiagnostics(page)
  await expect.poll(() => fact(page, 'Runs in')).toBe('A worker of this page')
  await page.getByRole('button', { name: 'Kill' }).click()
  await expect.poll(() => fact(page, 'Restarts')).toBe('1')
  await badgeSays(page, /^Live/)
  await expect.poll(async () => (await server.status()).clients.websocket).toBe(1)
  await page.goBack()
  await moves(page)
  expect((await seenBy(page)).falls).toEqual([])
})

test('the report is on the clipboard as text, and in a file', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const browser = await openChromium({
    ...phone,
    permissions: ['clipboard-write'],
  })
  const page = await openPage(browser, server.origin)
  await isServed(page)
  await openDiagnostics(page)
  await page.waitForFunction(() => /Half within/.test(document.body.innerText))
  await page.getByRole('button', { name: 'Copy report' }).click()
  await page.waitForFunction(() => /on the clipboard/.test(document.body.innerText))
  const text = await pasted(page)
  expect(text).toContain('report: ebb.diagnostics.1')
  expect(text).toMatch(/"p99":\d/)
  expect(text).toMatch(/connecting > live {2}websocket/)

  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download JSON' }).click()
  const file = await (await downloading).path()
  const report = JSON.parse(await readFile(file, 'utf8'))
  expect(report).toMatchObject({ report: 'ebb.diagnostics.1', host: 'service', protocol: 4 })
  expect(report.transitions.length).toBeGreaterThan(0)
})

test.for([dayMs, -dayMs])(
  'on a device whose clock is %i ms off, ages and latency are right and the difference is told',
  async (offMs, context) => {
    needs(context, 'chromium')
    const exchange = await startExchange({ changesPerSecond: 50 })
    const server = await startServer(exchange.environment)
    const relay = await startRelay(server.port)
    const browser = await openChromium(phone)
    const clock = `;(${shiftDate})(${offMs});`
    await browser.addInitScript(clock)
    relay.workerSuffix = clock
    const page = await openPage(browser, relay.origin)
    // Until then the engine runs in a worker whose clock is right.
    await isServed(page)
    await page.reload()
    // And the prices that the page kept from then are replaced, every one.
    await moves(page, 100)
    await badgeSays(page, /^Live · WebSocket · \d+ ms · \d{1,3} ms$/)
    relay.broken = true
    await expect
      .poll(() => agesShown(page))
      .toEqual(expect.arrayContaining([expect.stringMatching(/^\d{1,2} s old$/)]))
    expect((await agesShown(page)).filter((age) => !/^\d{1,2} s old$/.test(age))).toEqual([])
    relay.broken = false
    await moves(page, 20)
    await openDiagnostics(page)
    const side = offMs > 0 ? 'ahead of' : 'behind'
    await expect.poll(() => fact(page, 'Clock')).toBe(`24 h ${side} the server`)
    expect((await seenBy(page)).falls).toEqual([])
  },
)

/** By the ways that a person has: the badge, and the link in what it opens. */
async function openDiagnostics(page: Page): Promise<void> {
  await page.locator('.badge').click()
  await page.locator('.sheet a[href="/settings/diagnostics"]').click()
  await page.waitForSelector('.forcing')
  await page.waitForFunction(() => /Running for/.test(document.body.innerText))
}

/** What stands beside a name. */
function fact(page: Page, name: string): Promise<string> {
  return page.evaluate((name) => {
    const names = [...document.querySelectorAll('.facts dt')]
    return names.find((it) => it.textContent === name)?.nextElementSibling?.textContent ?? ''
  }, name)
}

function agesShown(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('a.row')].flatMap(
      (row) => /\d+ \S+ old/.exec((row as HTMLElement).innerText)?.[0] ?? [],
    ),
  )
}

/** Sent as source. */
function shiftDate(offMs: number): void {
  const RealDate = Date
  const now = () => RealDate.now() + offMs
  globalThis.Date = new Proxy(RealDate, {
    construct: (real, args) => Reflect.construct(real, args.length === 0 ? [now()] : args),
    get: (real, key) => (key === 'now' ? now : Reflect.get(real, key)),
  })
}
