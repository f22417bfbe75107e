import { expect, it } from 'vitest'
import type { AlertCondition } from '../../shared/alert.ts'
import { again, btc, makeRig, okx, ruleOf, settled, startAt } from './testing.ts'

const above: AlertCondition = { type: 'above', price: '100' }

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

it('says when for a minute no price has counted, and no sooner', async () => {
  const { trade, add, unfit } = makeRig()
  await add(ruleOf(above))
  for (let n = 0; n < 60; n++) await trade(99, { ageMs: -15_000 })
  expect(unfit).toEqual([])
  await trade(99, { ageMs: -15_000 })
  expect(unfit).toEqual([-15_000])
  await trade(99, { times: 2 })
  await trade(99, { ageMs: -15_000 })
  expect(unfit).toHaveLength(1)
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

it('shows no other price for the one that a rule watches', async () => {
  const { watcher, trade, quote, add } = makeRig()
  const bid = await add(ruleOf(above, { source: 'bid' }))
  const volume = await add(ruleOf({ type: 'volume', times: 3, windowMs: 60_000 }), { id: 'b' })
  await trade(98, { times: 2 })
  const looked = () => [bid, volume].map((alert) => watcher.now(alert).evaluated?.price)
  expect(looked()).toEqual([undefined, '98'])
  await quote(97, 99)
  expect(looked()).toEqual(['97', '98'])
})

it('takes the first price after it was off the lists for a new reference', async () => {
  const { rig, watcher, trade, add, prices } = makeRig()
  await add(ruleOf(above))
  await trade(99, { times: 2 })
  rig.listed = undefined
  watcher.relisted()
  rig.now += 60_000
  watcher.sweep()
  await settled()
  rig.listed = btc
  watcher.relisted()
  await trade(9_900, { times: 2 })
  expect(prices()).toEqual([])
  await trade(99, { times: 2 })
  await trade(100)
  expect(prices()).toEqual([100])
})
