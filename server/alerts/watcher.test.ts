import { expect, it, vi } from 'vitest'
import type { AlertCondition } from '../../shared/alert.ts'
import { again, btc, makeRig, makeTestStore, okx, ruleOf, settled, startAt } from './testing.ts'

const above: AlertCondition = { type: 'above', price: '100' }
const minuteMs = 60_000

it('fires on the trade that crosses, once, and says which', async () => {
  const { trade, add, store, told, phase } = makeRig()
  await add(ruleOf(above))
  await trade(99, { times: 2 })
  await trade(101)
  await trade(99)
  await trade(101)
  expect(store.claimed).toMatchObject([
    { id: 'a', phase: 'done', evaluated: { price: '101', venue: 'BINANCE' } },
  ])
  expect(told).toMatchObject([{ alert: 'a', user: 'anna', notification: { id: 'n1' } }])
  expect(phase()).toBe('done')
})

it('takes the price at creation for its reference, and says at once that it is beyond', async () => {
  const seen = { last: 105, bid: undefined, ask: undefined, time: startAt, receivedAt: startAt }
  const { trade, add, prices } = makeRig({ seen: () => seen })
  expect((await add(ruleOf(above))).phase).toBe('beyond')
  await trade(106)
  expect(prices()).toEqual([])
  await trade(104)
  await trade(103)
  await trade(101)
  await trade(99)
  await trade(100)
  expect(prices()).toEqual([100])
})

it('never fires on an old price', async () => {
  const { trade, quote, add, prices } = makeRig()
  await add(ruleOf(above))
  await add(ruleOf(above, { source: 'mid' }), { id: 'b' })
  await trade(99, { times: 2 })
  await quote(98, 99)
  await trade(101, { ageMs: 10_001 })
  await quote(100, 102, { ageMs: 10_001 })
  expect(prices()).toEqual([])
  await quote(99, 102)
  expect(prices()).toEqual([100.5])
  await trade(101)
  expect(prices()).toEqual([100.5, 101])
})

it('takes the first price of another venue for a new reference', async () => {
  const { rig, watcher, trade, add, prices } = makeRig()
  await add(ruleOf(above))
  await trade(99, { times: 2 })
  rig.listed = okx
  watcher.relisted()
  await trade(101, { id: okx.id, times: 2 })
  expect(prices()).toEqual([])
  await trade(99, { id: okx.id })
  await trade(100, { id: okx.id })
  expect(prices()).toEqual([100])
})

it('takes the first price in other units for a new reference', async () => {
  const { rig, watcher, trade, add, prices } = makeRig()
  await add(ruleOf(above))
  await add(ruleOf({ type: 'below', price: '50' }), { id: 'b' })
  await trade(99, { times: 2 })
  rig.listed = { ...btc, decimals: 1 }
  watcher.relisted()
  await trade(1010, { times: 2 })
  expect(prices()).toEqual([])
  await trade(999)
  await trade(1001)
  expect(prices()).toEqual([100.1])
})

it('holds back a print far off the book until it is confirmed', async () => {
  const { trade, quote, add, prices } = makeRig()
  await add(ruleOf(above))
  await quote(98, 99)
  await trade(98)
  await trade(150)
  await trade(98)
  expect(prices()).toEqual([])
  await trade(150)
  await trade(151)
  expect(prices()).toEqual([150])
})

it('goes on after a restart: what was crossed meanwhile fires on the first fresh price', async () => {
  const store = makeTestStore()
  const first = makeRig({}, store)
  await first.add(ruleOf(above))
  await first.trade(99, { times: 2 })
  await first.watcher.stop()
  const second = makeRig({}, store)
  await second.watcher.load()
  await second.trade(101, { ageMs: 60_000, times: 2 })
  expect(second.prices()).toEqual([])
  await second.trade(102, { times: 2 })
  expect(second.prices()).toEqual([102])
})

it('fires again when it was back by the hysteresis and the cooldown is over, also over a restart', async () => {
  const store = makeTestStore()
  const first = makeRig({}, store)
  await first.add(ruleOf(above, { repeat: { ...again, cooldownMs: 30_000 } }))
  await first.trade(98, { times: 2 })
  await first.trade(100)
  await first.trade(98)
  await first.trade(100)
  expect(first.prices()).toEqual([100])
  const second = makeRig({}, store)
  second.rig.now = first.rig.now
  await second.watcher.load()
  await second.trade(98, { times: 2 })
  await second.trade(100)
  expect(second.prices()).toEqual([100])
  expect(second.phase()).toBe('fired')
  second.rig.now += 30_000
  await second.trade(98)
  expect(second.phase()).toBe('armed')
  await second.trade(100)
  expect(second.prices()).toEqual([100, 100])
})

it('cools down at another venue as well', async () => {
  const { rig, watcher, trade, add, prices } = makeRig()
  await add(ruleOf(above, { repeat: { ...again, cooldownMs: 30_000 } }))
  await trade(98, { times: 2 })
  await trade(100)
  rig.listed = okx
  watcher.relisted()
  await trade(98, { id: okx.id, times: 2 })
  await trade(100, { id: okx.id })
  expect(prices()).toEqual([100])
})

it('expires', async () => {
  const { trade, add, prices, phase, watcher, rig } = makeRig()
  await add(ruleOf(above, { expiresAt: startAt + 5_000 }))
  await trade(99, { times: 2 })
  rig.now = startAt + 5_000
  watcher.sweep()
  await settled()
  expect(phase()).toBe('expired')
  await trade(101)
  expect(prices()).toEqual([])
  expect(watcher.wanted()).toEqual([])
})

it('says that nobody lists its instrument any more, and comes back by itself', async () => {
  const { rig, watcher, trade, add, prices, phase } = makeRig()
  await add(ruleOf(above))
  await trade(99, { times: 2 })
  rig.listed = undefined
  watcher.relisted()
  rig.now += 59_000
  watcher.sweep()
  await settled()
  expect(phase()).toBe('armed')
  rig.now += 1_000
  watcher.sweep()
  await settled()
  expect(phase()).toBe('unlisted')
  expect(watcher.wanted()).toEqual([])
  rig.listed = btc
  watcher.relisted()
  await settled()
  expect(phase()).toBe('armed')
  expect(watcher.wanted()).toEqual([btc])
  await trade(99, { times: 2 })
  await trade(101)
  expect(prices()).toEqual([101])
})

it('waits without a word while no market is real', async () => {
  const { rig, watcher, trade, add, prices, phase } = makeRig()
  rig.listed = 'waiting'
  await add(ruleOf(above))
  await trade(99, { times: 2 })
  rig.now += 120_000
  watcher.sweep()
  expect(phase()).toBe('armed')
  rig.listed = btc
  watcher.relisted()
  await trade(99, { times: 2 })
  await trade(100)
  expect(prices()).toEqual([100])
})

it('tells a firing once although the answer of the storage was lost', async () => {
  vi.useFakeTimers()
  const { trade, add, store, told, troubles } = makeRig()
  await add(ruleOf(above))
  await trade(99, { times: 2 })
  store.reach = 'lost'
  await trade(101)
  expect(told).toEqual([])
  expect(troubles).toHaveLength(1)
  store.reach = 'there'
  await vi.advanceTimersByTimeAsync(50)
  expect(store.claimed).toHaveLength(1)
  expect(told.map(({ notification }) => notification.id)).toEqual(['n1'])
  vi.useRealTimers()
})

it('tells what fired while the storage was out of reach, and what turned before it', async () => {
  vi.useFakeTimers()
  const { trade, add, store, told, phase } = makeRig()
  store.reach = 'lost'
  await add(ruleOf(above))
  await trade(101, { times: 2 })
  await trade(99)
  await trade(101)
  await trade(99)
  store.reach = 'away'
  await vi.advanceTimersByTimeAsync(1_000)
  expect(told).toEqual([])
  store.reach = 'there'
  await vi.advanceTimersByTimeAsync(5_000)
  expect(told).toHaveLength(1)
  expect(phase()).toBe('done')
  vi.useRealTimers()
})

it('lets one of two servers tell it, and the other knows', async () => {
  const store = makeTestStore()
  const [one, other] = [makeRig({}, store), makeRig({ newId: () => 'm1' }, store)]
  await one.add(ruleOf(above, { repeat: again }))
  await other.watcher.load()
  for (const server of [one, other]) await server.trade(98, { times: 2 })
  for (const server of [one, other]) await server.trade(100)
  await settled()
  expect(store.claimed).toHaveLength(1)
  expect([...one.told, ...other.told]).toHaveLength(1)
  const row = store.rows.get('a')
  if (row === undefined) throw new Error('It is gone.')
  expect(other.watcher.now(row).firings).toBe(1)
  for (const server of [one, other]) await server.trade(98)
  for (const server of [one, other]) await server.trade(100)
  await settled()
  expect(store.claimed).toHaveLength(2)
})

it('forgets a firing of a rule that was changed before it was kept', async () => {
  vi.useFakeTimers()
  const { trade, add, store, told, watcher } = makeRig()
  const alert = await add(ruleOf(above))
  await trade(99, { times: 2 })
  store.reach = 'away'
  await trade(101)
  const changed = { ...alert, rule: ruleOf({ type: 'above', price: '200' }), version: 9 }
  store.reach = 'there'
  store.rows.set('a', changed)
  await watcher.put(changed)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(told).toEqual([])
  watcher.remove('a')
  vi.useRealTimers()
})

it('fires on a change within a window whose past was read', async () => {
  const past = async () => ({
    minutes: [{ time: startAt - 30 * minuteMs, open: 96, high: 97, low: 95, close: 96, volume: 1 }],
    knownSince: startAt - 60 * minuteMs,
  })
  const { trade, add, prices } = makeRig({ past })
  await add(ruleOf({ type: 'change', direction: 'up', percent: 10, windowMs: 60 * minuteMs }))
  await trade(97, { times: 2 })
  await trade(100)
  await trade(102)
  await trade(104)
  await trade(105)
  expect(prices()).toEqual([105])
})

it('fires on a change since the previous close', async () => {
  const { trade, add, prices } = makeRig({ close: async () => 100 })
  await add(ruleOf({ type: 'change-since-close', direction: 'down', percent: 5 }))
  await trade(97, { times: 2 })
  await trade(96)
  await trade(95)
  expect(prices()).toEqual([95])
})

it('tells a new high of the day only where the day is known', async () => {
  const high = 110
  const past = async () => ({
    minutes: [
      { time: startAt - 23 * 60 * minuteMs, open: 100, high, low: 90, close: 100, volume: 1 },
    ],
    knownSince: startAt - 24 * 60 * minuteMs,
  })
  for (const [known, expected] of [
    [past, [111]],
    [undefined, []],
  ] as const) {
    const { trade, add, prices } = makeRig(known && { past: known })
    await add(ruleOf({ type: 'day-high' }))
    for (const price of [108, 108, 109, 110, 111, 112]) await trade(price)
    expect(prices()).toEqual(expected)
  }
})

it('tells silence', async () => {
  const { rig, watcher, trade, add, prices } = makeRig()
  await add(ruleOf({ type: 'silence', afterMs: minuteMs }, { repeat: again }))
  await trade(99, { times: 2 })
  rig.now += minuteMs
  watcher.sweep()
  await settled()
  expect(prices()).toEqual([99])
  rig.now += minuteMs
  watcher.sweep()
  await settled()
  await trade(99)
  rig.now += minuteMs
  watcher.sweep()
  await settled()
  expect(prices()).toEqual([99, 99])
})

it('says what it was last looked at against', async () => {
  const { watcher, trade, add } = makeRig()
  const alert = await add(ruleOf(above))
  await trade(98, { times: 2 })
  const { evaluated, phase } = watcher.now(alert)
  expect([evaluated, phase]).toEqual([
    { at: startAt + 1_000, venue: 'BINANCE', price: '98' },
    'armed',
  ])
})
