import { expect, test } from 'vitest'
import { openChromium, phone } from './rig/chromium.ts'
import { startExchange } from './rig/exchange.ts'
import { isServed, moves, openPage, seenBy } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

test('where the real market is silent a simulated one is shown as such, until the real one takes over', async (context) => {
  needs(context, 'chromium')
  const exchange = await startExchange({ changesPerSecond: 50, closed: true })
  const server = await startServer({ ...exchange.environment, EBB_MARKET: 'auto' })
  const page = await openPage(await openChromium(phone), server.origin)
  await page.waitForSelector('[data-market=simulated]')
  await isServed(page)

  exchange.open()
  await page.waitForSelector('[data-market=simulated]', { state: 'detached' })
  await moves(page)
  exchange.halt()
  await expect
    .poll(async () => (await seenBy(page)).prices)
    .toEqual(Object.fromEntries(exchange.prices()))
})
