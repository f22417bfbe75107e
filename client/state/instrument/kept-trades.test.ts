import { expect, it } from 'vitest'
import { createMemorySettings } from '../../db/settings.ts'
import { dayOf } from './day.ts'
import { createKeptTrades } from './kept-trades.ts'
import { told, tradesAt } from './testing.ts'
import { mergeTrades } from './trade-list.ts'

const answer = told({ ...tradesAt(1, 2, 3), open_24h: 10.01, high_24h: 12, volume_24h: 3 })
const shown = { list: mergeTrades([], answer), day: dayOf(answer), at: 5 }

it('gives back what was shown last, for another opening', async () => {
  const settings = createMemorySettings()
  createKeptTrades(settings).put('BTCUSDT', shown)
  const kept = createKeptTrades(settings)
  expect(await kept.get('ETHUSDT')).toBeUndefined()
  await expect.poll(() => kept.get('BTCUSDT')).toBeDefined()
  const found = await kept.get('BTCUSDT')
  expect(found?.at).toBe(5)
  expect(mergeTrades([], found?.answer ?? told())).toEqual(shown.list)
  expect(dayOf(found?.answer ?? told())).toEqual(shown.day)
})

it('keeps the newest twenty trades of the last thirty instruments', async () => {
  const kept = createKeptTrades(createMemorySettings())
  const times = Array.from({ length: 50 }, (_, index) => index)
  const list = mergeTrades([], told(tradesAt(...times)))
  for (let index = 0; index < 31; index++) kept.put(`S${index}`, { ...shown, list })
  kept.put('S1', { ...shown, at: 6 })
  expect((await kept.get('S30'))?.answer.time).toEqual(times.slice(-20))
  expect(await kept.get('S0')).toBeUndefined()
  expect((await kept.get('S1'))?.at).toBe(6)
  expect(await kept.get('S2')).toBeDefined()
})

it('does without a device that keeps nothing, and without what can’t be read', async () => {
  const refused = async () => {
    throw new Error('refused')
  }
  const without = createKeptTrades({ ...createMemorySettings(), get: refused, set: refused })
  without.put('BTCUSDT', shown)
  expect(await without.get('BTCUSDT')).toBeUndefined()

  const settings = createMemorySettings()
  await settings.set('trades', [{ at: 1 }, 'x', null, { at: 1, answer: { time: 3 } }])
  expect(await createKeptTrades(settings).get('BTCUSDT')).toBeUndefined()
})
