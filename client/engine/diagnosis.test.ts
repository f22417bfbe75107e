import { expect, it } from 'vitest'
import type { PageConditions } from './conditions.ts'
import { dayOf, midnightAfter } from './day.ts'
import { createEngine } from './engine.ts'
import type { Insight } from './insight.ts'
import type { LiveMessage, Transition } from './live.ts'
import type { TransportName } from './plan.ts'
import type { watchRequests } from './requests.ts'
import { createModelNetwork, modelTraffic } from './testing/model-network.ts'
import { createModelPage } from './testing/model-page.ts'
import { createModelServer } from './testing/model-server.ts'
import { createModelStore } from './testing/model-store.ts'
import { createModelUsage } from './testing/model-usage.ts'
import { createVirtualTime } from './testing/virtual-time.ts'
import { emptyDay, emptyUsage, type UsageDay } from './usage.ts'

/** An engine with one page, which notes all that it is told. */
function setUp(
  options: { watchRequests?: typeof watchRequests } = {},
  used: (now: number) => UsageDay[] = () => [],
) {
  const time = createVirtualTime(11)
  const server = createModelServer(4)
  for (const index of server.symbols.keys()) server.change(index, time.now())
  const network = createModelNetwork(server, time)
  const usage = createModelUsage()
  for (const day of used(time.now())) usage.days.set(day.day, day)
  const engine = createEngine({
    ...options,
    store: createModelStore(time),
    usage,
    transports: network.client().transports,
    time,
    version: '1',
    worker: 'w',
    host: 'service',
    lasting: true,
  })
  const page = createModelPage('a', ['S0', 'S1'])
  const transitions: Transition[] = []
  const insights: Insight[] = []
  const listen = page.listen()
  const send = (message: LiveMessage) => {
    if (message.type === 'transitions') transitions.push(...message.transitions)
    if (message.type === 'insight') insights.push(message.insight)
    listen(message)
  }
  return {
    time,
    server,
    network,
    usage,
    engine,
    page,
    insights,
    attach: () => engine.attach(page.report, send),
    report(change: Partial<PageConditions>, more: Partial<typeof page.report> = {}) {
      page.report = {
        ...page.report,
        ...more,
        conditions: { ...page.report.conditions, ...change },
      }
      engine.report(page.report)
    },
    causes: () => transitions.map(({ reason }) => reason.type),
    /** So many messages, four a second. */
    async chatter(messages: number) {
      for (let i = 0; i < messages; i++) {
        server.change(0, time.now())
        network.flush()
        await time.advance(250)
      }
    },
  }
}

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

it('goes by a transport that is forced, whatever else holds, until it is no more', async () => {
  const { time, attach, report, page, causes } = setUp()
  attach()
  await time.advance(1_000)
  for (const forced of ['poll', 'sse', 'websocket'] as const satisfies TransportName[]) {
    report({ forced, mode: 'saver' })
    await time.advance(1_000)
    expect(page.status()?.plan).toMatchObject({ transport: forced, reason: 'forced' })
    expect(page.status()?.phase).toMatchObject({ transport: forced })
  }
  report({ forced: undefined })
  await time.advance(1_000)
  expect(page.status()?.plan.reason).toBe('mode-saver')
  expect(causes().filter((cause) => cause === 'forced' || cause === 'not-forced')).toEqual([
    ...['forced', 'forced', 'not-forced'],
  ])
})

it('tries a forced transport again and again where it does not get through, ever more slowly', async () => {
  const { time, network, attach, report, page, causes } = setUp()
  network.weather.refused = 100
  attach()
  report({ forced: 'sse' })
  await time.advance(60_000)
  expect(page.status()?.plan).toMatchObject({ transport: 'sse', reason: 'forced' })
  expect(causes().filter((cause) => cause === 'trying-again').length).toBeLessThan(30)
  network.weather.refused = 0
  await time.advance(60_000)
  expect(page.status()?.phase).toMatchObject({ name: 'live', transport: 'sse' })
})

it('connects anew after the connection was dropped by hand, from where it stood', async () => {
  const { time, engine, network, attach, page, causes, chatter } = setUp()
  attach()
  await time.advance(1_000)
  engine.drop()
  expect([network.open(), causes().at(-1)]).toEqual([1, 'dropped'])
  await time.advance(3_000)
  await chatter(4)
  expect(page.status()?.phase.name).toBe('live')
  expect(network.open()).toBe(1)
})

it('tells whoever inspects, once a second and only as long as that', async () => {
  const { time, attach, report, insights, chatter, engine } = setUp()
  attach()
  await time.advance(5_000)
  expect(insights).toEqual([])
  report({}, { inspects: true })
  expect(insights).toHaveLength(1)
  await chatter(40)
  expect(insights.length).toBeGreaterThanOrEqual(10)
  expect(insights.length).toBeLessThanOrEqual(11)
  engine.asked({ bytesDown: 300, bytesUp: 400 }, 2)
  await time.advance(1_000)
  const { counts, asked, usage, keeping } = insights.at(-1) ?? {}
  expect(counts).toMatchObject({ frames: 41, changes: 42, gaps: 0 })
  expect([asked, keeping]).toEqual([['S0', 'S1'], 'lasting'])
  expect(usage?.uses.websocket?.messages).toBeGreaterThan(41)
  expect(usage?.uses.requests).toMatchObject({ bytesDown: 300, bytesUp: 400, messages: 2 })
  const { length } = insights
  report({ visible: false })
  await time.advance(5_000)
  report({}, { inspects: false })
  await time.advance(5_000)
  expect(insights).toHaveLength(length)
})

it('closes its connection while no page wants prices, and says so, but not for a moment', async () => {
  const { time, network, attach, report, page, causes } = setUp()
  attach()
  await time.advance(1_000)
  report({}, { symbols: [] })
  await time.advance(300)
  report({}, { symbols: ['S0'] })
  await time.advance(1_000)
  expect([network.open(), causes()]).toEqual([1, expect.not.arrayContaining(['nothing-wanted'])])
  report({}, { symbols: [] })
  await time.advance(1_000)
  expect([network.open(), page.status()?.plan.reason]).toEqual([0, 'nothing-wanted'])
  report({}, { symbols: ['S0'] })
  await time.advance(1_000)
  expect([network.open(), page.status()?.phase.name]).toEqual([1, 'live'])
})

it('takes the true size of a poll where the browser tells it', async () => {
  let finish: Parameters<typeof watchRequests>[0] = () => {}
  let stopped = false
  const { time, engine, attach, report, insights } = setUp({
    watchRequests(onFinished) {
      finish = onFinished
      return () => {
        stopped = true
      }
    },
  })
  attach()
  report({ forced: 'poll' }, { inspects: true })
  await time.advance(500)
  const traffic = { bytesDown: 77, bytesUp: 0 }
  finish({ path: '/api/candles', traffic })
  finish({ path: '/api/prices', traffic })
  await time.advance(1_000)
  const down = insights.at(-1)?.usage.uses.poll?.bytesDown ?? 0
  expect(down % modelTraffic.bytesDown).toBe(77)
  await engine.stop()
  expect(stopped).toBe(true)
})
