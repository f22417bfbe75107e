import { readFileSync } from 'node:fs'
import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { defaultSymbols } from '../../shared/instrument.ts'
import { desktop, openChromium, phone } from './rig/chromium.ts'
import { choose, listBegins, more, name, rowOf } from './rig/list.ts'
import { isServed, moves, openPage } from './rig/page.ts'
import { addAuthenticator } from './rig/passkeys.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

const english = { locale: 'en-US', colorScheme: 'light' } as const

/** Passkeys belong to a name, not to an address. */
async function serve() {
  const server = await startServer({ EBB_MARKET: 'simulated' })
  return { ...server, origin: server.origin.replace('127.0.0.1', 'localhost') }
}

async function openDevice(origin: string, options: object = phone) {
  const context = await openChromium({ ...english, ...options, acceptDownloads: true })
  const page = await openPage(context, origin)
  await isServed(page)
  const authenticator = await addAuthenticator(page)
  return { context, page, authenticator }
}

async function openAccount(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/settings/account`)
  await page.waitForSelector('.account-keep')
}

const button = (page: Page, text: string | RegExp) => page.getByRole('button', { name: text })
const outcome = (page: Page) => page.locator('.account-outcome').innerText()

async function keepOnAllDevices(page: Page, origin: string): Promise<void> {
  await openAccount(page, origin)
  await button(page, 'Keep this on all my devices').click()
  await expect.poll(() => outcome(page)).toMatch(/^Done/)
  await page.getByRole('heading', { name: 'Passkeys' }).waitFor()
}

async function signIn(page: Page, origin: string): Promise<void> {
  await openAccount(page, origin)
  await button(page, 'I have a passkey already').click()
  await expect.poll(() => outcome(page)).toMatch(/^You are signed in/)
}

/** Goes to the list of that name. */
async function showList(page: Page, origin: string, list: string): Promise<void> {
  await page.goto(origin)
  await page.locator('.list-names label', { hasText: list }).click()
}

async function makeList(page: Page, list: string, symbol: string): Promise<void> {
  await choose(page, more, 'New list')
  await name(page, list)
  await page.keyboard.press('/')
  await page.getByRole('combobox').fill(symbol)
  await page
    .locator('tr')
    .filter({ hasText: symbol.replace('USDT', '') })
    .getByRole('button')
    .first()
    .click()
  await page.keyboard.press('Escape')
  await listBegins(page, symbol)
}

test('whoever only reads prices is nobody to the server, also while looking at what could be', async (context) => {
  needs(context, 'chromium')
  const { origin } = await serve()
  const { page, context: browser } = await openDevice(origin)
  await remove(page, 'BTCUSDT')
  await openAccount(page, origin)
  await button(page, 'Keep this on all my devices').waitFor()
  expect(await browser.cookies()).toEqual([])
})

test('a passkey brings the lists of two devices together, and nothing of either is lost', async (context) => {
  needs(context, 'chromium')
  const { origin } = await serve()
  const one = await openDevice(origin)
  await makeList(one.page, 'From the phone', 'BTCUSDT')
  await one.page.goto(`${origin}/settings`)
  await one.page.locator('input[value="blue-orange"]').check()
  await keepOnAllDevices(one.page, origin)
  expect(await one.authenticator.count()).toBe(1)

  const two = await openDevice(origin, desktop)
  await makeList(two.page, 'From the desk', 'ETHUSDT')
  await rowOf(two.page, 'ETHUSDT').waitFor()
  await one.authenticator.carryTo(two.authenticator)
  const login = two.page.waitForRequest((request) => request.url().endsWith('/passkeys/login'))
  await signIn(two.page, origin)

  for (const { page } of [one, two]) {
    await showList(page, origin, 'From the phone')
    await listBegins(page, 'BTCUSDT')
    await showList(page, origin, 'From the desk')
    await listBegins(page, 'ETHUSDT')
  }
  const palette = (page: Page) => page.evaluate(() => document.documentElement.dataset.palette)
  await expect.poll(() => palette(two.page)).toBe('blue-orange')

  // What one changes the other sees, while both look, and what was deleted stays so.
  await showList(one.page, origin, 'Watchlist')
  await showList(two.page, origin, 'Watchlist')
  await listBegins(two.page, ...defaultSymbols.slice(0, 2))
  await remove(one.page, 'BTCUSDT')
  await listBegins(two.page, 'ETHUSDT', 'BNBUSDT')
  await two.page.reload()
  await listBegins(two.page, 'ETHUSDT', 'BNBUSDT')

  // Once all is everywhere, nothing is asked for while prices move.
  const asked: string[] = []
  for (const { page } of [one, two]) {
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  }
  const heard = async () => {
    asked.length = 0
    await moves(one.page, 40)
    await moves(two.page, 40)
    return asked.filter((path) => /session|records/.test(path))
  }
  await expect.poll(heard).toEqual([])

  // An answer that was heard on the way opens nothing a second time.
  const body = (await login).postData()
  const again = await two.page.evaluate(async (text) => {
    const headers = { 'content-type': 'application/json' }
    const options = { method: 'POST', headers, body: text }
    return (await fetch('/api/passkeys/login', options)).status
  }, body)
  expect(again).toBe(409)
})

test('changes made offline arrive later, on both sides', async (context) => {
  needs(context, 'chromium')
  const server = await serve()
  const { origin } = server
  const [one, two] = [await openDevice(origin), await openDevice(origin)]
  await keepOnAllDevices(one.page, origin)
  await one.authenticator.carryTo(two.authenticator)
  await signIn(two.page, origin)
  for (const { page } of [one, two]) {
    await page.goto(origin)
    await isServed(page)
  }
  await server.kill()
  await remove(one.page, 'BTCUSDT')
  await remove(two.page, 'ETHUSDT')
  await server.start()
  for (const { page } of [one, two]) {
    await expect.poll(() => page.locator('.rows > li').first().innerText()).toMatch(/BNB/)
  }
})

test('a device that is signed out elsewhere says so, keeps its lists and prices, and can go on', async (context) => {
  needs(context, 'chromium')
  const { origin } = await serve()
  const [one, two] = [await openDevice(origin), await openDevice(origin, desktop)]
  await keepOnAllDevices(one.page, origin)
  await one.authenticator.carryTo(two.authenticator)
  await makeList(two.page, 'From the desk', 'ETHUSDT')
  await signIn(two.page, origin)
  await two.page.goto(origin)
  await isServed(two.page)

  await openAccount(one.page, origin)
  await button(one.page, 'Sign out Chrome on Linux').click()
  await expect.poll(() => one.page.locator('.toast').innerText()).toMatch(/signed out/)
  const notice = two.page.getByRole('region', { name: 'You are signed out' })
  await notice.waitFor()
  await isServed(two.page)
  await notice.getByRole('link').click()
  await button(two.page, 'Sign in with a passkey').click()
  await expect.poll(() => outcome(two.page)).toMatch(/^You are signed in/)
  await expect
    .poll(() => two.page.locator('.action-line').allInnerTexts())
    .toContainEqual(expect.stringContaining('This device'))
})

test('an account is saved whole, and deleted with all of its devices', async (context) => {
  needs(context, 'chromium')
  const { origin } = await serve()
  const one = await openDevice(origin)
  await makeList(one.page, 'Mine', 'BTCUSDT')
  await keepOnAllDevices(one.page, origin)
  await expect
    .poll(() => one.page.locator('.action-line').first().innerText())
    .toMatch(/All carried/)

  const [download] = await Promise.all([
    one.page.waitForEvent('download'),
    button(one.page, 'Save').click(),
  ])
  const text = readFileSync(await download.path(), 'utf8')
  expect(JSON.parse(text)).toMatchObject({ format: 'ebb-backup', account: expect.anything() })
  expect(text.match(/"Mine"/g)?.length).toBeGreaterThanOrEqual(2)

  await button(one.page, 'Delete…').click()
  const dialog = one.page.getByRole('dialog', { name: 'Delete your account?' })
  expect(await dialog.innerText()).toMatch(/can’t be taken back/)
  await dialog.getByRole('button', { name: 'Delete my account' }).click()
  await expect.poll(() => one.page.locator('.toast').innerText()).toMatch(/is deleted/)
  expect(await sessionOf(one.context, origin)).toBe(401)
  // What is on the device stays, and the passkey opens nothing any more.
  await showList(one.page, origin, 'Mine')
  await listBegins(one.page, 'BTCUSDT')
  await openAccount(one.page, origin)
  await button(one.page, 'I have a passkey already').click()
  await expect.poll(() => outcome(one.page)).toMatch(/does not know that passkey/)
})

test('where the server has only an address, it is said that there can be no passkey', async (context) => {
  needs(context, 'chromium')
  const { origin } = await startServer({ EBB_MARKET: 'simulated' })
  const page = await openPage(await openChromium({ ...english, ...phone }), origin)
  await openAccount(page, origin)
  await page.locator('.account-keep', { hasText: /bare address/ }).waitFor()
  expect(await button(page, 'Keep this on all my devices').count()).toBe(0)
})

async function remove(page: Page, symbol: string): Promise<void> {
  await rowOf(page, symbol).locator('a.row').press('Delete')
  await rowOf(page, symbol).waitFor({ state: 'detached' })
}

async function sessionOf(context: BrowserContext, origin: string): Promise<number> {
  return (await context.request.get(`${origin}/api/session`)).status()
}
