import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openChromium, phone } from './rig/chromium.ts'
import { moves, openPage, seenBy } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'
import { absent, recordedFrame, type StandInVenue, startStandIn } from './rig/stand-in.ts'

/** By venue: how it writes itself, and a recorded price of bitcoin, read without the app's own code. */
const venues: [venue: StandInVenue, title: string, frame: string, price: RegExp][] = [
  ['binance', 'Binance', 'trade_combined_1', /"p":"([\d.]+)"/],
  ['okx', 'OKX', 'trades_spot_2026', /"px":"([\d.]+)"/],
  ['bybit', 'Bybit', 'trade_spot_2026', /"p":"([\d.]+)"/],
  ['coinbase', 'Coinbase', 'ticker_2025_06_a', /"price":"([\d.]+)"/],
  ['kraken', 'Kraken', 'trade_real', /"price":([\d.]+)/],
]

test.for(venues)(
  '%s: its frames become prices on the page',
  async ([venue, title, name, figure], context) => {
    needs(context, 'chromium')
    const frame = recordedFrame(venue, name)
    const server = await startServer({
      EBB_MARKET: venue,
      ...(await startStandIn(venue, { frame })).environment,
    })
    const page = await openPage(await openChromium(phone), server.origin)
    await moves(page)
    const recorded = Number(figure.exec(frame ?? '')?.[1])
    if (frame !== undefined) {
      await expect.poll(async () => (await seenBy(page)).prices.BTCUSDT).toBe(recorded)
    }
    await showsThree(page)
    const { falls } = await seenBy(page)
    // A ticker that comes with a subscription may be of the time before the first trade.
    expect(falls.filter((each) => !each.startsWith('BTCUSDT'))).toEqual([])

    await page.locator('a.row[href*=ETHUSDT]').click()
    await page.waitForFunction((words) => document.body.innerText.includes(words), title)
    await page.waitForSelector('[data-market=simulated]', { state: 'detached' })
  },
)

const others = { ...absent('bybit'), ...absent('coinbase'), ...absent('kraken') }

test('where Binance does not serve the place, OKX gives the prices and the page says so', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({
    EBB_MARKET: 'auto',
    ...(await startStandIn('binance', { refuse: 451 })).environment,
    ...(await startStandIn('okx')).environment,
    ...others,
  })
  const page = await openPage(await openChromium(phone), server.origin)
  await page.waitForSelector('a.row[href*=BTCUSDT]')
  await moves(page)
  expect((await server.status()).market).toBe('live')
  await page.locator('a.row[href*=BTCUSDT]').click()
  await page.getByRole('tab', { name: 'Details' }).click()
  await page.waitForFunction(() => /Venue\s*OKX/i.test(document.body.innerText))
})

test('where Binance falls silent for good, OKX goes on and no price is lost from the page', async (context) => {
  needs(context, 'chromium')
  const binance = await startStandIn('binance')
  const server = await startServer({
    EBB_MARKET: 'auto',
    ...binance.environment,
    ...(await startStandIn('okx')).environment,
    ...others,
  })
  const page = await openPage(await openChromium(phone), server.origin)
  await page.waitForSelector('a.row[href*=BTCUSDT]')
  await moves(page)
  await page.locator('a.row[href*=BTCUSDT]').click()
  await page.getByRole('tab', { name: 'Details' }).click()
  await page.waitForFunction(() => /Venue\s*Binance/i.test(document.body.innerText))
  await binance.kill()
  await page.waitForFunction(() => /Venue\s*OKX/i.test(document.body.innerText))
  await page.goBack()
  await moves(page)
  await showsThree(page)
})

async function showsThree(page: Page): Promise<void> {
  await expect
    .poll(async () => Object.keys((await seenBy(page)).prices))
    .toEqual(expect.arrayContaining(['BTCUSDT', 'ETHUSDT', 'SOLUSDT']))
}
