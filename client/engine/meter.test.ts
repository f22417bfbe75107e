import { expect, it } from 'vitest'
import { dayOf, midnightAfter } from './day.ts'
import { createMeter, type Meter } from './meter.ts'
import { createModelUsage } from './testing/model-usage.ts'
import { createVirtualTime } from './testing/virtual-time.ts'
import type { UsageDay, UsageStore } from './usage.ts'

const message = { bytesDown: 100, bytesUp: 0 }
const onCellular = { radio: 'cellular', front: true } as const

function setUp(usage = createModelUsage(), time = createVirtualTime(3)) {
  let carried = 0
  const start = (store: UsageStore = usage) =>
    createMeter({
      store,
      time,
      onCarried: () => {
        carried++
      },
    })
  const meter = start()
  const send = async (count: number, everyMs: number, to: Meter = meter) => {
    for (let i = 0; i < count; i++) {
      to.carry('websocket', message)
      await time.advance(everyMs)
    }
  }
  const today = () => usage.days.get(dayOf(time.now()))
  return { usage, time, meter, start, send, today, carried: () => carried }
}

const bytesOf = (day: UsageDay | undefined) => day?.uses.websocket?.bytesDown

it('counts bytes and messages by what they were for', async () => {
  const { meter, carried } = setUp()
  meter.carry('websocket', { bytesDown: 10, bytesUp: 1 })
  meter.carry('websocket', { bytesDown: 20, bytesUp: 2 })
  meter.carry('requests', { bytesDown: 300, bytesUp: 400 }, 3)
  const { uses } = meter.today()
  expect(uses.websocket).toMatchObject({ bytesDown: 30, bytesUp: 3, messages: 2 })
  expect(uses.requests).toMatchObject({ bytesDown: 300, bytesUp: 400, messages: 3 })
  expect([meter.bytesToday(), carried()]).toEqual([733, 3])
})

it('puts an estimate right once it is known what an answer really took', () => {
  const { meter } = setUp()
  meter.carry('poll', { bytesDown: 5_000, bytesUp: 400 })
  meter.weigh('poll', 1_700)
  meter.weigh('poll', 1_700)
  meter.weigh('sse', 9)
  expect(meter.today().uses).toMatchObject({ poll: { bytesDown: 1_700, bytesUp: 400 } })
})

it('models the radio by every profile of its kind, and counts how often it was woken', async () => {
  const { meter, time } = setUp()
  meter.opened(onCellular)
  for (let i = 0; i < 10; i++) {
    meter.carry('poll', message)
    await time.advance(60_000)
  }
  const { joules, wakeUps } = meter.today().uses.poll ?? { joules: {}, wakeUps: 0 }
  expect(wakeUps).toBe(10)
  expect(joules['lte-2012']).toBeCloseTo(10 * (0.26 * 1.21 + 0.1 * 1.2 + 10 * 1.091), 0)
  expect(Object.keys(joules)).toHaveLength(6)
  expect(joules).not.toHaveProperty('wifi')
})

it('charges what comes within a tail only for what it adds, whoever sent before', async () => {
  const { meter, time } = setUp()
  meter.opened(onCellular)
  meter.carry('websocket', message)
  await time.advance(1_000)
  meter.carry('requests', message)
  const { websocket, requests } = meter.today().uses
  expect(websocket?.joules['lte-2012']).toBeGreaterThan(11)
  expect(requests?.joules['lte-2012']).toBeLessThan(2)
  expect([websocket?.wakeUps, requests?.wakeUps]).toEqual([1, 0])
})

it('counts how long a connection was open, and the app, before and behind, but not a sleep', async () => {
  const { meter, time } = setUp()
  meter.opened(onCellular)
  meter.connected('sse')
  await time.advance(5_000)
  meter.opened({ radio: 'wifi', front: false })
  meter.connected(undefined)
  await time.advance(7_000)
  time.sleep(3_600_000)
  const { uses, open } = meter.today()
  expect(uses.sse?.connectedMs).toBe(5_000)
  expect(open).toEqual({ cellular: { frontMs: 5_000, backMs: 0 } })
  await time.advance(2_000)
  meter.opened(undefined)
  await time.advance(9_000)
  expect(meter.today().open.wifi).toEqual({ frontMs: 0, backMs: 2_000 })
})

it('saves with the traffic, every five seconds of it, and sets no timer of its own', async () => {
  const { usage, send, time, today } = setUp()
  let adds = 0
  const add = usage.add
  usage.add = (more) => {
    adds++
    return add(more)
  }
  await send(100, 100)
  expect(adds).toBe(1)
  expect(bytesOf(today())).toBe(5_100)
  await time.advance(600_000)
  expect(adds).toBe(1)
})

it('goes on where another worker has ended, and loses the last seconds at most', async () => {
  const { time, send, start, meter, today } = setUp()
  meter.opened(onCellular)
  await send(200, 100)
  const reborn = start()
  await reborn.recalled
  reborn.opened(onCellular)
  expect(bytesOf(reborn.today())).toBe(bytesOf(today()))
  expect(20_000 - (bytesOf(today()) ?? 0)).toBeLessThanOrEqual(5_000)
  // The radio was awake a moment ago: the new worker doesn't wake it.
  await send(1, 0, reborn)
  expect(reborn.today().uses.websocket?.wakeUps).toBe(today()?.uses.websocket?.wakeUps)
  await reborn.flush()
  await time.advance(0)
  expect(bytesOf(today())).toBe(bytesOf(reborn.today()))
})

it('adds to what another worker counts at the same time', async () => {
  const { send, start, meter, today } = setUp()
  const other = start()
  await send(100, 100)
  await send(100, 100, other)
  await Promise.all([meter.flush(), other.flush()])
  expect(bytesOf(today())).toBe(20_000)
  expect(bytesOf(other.today())).toBe(20_000)
})

it('keeps counting where the device is full, and saves it all once it is not', async () => {
  const { usage, send, meter, today } = setUp()
  usage.fails = true
  await send(200, 100)
  expect([bytesOf(today()), bytesOf(meter.today())]).toEqual([undefined, 20_000])
  usage.fails = false
  await send(100, 100)
  await meter.flush()
  expect(bytesOf(today())).toBe(30_000)
})

it('counts while a store hangs, without a queue that grows', async () => {
  const usage = createModelUsage()
  let adds = 0
  usage.add = () => {
    adds++
    return new Promise(() => {})
  }
  const { send, meter } = setUp(usage)
  await send(300, 1_000)
  expect([adds, bytesOf(meter.today())]).toEqual([1, 30_000])
})

it('begins a new day at midnight, and saves what is left of the old one', async () => {
  const { time, meter, usage, send } = setUp()
  await time.advance(midnightAfter(time.now()) - time.now() - 1_000)
  const yesterday = dayOf(time.now())
  await send(30, 100)
  expect(bytesOf(usage.days.get(yesterday))).toBe(1_000)
  expect(meter.today()).toMatchObject({
    day: dayOf(time.now()),
    uses: { websocket: { bytesDown: 2_000 } },
  })
})

it('finds what was used on the day to which a clock is set back', async () => {
  const { time, meter, send, start, usage } = setUp()
  await send(100, 100)
  await meter.flush()
  const today = time.now()
  time.sleep(86_400_000)
  const tomorrow = start()
  await send(10, 100, tomorrow)
  time.sleep(today + 20_000 - time.now())
  await send(10, 100, tomorrow)
  await tomorrow.flush()
  expect(bytesOf(tomorrow.today())).toBe(11_000)
  expect(bytesOf(usage.days.get(dayOf(today)))).toBe(11_000)
})
