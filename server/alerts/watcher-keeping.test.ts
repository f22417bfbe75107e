import { expect, it, vi } from 'vitest'
import type { AlertCondition } from '../../shared/alert.ts'
import { again, makeRig, makeTestStore, ruleOf, settled } from './testing.ts'

const above: AlertCondition = { type: 'above', price: '100' }

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
