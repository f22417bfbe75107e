import { expect, test } from 'vitest'
import { launchChromium, phone } from './rig/chromium.ts'
import { startExchange } from './rig/exchange.ts'
import { isServed, moves, openPage, seenBy, stuckMs } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startRelay } from './rig/relay.ts'
import { startServer } from './rig/server.ts'

test('a new version of the worker takes over at once, while prices stream', async (context) => {
  needs(context, 'chromium')
  const exchange = await startExchange({ changesPerSecond: 50 })
  const server = await startServer(exchange.environment)
  const relay = await startRelay(server.port)
  const browser = await launchChromium(phone)
  const page = await openPage(browser, relay.origin)
  await isServed(page)
  const other = await openPage(browser, relay.origin)
  await isServed(other)

  relay.workerSuffix = '\n// The next version.\n'
  // An old one that holds on to its streams would be waited for for five minutes.
  await page.evaluate(async () => {
    const workers = navigator.serviceWorker
    const registration = await workers.ready
    const changed = new Promise((resolve) => {
      workers.addEventListener('controllerchange', resolve, { once: true })
    })
    await registration.update()
    await changed
  })

  for (const each of [page, other]) {
    await moves(each)
    const { falls, worstGapMs } = await seenBy(each)
    expect(falls).toEqual([])
    expect(worstGapMs).toBeLessThan(stuckMs)
  }
  await expect.poll(relay.streams).toBe(1)
})
