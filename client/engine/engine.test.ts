import { expect, it } from 'vitest'
import type { LiveStatus } from './live.ts'
import { createModelPage, inFront } from './testing/model-page.ts'
import { type Opened, setUp } from './testing/noted-engine.ts'

const transportsOf = (opened: Opened[]) => opened.map(({ transport }) => transport)

it('feeds a page by the plan, from everything to what has changed since', async () => {
  const { time, server, network, opened, engine, page, hear } = setUp()
  engine.attach(page.report, hear(page))
  await time.advance(1_000)
  expect(opened).toMatchObject([
    { transport: 'websocket', cursor: undefined, symbols: ['S0', 'S1'] },
  ])
  expect([...page.prices().keys()]).toEqual(['S0', 'S1'])
  server.change(0, time.now())
  network.flush()
  await time.advance(10)
  expect(page.prices().get('S0')?.price).toBe(5)
  await time.advance(1_000)
  expect(page.status()).toMatchObject({ phase: { name: 'live' }, cursor: 'e1.5' })
})

it('never says that it is live without saying of which market, and where it stands within a moment', async () => {
  const { time, engine, page, hear } = setUp()
  const listen = hear(page)
  const told: LiveStatus[] = []
  engine.attach(page.report, (message) => {
    if (message.type === 'status') told.push(message.status)
    listen(message)
  })
  await time.advance(200)
  const live = told.filter(({ phase }) => phase.name === 'live')
  expect(live.map(({ market }) => market)).not.toContain('connecting')
  expect(live.at(-1)?.cursor).toBe('e1.4')
})

it('shows the last known rows at once after a rebirth, and resumes from their cursor', async () => {
  const { time, engine, start, page, hear, opened } = setUp()
  engine.attach(page.report, hear(page))
  await time.advance(3_000)
  await Promise.all([engine.stop(), time.advance(1_000)])
  const fresh = createModelPage('b', ['S0', 'S1'])
  start().attach(fresh.report, hear(fresh))
  await time.advance(400)
  expect(fresh.prices().get('S1')).toMatchObject({ price: 2, epoch: 'e1' })
  expect(opened.at(-1)).toMatchObject({ transport: 'websocket', cursor: 'e1.4' })
})

it('asks for all of what a page opens, and for no less of it when the page goes back', async () => {
  const { time, opened, engine, page, hear } = setUp()
  engine.attach(page.report, hear(page))
  await time.advance(1_000)
  const show = async (detail: string[]) => {
    page.report = { ...page.report, detail }
    engine.report(page.report)
    await time.advance(1_000)
    return opened.at(-1)?.detail
  }
  expect(opened.at(-1)?.detail).toEqual([])
  expect(await show(['S1'])).toEqual(['S1'])
  expect(opened.at(-1)).toMatchObject({ cursor: 'e1.4' })
  const { length } = opened
  await show([])
  await show(['S1'])
  expect(opened).toHaveLength(length)
  expect(await show(['S0'])).toEqual(['S0'])
})

it('asks for everything anew, and says why, when a frame cannot be read', async () => {
  const { time, server, network, opened, engine, page, hear, transitions } = setUp()
  engine.attach(page.report, hear(page))
  await time.advance(1_000)
  opened[0]?.onEvent({ type: 'unreadable' })
  server.change(0, time.now())
  network.flush()
  await time.advance(1_000)
  expect(opened.map(({ cursor }) => cursor)).toEqual([undefined, undefined])
  const why = { type: 'resynchronising', because: { type: 'frame-unreadable' } }
  expect(transitions.map(({ reason }) => reason)).toContainEqual(why)
  expect(page.prices().get('S0')?.price).toBe(5)
})

it('holds one connection for all pages, and none within a second of the last', async () => {
  const { time, network, opened, engine, page, hear } = setUp()
  const other = createModelPage('b', ['S1'])
  const leave = [engine.attach(page.report, hear(page)), engine.attach(other.report, hear(other))]
  await time.advance(2_000)
  expect([opened.length, network.open()]).toEqual([1, 1])
  leave[0]?.()
  await time.advance(2_000)
  expect(network.open()).toBe(1)
  leave[1]?.()
  await time.advance(999)
  expect(network.open()).toBe(0)
  expect(opened).toHaveLength(1)
})

it('keeps its connection over the reload of a page', async () => {
  const { time, opened, engine, page, hear } = setUp()
  const leave = engine.attach(page.report, hear(page))
  await time.advance(2_000)
  leave()
  await time.advance(300)
  engine.attach(page.report, hear(page))
  await time.advance(5_000)
  expect(opened).toHaveLength(1)
})

it('feeds a page that comes right after one that went before the engine had begun', async () => {
  const { time, opened, engine, page, hear } = setUp()
  engine.attach(page.report, hear(page))()
  await time.advance(400)
  const next = createModelPage('b', ['S0', 'S1'])
  engine.attach(next.report, hear(next))
  await time.advance(1_000)
  expect(transportsOf(opened)).toEqual(['websocket'])
  expect([...next.prices().keys()]).toEqual(['S0', 'S1'])
})

it('asks for everything when more instruments are wanted, because the cursor tells nothing of them', async () => {
  const { time, opened, engine, page, hear } = setUp()
  engine.attach(page.report, hear(page))
  await time.advance(1_000)
  page.report = { ...page.report, symbols: ['S0', 'S1', 'S3'] }
  engine.report(page.report)
  await time.advance(1_000)
  expect(opened.at(-1)).toMatchObject({ cursor: undefined, symbols: ['S0', 'S1', 'S3'] })
  expect([...page.prices().keys()]).toEqual(['S0', 'S1', 'S3'])
})

it('polls behind other windows, and in front catches up by a poll before it streams', async () => {
  const { time, network, server, opened, engine, page, hear, report } = setUp()
  engine.attach(page.report, hear(page))
  await time.advance(1_000)
  report(page, { visible: false })
  await time.advance(100)
  expect(network.open()).toBe(0)
  server.change(0, time.now())
  await time.advance(60_000)
  expect(transportsOf(opened)).toEqual(['websocket', 'poll'])
  expect(page.prices().get('S0')?.price).toBe(5)
  report(page, { visible: true })
  await time.advance(1_000)
  expect(transportsOf(opened)).toEqual(['websocket', 'poll', 'poll', 'websocket'])
  expect(opened.at(-1)?.cursor).toBe('e1.5')
})

it('waits until the level that goes with a plugged battery is here: one change, no flapping', async () => {
  const { time, engine, page, hear, report, transitions } = setUp()
  page.report.conditions = { ...inFront, battery: { level: 0.8, charging: true } }
  engine.attach(page.report, hear(page))
  await time.advance(2_000)
  const before = transitions.length
  report(page, { battery: { level: 0.8, charging: false } })
  await time.advance(200)
  report(page, { battery: { level: 0.15, charging: false } })
  await time.advance(3_000)
  const changes = transitions
    .slice(before)
    .filter(({ reason }) => reason.type === 'battery-changed')
  expect(changes).toHaveLength(1)
  expect(page.status()?.plan).toMatchObject({ transport: 'sse', reason: 'battery-low' })
})

it('goes on by the next best transport where one is refused, says so, and tries it again later', async () => {
  const { time, opened, engine, page, hear } = setUp({ refuse: 'websocket' })
  engine.attach(page.report, hear(page))
  await time.advance(1_000)
  expect(transportsOf(opened)).toEqual(['websocket', 'sse'])
  expect(page.status()).toMatchObject({
    phase: { name: 'live', transport: 'sse' },
    plan: { reason: 'websocket-refused' },
  })
  await time.advance(5 * 60_000)
  expect(transportsOf(opened)).toEqual(['websocket', 'sse', 'websocket', 'sse'])
})

it('resumes with its cursor when the connection breaks', async () => {
  const { time, network, opened, engine, page, hear } = setUp()
  engine.attach(page.report, hear(page))
  await time.advance(1_000)
  network.kill('told')
  await time.advance(2_000)
  expect(opened.at(-1)).toMatchObject({ transport: 'websocket', cursor: 'e1.4' })
  expect(page.status()?.phase.name).toBe('live')
})

it('goes on where the store hangs', async () => {
  const never = new Promise<never>(() => {})
  const { time, engine, page, hear } = setUp({
    store: { load: () => never, save: () => never, close() {} },
  })
  engine.attach(page.report, hear(page))
  await time.advance(2_000)
  expect(page.status()?.phase.name).toBe('live')
})

it('does nothing while it is paused or offline, and goes on at once after', async () => {
  const { time, network, engine, page, hear, report } = setUp()
  engine.attach(page.report, hear(page))
  await time.advance(1_000)
  report(page, { online: false })
  await time.advance(100)
  expect([network.open(), page.status()?.phase.name]).toEqual([0, 'offline'])
  report(page, { online: true })
  await time.advance(100)
  expect(network.open()).toBe(1)
  report(page, { mode: 'paused' })
  await time.advance(100)
  expect([network.open(), page.status()?.phase.name]).toEqual([0, 'idle'])
})

it('catches up when the device has slept, which no event tells', async () => {
  const { time, opened, engine, page, hear } = setUp()
  engine.attach(page.report, hear(page))
  await time.advance(2_000)
  time.sleep(3_600_000)
  await time.advance(6_000)
  expect(transportsOf(opened)).toEqual(['websocket', 'poll', 'websocket'])
})

it('saves what is left when it stops, and nothing where it forgets', async () => {
  for (const forgets of [undefined, 'forgets'] as const) {
    const { time, server, network, engine, store, usage, page, hear } = setUp()
    engine.attach(page.report, hear(page))
    await time.advance(6_000)
    // The first is saved at once, the second waits for its time.
    for (let i = 0; i < 2; i++) {
      server.change(0, time.now())
      network.flush()
      await time.advance(10)
    }
    const used = () => JSON.stringify([...usage.days])
    const before = used()
    await Promise.all([engine.stop(forgets), time.advance(2_000)])
    const cursor = (await Promise.all([store.load(), time.advance(400)]))[0]?.head.cursor
    expect([cursor, used() === before]).toEqual(forgets ? ['e1.5', true] : ['e1.6', false])
  }
})

it('forgets nothing while a page is loaded anew, though it tries to connect just then', async () => {
  const { time, network, engine, page, hear } = setUp()
  let leave = engine.attach(page.report, hear(page))
  await time.advance(2_000)
  network.weather.refused = 100
  network.kill('told')
  for (let load = 0; load < 20; load++) {
    leave()
    await time.advance(200)
    // What it shows is not known before it is drawn.
    const fresh = createModelPage(`b${load}`, [])
    leave = engine.attach(fresh.report, hear(fresh))
    await time.advance(200)
    fresh.report = { ...fresh.report, symbols: ['S0', 'S1'] }
    engine.report(fresh.report)
    await time.advance(200)
    expect([...fresh.prices().keys()], `after load ${load}`).toEqual(['S0', 'S1'])
  }
})

it('still knows what a page showed when no server answered another that asked for less', async () => {
  const { time, network, engine, page, hear } = setUp()
  const leave = engine.attach(page.report, hear(page))
  await time.advance(2_000)
  network.weather.refused = 100
  network.kill('told')
  leave()
  const narrow = createModelPage('b', ['S0'])
  const leaveNarrow = engine.attach(narrow.report, hear(narrow))
  await time.advance(10_000)
  leaveNarrow()
  const wide = createModelPage('c', ['S0', 'S1'])
  engine.attach(wide.report, hear(wide))
  await time.advance(100)
  expect([...wide.prices().keys()]).toEqual(['S0', 'S1'])
})
