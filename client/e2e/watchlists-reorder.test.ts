import type { BrowserContextOptions } from 'playwright-core'
import { expect, test } from 'vitest'
import { defaultSymbols } from '../../shared/instrument.ts'
import { desktop, openChromium, phone } from './rig/chromium.ts'
import { choose, isStill, linesOf, listBegins, more, name, rowOf } from './rig/list.ts'
import { moves, openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'
import { makeFinger, middleOf } from './rig/touch.ts'

const touch = { ...phone, hasTouch: true }

async function open(options: BrowserContextOptions = touch) {
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const page = await openPage(await openChromium(options), server.origin)
  await moves(page)
  return page
}

test('a finger that rests on a row lifts it, and the row follows it to its new place', async (context) => {
  needs(context, 'chromium')
  const page = await open()
  const finger = await makeFinger(page)
  const [from, to] = [
    await middleOf(rowOf(page, 'BTCUSDT')),
    await middleOf(rowOf(page, 'SOLUSDT')),
  ]
  await finger.down(from.x, from.y)
  await page.waitForSelector('.row-item.is-lifted')
  await finger.moveTo(from.x, to.y, 20)
  const away = async () => Math.abs((await middleOf(rowOf(page, 'BTCUSDT'))).y - to.y)
  await expect.poll(away).toBeLessThan(4)
  await listBegins(page, 'ETHUSDT', 'BNBUSDT', 'SOLUSDT', 'BTCUSDT')
  await finger.up()
  await isStill(page)
  // Neither the list has scrolled nor the row been opened.
  expect(await page.locator('.pane-list').evaluate((pane) => pane.scrollTop)).toBe(0)
  expect(new URL(page.url()).pathname).toBe('/')
  await page.reload()
  await listBegins(page, 'ETHUSDT', 'BNBUSDT', 'SOLUSDT', 'BTCUSDT', 'XRPUSDT')
})

test('a finger that moves at once scrolls the list, and lifts nothing', async (context) => {
  needs(context, 'chromium')
  const page = await open()
  const finger = await makeFinger(page)
  const { x, y } = await middleOf(rowOf(page, 'DOGEUSDT'))
  await finger.down(x, y)
  await finger.moveTo(x, y - 200)
  await finger.up()
  const top = () => page.locator('.pane-list').evaluate((pane) => pane.scrollTop)
  await expect.poll(top).toBeGreaterThan(100)
  expect(await linesOf(page)).toEqual([...defaultSymbols])
})

test('a row that is held at the edge scrolls the list, to its very end', async (context) => {
  needs(context, 'chromium')
  const page = await open()
  await choose(page, more, 'Edit this list')
  const finger = await makeFinger(page)
  const { x, y } = await middleOf(rowOf(page, 'BTCUSDT').locator('.row-grip'))
  await finger.down(x, y)
  await finger.moveTo(x, phone.viewport.height - 70)
  await expect.poll(async () => (await linesOf(page)).at(-1)).toBe('BTCUSDT')
  await finger.up()
  await isStill(page)
  expect((await linesOf(page)).at(-1)).toBe('BTCUSDT')
})

test('a row is dragged into a group and out of it', async (context) => {
  needs(context, 'chromium')
  const page = await open()
  await choose(page, more, 'New group')
  await name(page, 'Mine')
  // What is new comes into sight.
  const heading = async () => await page.locator('.row-group').boundingBox()
  await expect
    .poll(async () => (await heading())?.y)
    .toBeLessThan((await page.locator('.tabs').boundingBox())?.y ?? Number.NaN)
  await isStill(page)
  const finger = await makeFinger(page)
  const drag = async (symbol: string, to: number) => {
    const from = await middleOf(rowOf(page, symbol).locator('.row-grip'))
    await finger.down(from.x, from.y)
    await finger.moveTo(from.x, to, 20)
    await finger.up()
    await isStill(page)
  }
  const group = await middleOf(page.locator('.row-group'))
  await drag('FILUSDT', group.y + 20)
  await expect.poll(async () => (await linesOf(page)).slice(-2)).toEqual(['[Mine]', 'FILUSDT'])
  await drag('FILUSDT', ((await heading())?.y ?? 0) + 10)
  await expect
    .poll(async () => (await linesOf(page)).slice(-3))
    .toEqual(['BCHUSDT', 'FILUSDT', '[Mine]'])
})

test('a mouse drags a row, and Escape puts it back', async (context) => {
  needs(context, 'chromium')
  const page = await open(desktop)
  const [from, to] = [
    await middleOf(rowOf(page, 'BTCUSDT')),
    await middleOf(rowOf(page, 'BNBUSDT')),
  ]
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x, to.y, { steps: 12 })
  await listBegins(page, 'ETHUSDT', 'BNBUSDT', 'BTCUSDT')
  await page.keyboard.press('Escape')
  await listBegins(page, ...defaultSymbols)
  await page.mouse.up()
  await isStill(page)

  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x, to.y, { steps: 12 })
  await page.mouse.up()
  await listBegins(page, 'ETHUSDT', 'BNBUSDT', 'BTCUSDT')
  expect(new URL(page.url()).pathname).toBe('/')
})

test('a row is moved by keyboard alone, and each step is spoken', async (context) => {
  needs(context, 'chromium')
  const page = await open(desktop)
  const said = () => page.locator('[aria-live=assertive]').innerText()
  await choose(page, more, 'Edit this list')
  await page.locator('.row-grip').first().focus()
  await page.keyboard.press('Space')
  await expect.poll(said).toBe('BTC/USDT lifted, place 1 of 16')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect.poll(said).toBe('place 3 of 16')
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest('.row-item')?.getAttribute('data-id'))
  await expect.poll(focused).toBe('default/BTCUSDT')
  await page.keyboard.press('Space')
  await expect.poll(said).toBe('BTC/USDT dropped, place 3 of 16')
  await listBegins(page, 'ETHUSDT', 'BNBUSDT', 'BTCUSDT')

  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Escape')
  await expect.poll(said).toBe('BTC/USDT is back where it was')
  await listBegins(page, 'ETHUSDT', 'BNBUSDT', 'BTCUSDT')
  // Not lifted, the arrows lead from one grip to the next.
  await page.keyboard.press('ArrowDown')
  await expect.poll(focused).toBe('default/SOLUSDT')
  await page.keyboard.press('Escape')
  await page.waitForSelector('.row-grip', { state: 'detached' })

  await page.locator('a.row').first().focus()
  await page.keyboard.press('Alt+ArrowDown')
  // At once: a page that goes takes along what it hadn't kept yet.
  await page.reload()
  await listBegins(page, 'BNBUSDT', 'ETHUSDT', 'BTCUSDT', 'SOLUSDT')
})

test('with reduced motion rows change places without sliding', async (context) => {
  needs(context, 'chromium')
  const page = await open({ ...desktop, reducedMotion: 'reduce' })
  await page.locator('a.row').first().focus()
  await page.keyboard.press('Alt+ArrowDown')
  await listBegins(page, 'ETHUSDT', 'BTCUSDT')
  const running = await page.evaluate(() => document.getAnimations().length)
  expect(running).toBe(0)
})
