import { type Browser, launch, type Page } from 'puppeteer-core'
import { expect, onTestFinished } from 'vitest'
import { patienceMs } from './patience.ts'
import { programs } from './programs.ts'
import { temporaryFolder } from './temporary.ts'
import { collectErrors, type Visitor } from './visitor.ts'

/** Firefox, whose service workers die after so many milliseconds without an event; by itself it waits 30 s. */
export async function openFirefox({
  workerLifeMs = 30_000,
  preferences = {},
  env = {},
}: {
  workerLifeMs?: number
  preferences?: Record<string, string | number | boolean>
  env?: Record<string, string>
} = {}): Promise<Browser> {
  const browser = await launch({
    browser: 'firefox',
    executablePath: programs.firefox.path,
    headless: true,
    timeout: 2 * patienceMs,
    userDataDir: temporaryFolder('firefox'),
    env: { ...process.env, ...env },
    extraPrefsFirefox: {
      'dom.serviceWorkers.idle_timeout': workerLifeMs,
      'dom.serviceWorkers.idle_extended_timeout': workerLifeMs / 2,
      ...preferences,
    },
  })
  onTestFinished(() => browser.close())
  return browser
}

export async function openTab(browser: Browser): Promise<Page> {
  const page = await browser.newPage()
  page.setDefaultTimeout(patienceMs)
  return page
}

export async function visitFirefox(): Promise<Visitor> {
  const browser = await openFirefox()
  const page = await openTab(browser)
  await page.setViewport({ width: 447, height: 844 })
  await page.evaluateOnNewDocument(collectErrors)
  return {
    async open(address) {
      await page.goto(address)
    },
    // A locator looks again where what it has found was drawn anew before it was clicked.
    click: (selector) => page.locator(selector).click(),
    ask: (question, argument = '') => page.evaluate(question, argument),
    errors: () => page.evaluate(() => window.ebbErrors ?? []),
  }
}

/**
 * Waits until a service worker is in control of the page. One with a short life may not live to be
 * installed on a busy machine: what it has fetched stays, and the next goes on from there.
 */
export async function isControlled(page: Page): Promise<void> {
  const look = async () => {
    const is = await page.evaluate(() => navigator.serviceWorker.controller !== null)
    if (!is) await page.reload()
    return is
  }
  await expect.poll(look, { timeout: 2 * patienceMs, interval: 5_000 }).toBe(true)
}
