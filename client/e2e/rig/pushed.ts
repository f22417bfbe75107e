import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { ChannelsResponse, NotificationsResponse } from '../../../shared/user-api.ts'
import { launchChromium, phone } from './chromium.ts'
import { type Exchange, startExchange } from './exchange.ts'
import { type Gcm, startGcm } from './gcm.ts'
import { type Desktop, startDesktop } from './notifications.ts'
import { isServed, openPage } from './page.ts'
import { startServer, type TestServer } from './server.ts'

/** Everything between a trade and a notification on the desktop, with a person's Chromium at its end. */
export interface Pushed {
  exchange: Exchange
  server: TestServer
  gcm: Gcm
  desktop: Desktop
  context: BrowserContext
  /** At the list, served by the worker. */
  page: Page
  allow(setting: 'granted' | 'denied' | 'prompt'): Promise<void>
}

/** Bitcoin alone, whose price rises by one a second. */
export const market = { changesPerSecond: 100, symbols: ['BTCUSDT'] } as const

export async function startPushed({ language = 'en' } = {}): Promise<Pushed> {
  const [gcm, desktop, exchange] = await Promise.all([
    startGcm(),
    startDesktop(),
    startExchange(market),
  ])
  const server = await startServer({ ...exchange.environment, ...gcm.environment })
  const { environment: env } = desktop
  const context = await launchChromium({ ...phone, args: gcm.args, env })
  await gcm.reroute(context)
  await context.addInitScript(choose, language)
  // They have a session from before, and the engine connects with it.
  await context.request.post(`${server.origin}/api/session`)
  const page = await openPage(context, server.origin)
  const session = await context.newCDPSession(page)
  const { origin } = server
  const permission = { name: 'notifications' }
  const allow = (setting: 'granted' | 'denied' | 'prompt') =>
    session.send('Browser.setPermission', { permission, setting, origin })
  await allow('granted')
  await isServed(page)
  return {
    exchange,
    server,
    gcm,
    desktop,
    context,
    page,
    allow: async (to) => void (await allow(to)),
  }
}

/** As a person does: where the alerts are, after the first one is made. */
export async function turnOn({ page, server, exchange }: Pushed, name = 'Turn on'): Promise<void> {
  await page.evaluate(makeAlert, thresholdAt(exchange, 5_000))
  await page.goto(`${server.origin}/alerts`)
  await page.locator('.notice').getByRole('button', { name, exact: true }).click()
  await expect.poll(() => page.evaluate(pushChannels)).toHaveLength(1)
}

/** So far above the price that the exchange has to leap for it: by itself it takes a minute. */
export const ahead = 60

/** A threshold above the price, as it is written. */
export function thresholdAt(exchange: Exchange, above = ahead): string {
  return ((exchange.prices().get('BTCUSDT') ?? 0) + above).toFixed(2)
}

/** In the page: what an alert's form does. Self-contained, as are all that follow. */
export async function makeAlert(price: string): Promise<void> {
  const rule = { symbol: 'BTCUSDT', condition: { type: 'above', price } }
  const answer = await fetch('/api/alerts', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ rule }),
  })
  if (answer.status !== 201) throw new Error(await answer.text())
}

export async function pushChannels(): Promise<ChannelsResponse['channels']> {
  const { channels }: ChannelsResponse = await (await fetch('/api/channels')).json()
  return channels.filter(({ channel }) => channel === 'push')
}

/** How the newest notification was delivered by push. */
export async function newestByPush(): Promise<string | undefined> {
  const { notifications }: NotificationsResponse = await (await fetch('/api/notifications')).json()
  return notifications[0]?.deliveries.find(({ channel }) => channel === 'push')?.state
}

function choose(language: string): void {
  localStorage.setItem('ebb.session', 'begun')
  localStorage.setItem('ebb.language', language)
}
