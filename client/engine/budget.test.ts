import { expect, it } from 'vitest'
import { dayOf, midnightAfter } from './day.ts'
import { modelTraffic } from './testing/model-network.ts'
import { setUpOnePage as setUp } from './testing/one-page.ts'
import { emptyDay, emptyUsage } from './usage.ts'

it('spares data once the budget of the day is spent, until midnight', async () => {
  const { time, attach, report, page, chatter, causes } = setUp()
  await time.advance(midnightAfter(time.now()) - time.now() - 120_000)
  attach()
  await time.advance(1_000)
  report({ budgetBytes: 20 * (modelTraffic.bytesDown + modelTraffic.bytesUp) })
  await chatter(10)
  expect(page.status()?.plan.reason).toBe('battery-high')
  await chatter(20)
  expect(page.status()?.plan).toMatchObject({ transport: 'sse', reason: 'budget-spent' })
  expect(causes().filter((cause) => cause === 'budget-spent')).toHaveLength(1)
  await time.advance(120_000)
  expect(page.status()?.plan.reason).toBe('battery-high')
  expect(causes().at(-1)).not.toBe('budget-spent')
  expect(causes()).toContain('budget-left')
})

it('does not flap where the clock is put right by a little around midnight', async () => {
  const { time, attach, report, page, chatter, causes } = setUp()
  await time.advance(midnightAfter(time.now()) - time.now() - 10_000)
  attach()
  await time.advance(1_000)
  report({ budgetBytes: 20 * (modelTraffic.bytesDown + modelTraffic.bytesUp) })
  await chatter(30)
  expect(page.status()?.plan.reason).toBe('budget-spent')
  await time.advance(10_000)
  time.sleep(-8_000)
  await chatter(10)
  expect(page.status()?.plan.reason).toBe('battery-high')
  const spent = causes().filter((cause) => cause === 'budget-spent' || cause === 'budget-left')
  expect(spent).toEqual(['budget-spent', 'budget-left'])
})

it('follows a clock that jumps to another day and back: each day has a budget of its own', async () => {
  const { time, attach, report, page, chatter, engine } = setUp()
  attach()
  await time.advance(1_000)
  report({ budgetBytes: 20 * (modelTraffic.bytesDown + modelTraffic.bytesUp) })
  await chatter(60)
  expect(page.status()?.plan.reason).toBe('budget-spent')
  const today = time.now()
  time.sleep(86_400_000)
  await chatter(4)
  expect(page.status()?.plan.reason).toBe('battery-high')
  time.sleep(today + 10_000 - time.now())
  for (let i = 0; i < 2; i++) {
    engine.asked({ bytesDown: 300, bytesUp: 400 }, 1)
    await time.advance(100)
  }
  expect(page.status()?.plan.reason).toBe('budget-spent')
})

it('knows from the beginning what was used before it was born, and lets a larger budget go on', async () => {
  const sse = { ...emptyUsage(), bytesDown: 900, bytesUp: 100 }
  const { time, attach, report, page } = setUp({}, (now) => [
    { ...emptyDay(dayOf(now)), uses: { sse } },
  ])
  page.report.conditions = { ...page.report.conditions, budgetBytes: 1_000 }
  attach()
  await time.advance(2_000)
  expect(page.status()?.plan.reason).toBe('budget-spent')
  report({ budgetBytes: 1_000_000 })
  expect(page.status()?.plan.reason).toBe('battery-high')
})
