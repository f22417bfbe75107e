import { expect, it } from 'vitest'
import type { TransportName } from './plan.ts'
import type { watchRequests } from './requests.ts'
import { modelTraffic } from './testing/model-network.ts'
import { setUpOnePage as setUp } from './testing/one-page.ts'

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
