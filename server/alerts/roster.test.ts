import { expect, it } from 'vitest'
import { makeRoster } from './roster.ts'
import { again, alertOf, makeRig, ruleOf, settled, startAt } from './testing.ts'

const book = { fire() {}, turn() {} }

function makeBare() {
  return makeRoster({
    book,
    watchOf: () => expect.fail('None of these has a watch.'),
  })
}

it('wakes one that rests as it was, and knows both by id and number', () => {
  const roster = makeBare()
  const alert = alertOf(ruleOf({ type: 'day-high' }))
  const entry = roster.add(alert)
  roster.rest(entry)
  expect(roster.isAwake(entry)).toBe(false)
  expect(roster.peek('a')?.alert).toEqual(alert)
  const woken = roster.at(entry.number)
  expect(woken?.alert).toEqual(alert)
  expect(roster.get('a')).toBe(woken)
  expect(roster.loose()).toEqual([woken])
})

it('lets none rest of which something is still to come', () => {
  const roster = makeBare()
  const entry = roster.add(alertOf(ruleOf({ type: 'day-high' })))
  entry.firing = 'n1'
  roster.restAll()
  expect(roster.isAwake(entry)).toBe(true)
  Object.assign(entry, { firing: undefined, wait: 1 })
  roster.restAll()
  expect(roster.isAwake(entry)).toBe(true)
  entry.wait = undefined
  roster.restAll()
  expect(roster.isAwake(entry)).toBe(false)
})

it('gives the number of one that is removed to the next, who is nobody else', () => {
  const roster = makeBare()
  const gone = roster.add(alertOf(ruleOf({ type: 'day-high' }), { id: 'gone' }))
  roster.remove(gone)
  const next = roster.add(alertOf(ruleOf({ type: 'day-low' }), { id: 'next' }))
  expect(next.number).toBe(gone.number)
  roster.remove(gone)
  expect([...roster.ids()]).toEqual(['next'])
  expect(roster.get('gone')).toBeUndefined()
})

it('goes on where it was after it has rested: fired, back far enough, and fired again', async () => {
  const { watcher, trade, add, prices } = makeRig()
  await add(ruleOf({ type: 'above', price: '100' }, { repeat: again }))
  for (const price of [99, 101, 100, 98, 102]) {
    watcher.sweep()
    await trade(price, { times: 2 })
  }
  expect(prices()).toEqual([101, 102])
})

it('moves those that rest with their symbol, and ends them in time', async () => {
  const { rig, watcher, trade, add, prices, phase } = makeRig()
  const expiresAt = startAt + 60_000
  await add(ruleOf({ type: 'above', price: '100' }, { expiresAt }))
  await trade(99, { times: 2 })
  watcher.sweep()
  rig.listed = 'waiting'
  watcher.relisted()
  watcher.sweep()
  expect(watcher.wanted()).toEqual([])
  rig.now = expiresAt
  watcher.sweep()
  await trade(101, { times: 2 })
  expect(prices()).toEqual([])
  expect(phase()).toBe('expired')
})

it('tells a firing again on top of what another server has turned, also after it has rested', async () => {
  const { watcher, store, trade, add, prices } = makeRig()
  const rule = ruleOf({ type: 'above', price: '100' })
  const { id } = await add(Object.fromEntries(Object.entries(rule).reverse()) as typeof rule)
  await trade(99, { times: 2 })
  watcher.sweep()
  const kept = store.rows.get(id)
  if (kept === undefined) return expect.fail('It was kept.')
  store.rows.set(id, { ...kept, version: kept.version + 1 })
  await trade(101, { times: 2 })
  await settled()
  expect(prices()).toEqual([101])
})
