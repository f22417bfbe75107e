import { expect, test } from 'vitest'
import { needs } from './rig/programs.ts'
import { ahead, makeAlert, newestByPush, startPushed, thresholdAt, turnOn } from './rig/pushed.ts'
import { makeKiller } from './rig/worker.ts'

test('with a page in front an alert is told once, within the app', async (context) => {
  needs(context, 'chromium', 'dbus')
  const pushed = await startPushed()
  const { page, exchange, desktop, gcm } = pushed
  await turnOn(pushed)
  await page.evaluate(makeAlert, thresholdAt(exchange))
  exchange.leap(ahead)
  await page.locator('.toast', { hasText: 'BTC above' }).waitFor()
  await expect.poll(() => gcm.taken).toBe(1)
  // The worker has taken it, and says so to the server.
  await expect.poll(() => page.evaluate(newestByPush)).toBe('received')
  expect(desktop.shown).toEqual([])
})

test('with no page open it is shown, in the language of its user, and a click opens the instrument', async (context) => {
  needs(context, 'chromium', 'dbus')
  const pushed = await startPushed({ language: 'ko' })
  const { page, exchange, desktop, server } = pushed
  await turnOn(pushed, '켜기')
  await page.evaluate(makeAlert, thresholdAt(exchange))
  await page.goto('about:blank')
  exchange.leap(ahead)
  await expect.poll(() => desktop.shown).toHaveLength(1)
  const [shown] = desktop.shown
  expect(shown?.title).toMatch(/^BTC/)
  expect(`${shown?.title} ${shown?.body}`).toMatch(/[가-힣]/)

  const opened = page.context().waitForEvent('page')
  desktop.click(shown?.id ?? 0)
  const instrument = await opened
  await instrument.waitForURL(`${server.origin}/i/BTCUSDT`)
  await instrument.locator('.row-price, .instrument-price, .head-price').first().waitFor()
  await expect.poll(() => desktop.open.size).toBe(0)
})

test('a worker that was stopped is woken by it', async (context) => {
  needs(context, 'chromium', 'dbus')
  const pushed = await startPushed()
  const { page, exchange, desktop } = pushed
  await turnOn(pushed)
  const killer = await makeKiller(page)
  await page.evaluate(makeAlert, thresholdAt(exchange))
  await page.goto('about:blank')
  await killer.kill()
  exchange.leap(ahead)
  await expect.poll(() => desktop.shown).toMatchObject([{ replaces: false }])
  expect(desktop.shown[0]?.title).toMatch(/^BTC above 1,\d{3}/)
  expect(desktop.shown[0]?.body).toMatch(/Binance/)
})

test('a click brings an open page to the instrument', async (context) => {
  needs(context, 'chromium', 'dbus')
  const pushed = await startPushed()
  const { page, exchange, desktop, server } = pushed
  await turnOn(pushed)
  await page.evaluate(makeAlert, thresholdAt(exchange))
  await page.goto('about:blank')
  exchange.leap(ahead)
  await expect.poll(() => desktop.shown).toHaveLength(1)
  await page.goto(`${server.origin}/portfolio`)
  await page.evaluate(() => {
    document.title = 'the same page'
  })
  desktop.click(desktop.shown[0]?.id ?? 0)
  await page.waitForURL(`${server.origin}/i/BTCUSDT`)
  expect(page.context().pages()).toHaveLength(2)
})
