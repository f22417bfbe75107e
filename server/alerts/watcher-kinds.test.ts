import { expect, it } from 'vitest'
import { isBlind } from './memory.ts'
import { again, btc, makeRig, ruleOf, settled, startAt } from './testing.ts'

const minuteMs = 60_000

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

it('goes on watching a window whose past stays short, though it is asked for each minute', async () => {
  const from = startAt - 30 * minuteMs
  const past = async () => ({
    minutes: [{ time: from, open: 96, high: 97, low: 95, close: 96, volume: 1 }],
    knownSince: from,
  })
  const { rig, watcher, trade, add, prices } = makeRig({ past })
  await add(ruleOf({ type: 'change', direction: 'up', percent: 10, windowMs: 60 * minuteMs }))
  await trade(97, { times: 2 })
  rig.now += minuteMs
  watcher.sweep()
  await settled()
  await trade(105, { times: 2 })
  expect(prices()).toEqual([105])
})

it('knows the past of a window that is asked for soon after another one', async () => {
  const past = async () => ({
    minutes: [{ time: startAt - 20 * minuteMs, open: 96, high: 97, low: 95, close: 96, volume: 1 }],
    knownSince: startAt - 24 * 60 * minuteMs,
  })
  const { rig, trade, add, prices } = makeRig({ past })
  const condition = { type: 'change', direction: 'up', percent: 10 } as const
  await add(ruleOf({ ...condition, windowMs: 240 * minuteMs }))
  rig.now += 1_000
  await add(ruleOf({ ...condition, windowMs: 60 * minuteMs }), { id: 'b' })
  for (const price of [97, 97, 99, 101, 103, 105]) await trade(price)
  expect(prices()).toEqual([105, 105])
})

it('asks again for what is missing in turns, a few instruments a second', async () => {
  const asked: string[] = []
  const { rig, watcher, add } = makeRig({
    resolve: (symbol) => ({ ...btc, id: `BINANCE:${symbol}`, symbol }),
    past: async ({ symbol }) => {
      asked.push(symbol)
      return { minutes: [], knownSince: rig.now }
    },
  })
  const condition = { type: 'change', direction: 'up', percent: 10, windowMs: minuteMs } as const
  const symbols = Array.from({ length: 120 }, (_, n) => `B${n}`)
  for (const symbol of symbols) await add(ruleOf(condition, { symbol }), { id: symbol })
  asked.length = 0
  for (let second = 0; second < 120; second++) {
    rig.now += 1_000
    const before = asked.length
    watcher.sweep()
    await settled()
    expect(asked.length - before).toBeLessThanOrEqual(2)
  }
  expect(new Set(asked)).toEqual(new Set(symbols))
  expect(asked.length).toBeGreaterThanOrEqual(120)
})

it('fires on a change since the previous close', async () => {
  const { trade, add, prices } = makeRig({ close: async () => 100 })
  await add(ruleOf({ type: 'change-since-close', direction: 'down', percent: 5 }))
  await trade(97, { times: 2 })
  await trade(96)
  await trade(95)
  expect(prices()).toEqual([95])
})

it('says which way it went, where either was waited for', async () => {
  const { trade, add, store } = makeRig({ close: async () => 100 })
  const condition = { type: 'change-since-close', percent: 5 } as const
  await add(ruleOf({ ...condition, direction: 'either' }, { repeat: again }))
  await add(ruleOf({ ...condition, direction: 'down' }), { id: 'b' })
  for (const price of [99, 99, 102, 105, 103, 101, 99, 97, 95]) await trade(price)
  const events = store.claimed.map(({ id, notification: { event } }) => [id, event])
  expect(events).toMatchObject([
    ['a', { price: '105', direction: 'up' }],
    ['b', { price: '95' }],
    ['a', { price: '95', direction: 'down' }],
  ])
  expect(events[1]?.[1]).not.toHaveProperty('direction')
})

it('goes by no close of the day before, while the new one is asked for and where there is none', async () => {
  const closes = [100, undefined, 104]
  const { rig, watcher, trade, add, prices } = makeRig({ close: async () => closes.shift() })
  await add(ruleOf({ type: 'change-since-close', direction: 'up', percent: 5 }))
  await trade(104, { times: 2 })
  rig.now = Date.UTC(2026, 10, 21, 0, 0, 1)
  watcher.sweep()
  await settled()
  await trade(105.5, { times: 2 })
  expect(prices()).toEqual([])
  rig.now += minuteMs
  watcher.sweep()
  await settled()
  for (const price of [106, 109, 110]) await trade(price)
  expect([closes, prices()]).toEqual([[], [110]])
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

it('takes for silence no time in which this server stood still, nor one that its clock jumped', async () => {
  const { rig, watcher, trade, add, prices } = makeRig()
  await add(ruleOf({ type: 'silence', afterMs: minuteMs }))
  await trade(99, { times: 2 })
  async function skip(ms: number) {
    rig.now += ms
    watcher.skipped(ms)
    watcher.sweep()
    await settled()
  }
  await skip(480 * minuteMs)
  await skip(-60 * minuteMs)
  expect(prices()).toEqual([])
  // What is heard before the jump is noticed isn't heard later than now.
  rig.now += 480 * minuteMs
  await trade(99)
  watcher.skipped(480 * minuteMs)
  rig.now += minuteMs
  watcher.sweep()
  await settled()
  expect(prices()).toEqual([99])
})

it('tells silence since a restart with the last price that was looked at before', async () => {
  const before = makeRig()
  await before.add(ruleOf({ type: 'silence', afterMs: minuteMs }))
  await before.trade(99, { times: 2 })
  await before.watcher.stop()
  const { rig, watcher, store } = makeRig({}, before.store)
  await watcher.load()
  watcher.sweep()
  rig.now += minuteMs
  watcher.sweep()
  await settled()
  const evaluated = { at: startAt + 1_000, venue: 'BINANCE', price: '99' }
  const event = { price: '99', venue: 'BINANCE', time: startAt + 1_000 }
  expect(store.claimed).toMatchObject([{ evaluated, notification: { event } }])
})

it('says of which alerts nothing can be told yet', async () => {
  const { watcher, trade, quote, add } = makeRig()
  const rules = [
    ruleOf({ type: 'above', price: '100' }, { source: 'ask' }),
    ruleOf({ type: 'change-since-close', direction: 'up', percent: 5 }),
    ruleOf({ type: 'day-high' }),
    ruleOf({ type: 'volume', times: 3, windowMs: minuteMs }),
    ruleOf({ type: 'change', direction: 'up', percent: 5, windowMs: minuteMs }),
    ruleOf({ type: 'silence', afterMs: minuteMs }),
  ]
  const alerts = await Promise.all(rules.map((rule, id) => add(rule, { id: `${id}` })))
  const blind = () => alerts.map((alert) => isBlind(watcher.now(alert)))
  await trade(99, { times: 2 })
  expect(blind()).toEqual([true, true, true, true, false, false])
  await quote(98, 99)
  expect(blind()).toEqual([false, true, true, true, false, false])
})
