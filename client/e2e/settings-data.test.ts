import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { StoredRecord } from '../db/records.ts'
import type { Backup } from '../state/settings/backup.ts'
import { launchChromium, phone } from './rig/chromium.ts'
import { storedIn } from './rig/device.ts'
import { isServed, openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'
import { temporaryFolder } from './rig/temporary.ts'

const simulated = { EBB_MARKET: 'simulated' }
const english = { ...phone, locale: 'en-US', colorScheme: 'light' } as const

const owned: StoredRecord[] = [
  {
    kind: 'list',
    id: 'l1',
    changedAt: 1_000,
    deleted: false,
    value: { name: 'Mine', position: 'm' },
  },
  {
    kind: 'entry',
    id: 'l1/ETHUSDT',
    changedAt: 2_000,
    deleted: false,
    value: { list: 'l1', symbol: 'ETHUSDT', position: 'm' },
  },
  { kind: 'entry', id: 'l1/BTCUSDT', changedAt: 3_000, deleted: true, value: undefined },
  {
    kind: 'holding',
    id: 'h1',
    changedAt: 4_000,
    deleted: false,
    value: {
      symbol: 'BTCUSDT',
      base: 'BTC',
      quote: 'USDT',
      quantity: '0.1',
      cost: { amount: '50000', currency: 'USDT', per: 'unit' },
      note: 'the first',
      addedAt: 4_000,
    },
  },
]

test('what is saved to a file and thrown away comes back whole', async (context) => {
  needs(context, 'chromium')
  const { origin } = await startServer(simulated)
  const browser = await launchChromium({ ...english, acceptDownloads: true })
  const page = await openSettings(browser, origin)
  await page.waitForFunction(async () => (await indexedDB.databases()).length > 0)
  await page.evaluate(keep, owned)
  await page.locator('input[value="dark"]').check({ force: true })
  await page.locator('input[value="blue-orange"]').check()

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save', exact: true }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^ebb-\d{4}-\d\d-\d\d\.json$/)
  const file = await download.path()
  const backup: Backup = JSON.parse(readFileSync(file, 'utf8'))
  expect(backup).toMatchObject({
    format: 'ebb-backup',
    version: 1,
    choices: { theme: 'dark', palette: 'blue-orange' },
  })
  expect(backup.records).toHaveLength(owned.length)

  await reset(page)
  await expect.poll(() => kept(page)).toEqual([])
  expect(await page.evaluate(() => localStorage.getItem('ebb.theme'))).toBeNull()

  await page.goto(`${origin}/settings`)
  await page.setInputFiles('input[type=file]', file)
  const dialog = page.getByRole('dialog', { name: 'What the file holds' })
  await expect
    .poll(() => dialog.innerText())
    .toMatch(/Watchlists\s+1 new[\s\S]*Instruments\s+1 new[\s\S]*Holdings\s+1 new[\s\S]*Settings/)
  expect(await kept(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Load it' }).click()
  await expect.poll(() => page.locator('.toast').innerText()).toMatch(/is here now/)
  await expect.poll(() => kept(page)).toEqual(owned)
  // At once, without a reload.
  const { theme, palette } = await page.evaluate(() => ({ ...document.documentElement.dataset }))
  expect([theme, palette]).toEqual(['dark', 'blue-orange'])

  // A second time there is nothing left to do, and nothing is doubled.
  await page.setInputFiles('input[type=file]', file)
  await expect.poll(() => dialog.innerText()).toMatch(/Watchlists\s+1 already here/)
})

test('a reset starts over in every tab, without a worker, a cache or a choice of before', async (context) => {
  needs(context, 'chromium')
  const { origin } = await startServer(simulated)
  const browser = await launchChromium(english)
  const other = await openPage(browser, origin)
  await isServed(other)
  await other.evaluate(() => {
    window.ebbMark = 'before'
    localStorage.setItem('ebb.theme', 'dark')
    localStorage.setItem('somebody.else', 'stays')
  })
  const page = await openSettings(browser, origin)
  const before = await page.evaluate(() => caches.keys())
  expect(before).not.toEqual([])
  await reset(page)
  await other.waitForFunction(() => window.ebbMark === undefined)
  expect(
    await page.evaluate(() => [
      localStorage.getItem('ebb.theme'),
      localStorage.getItem('somebody.else'),
    ]),
  ).toEqual([null, 'stays'])
  // And the app is whole again, in both.
  await isServed(other)
  await page.waitForSelector('.row-price:not(:empty)')
})

test('a file that is not whole, not ours or of a newer version is refused, with what to do', async (context) => {
  needs(context, 'chromium')
  const { origin } = await startServer(simulated)
  const page = await openSettings(await launchChromium(english), origin)
  for (const [text, says] of [
    ['{"format":"ebb-backup","vers', /can’t be read[\s\S]*save it anew/i],
    ['{"name":"package"}', /was not saved by Ebb/],
    ['{"format":"ebb-backup","version":2,"records":[]}', /newer version[\s\S]*reload this page/i],
  ] as const) {
    await page.setInputFiles('input[type=file]', fileWith(text))
    const dialog = page.getByRole('dialog', { name: 'This file can’t be loaded' })
    await expect.poll(() => dialog.innerText()).toMatch(says)
    expect(await dialog.getByRole('button', { name: 'Load it' }).count()).toBe(0)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  }
})

test('of a file with some things wrong each is named, and the others are taken', async (context) => {
  needs(context, 'chromium')
  const { origin } = await startServer(simulated)
  const page = await openSettings(await launchChromium(english), origin)
  const records = [
    ...owned,
    { ...owned[1], id: 'l1/X', value: { list: 'l1' } },
    { ...owned[0], changedAt: 'yesterday' },
    { ...owned[0], kind: 'dream' },
  ]
  const file = fileWith(JSON.stringify({ format: 'ebb-backup', version: 1, records }))
  await page.setInputFiles('input[type=file]', file)
  const dialog = page.getByRole('dialog', { name: 'What the file holds' })
  await dialog.getByText('3 things are left out').click()
  await expect
    .poll(() => dialog.locator('.left-out li').allInnerTexts())
    .toEqual([
      'Item 5 (Instruments): its content can’t be read',
      'Item 6 (Watchlists): when it was changed is missing or impossible',
      'Item 7: this version does not know what it is',
    ])
  await dialog.getByRole('button', { name: 'Load it' }).click()
  await expect.poll(() => kept(page)).toEqual(owned)
})

test('a browser that keeps nothing is told once, and prices go on', async (context) => {
  needs(context, 'chromium')
  const { origin } = await startServer(simulated)
  const browser = await launchChromium(english)
  await browser.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('The user denied permission.', 'SecurityError')
    }
  })
  const page = await openPage(browser, origin)
  const notice = page.getByRole('region', { name: 'This browser keeps nothing' })
  await expect.poll(() => notice.innerText()).toMatch(/gone once you close Ebb/)
  await page.waitForFunction(() => window.ebbSeen.updates > 20)
  await notice.getByRole('button', { name: 'Got it' }).click()
  await notice.waitFor({ state: 'detached' })
  // Nor on the next visit; the settings go on saying so.
  await page.goto(`${origin}/settings`)
  await page.waitForSelector('.group-warning')
  expect(await notice.count()).toBe(0)
})

test('a device that is full is told, and what was made stays to be seen', async (context) => {
  needs(context, 'chromium')
  const { origin } = await startServer(simulated)
  const browser = await launchChromium(english)
  const session = await browser.newCDPSession(await browser.newPage())
  // Before the first writing: Chromium remembers for a while how much room there was.
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000 })
  const page = await openSettings(browser, origin)
  const many = Array.from({ length: 2_000 }, (_, index) => ({
    ...owned[0],
    id: `list ${index}`,
    value: { name: `A list with a long name, number ${index}`, position: 'm' },
  }))
  const file = fileWith(JSON.stringify({ format: 'ebb-backup', version: 1, records: many }))
  await page.setInputFiles('input[type=file]', file)
  const dialog = page.getByRole('dialog', { name: 'What the file holds' })
  await dialog.getByRole('button', { name: 'Load it' }).click()
  await expect.poll(() => dialog.innerText()).toMatch(/could not keep it all/)
  expect(await kept(page)).toEqual([])

  // With room again, it is only tried again.
  await session.send('Storage.overrideQuotaForOrigin', { origin })
  await dialog.getByRole('button', { name: 'Load it' }).click()
  await expect.poll(async () => (await kept(page)).length).toBe(2_000)
  await page.keyboard.press('Escape')
  const notice = page.getByRole('region', { name: 'This device is full' })
  expect(await notice.innerText()).toMatch(/forget prices and charts/)
})

test('a clock that is wrong by a day is told, until it is put away', async (context) => {
  needs(context, 'chromium')
  const ahead = 'const now = Date.now; Date.now = () => now() + 86_400_000'
  const { origin } = await startServer({
    ...simulated,
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(ahead)}`,
  })
  const page = await openPage(await launchChromium(english), origin)
  const notice = page.getByRole('region', { name: 'This device’s clock is wrong' })
  await expect.poll(() => notice.innerText()).toMatch(/1 day slow/)
  await notice.getByRole('button', { name: 'Got it' }).click()
  await notice.waitFor({ state: 'detached' })
})

async function openSettings(context: BrowserContext, origin: string): Promise<Page> {
  const page = await openPage(context, `${origin}/settings`)
  await page.waitForSelector('.page h1')
  return page
}

async function reset(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Reset…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Reset Ebb?' })
  expect(await dialog.innerText()).toMatch(/can’t be taken back/)
  await dialog.getByRole('button', { name: 'Delete everything' }).click()
  await page.waitForURL((url) => url.pathname === '/')
  await page.waitForSelector('.row')
}

function fileWith(text: string): string {
  const path = join(temporaryFolder('file'), 'ebb-test.json')
  writeFileSync(path, text)
  return path
}

function keep(records: StoredRecord[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('ebb')
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('records', 'readwrite')
      for (const record of records) transaction.objectStore('records').put(record)
      transaction.oncomplete = () => {
        opening.result.close()
        resolve()
      }
    }
    opening.onerror = reject
  })
}

/** What the device has, by when it was changed. */
async function kept(page: Page) {
  return (await storedIn(page, 'records')).sort((a, b) => a.changedAt - b.changedAt)
}

declare global {
  interface Window {
    ebbMark?: string
  }
}
