import { expect, test } from 'vitest'
import { startBattery } from './rig/battery.ts'
import { desktop, launchChromium } from './rig/chromium.ts'
import { badgeSays, isServed, openPage, seenBy } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

test('a battery that runs low slows the prices down, one that charges brings them back, and none flaps', async (context) => {
  needs(context, 'chromium', 'dbus')
  const battery = await startBattery({ level: 0.8, charging: true })
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const browser = await launchChromium({ ...desktop, env: battery.environment })
  const page = await openPage(browser, server.origin)
  await isServed(page)
  await badgeSays(page, /WebSocket · 100 ms/)
  const before = (await seenBy(page)).badges.length

  battery.set({ level: 0.15, charging: false })
  await badgeSays(page, /^Live · SSE · 5 s/)
  // Around the threshold a plan stays what it is.
  for (const level of [0.21, 0.2, 0.24, 0.19]) {
    battery.set({ level, charging: false })
    await page.waitForFunction(
      async (wanted) => {
        const { getBattery } = navigator as Navigator & {
          getBattery(): Promise<{ level: number }>
        }
        return (await getBattery.call(navigator)).level === wanted
      },
      level,
      { polling: 50 },
    )
  }
  battery.set({ level: 0.8, charging: true })
  await badgeSays(page, /^Live · WebSocket · 100 ms/)

  const plans = (await seenBy(page)).badges
    .slice(before - 1)
    .filter((badge) => badge.startsWith('Live'))
    .map((badge) => badge.split(' · ').slice(1, 3).join(' · '))
  const changes = plans.filter((plan, index) => plan !== plans[index - 1])
  expect(changes).toEqual(['WebSocket · 100 ms', 'SSE · 5 s', 'WebSocket · 100 ms'])
})
