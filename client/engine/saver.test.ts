import { expect, it } from 'vitest'
import type { Cause } from './cause.ts'
import { createSaver, type State } from './saver.ts'
import type { Batch, PriceStore, SavedPrice } from './store.ts'
import { createVirtualTime } from './testing/virtual-time.ts'

const row = (index: number, price: number, sequence: number): SavedPrice => ({
  index,
  symbol: `S${index}`,
  venue: 'SIMULATED',
  quote: 'USDT',
  decimals: 2,
  price,
  change24h: undefined,
  bid: undefined,
  ask: undefined,
  time: 0,
  knownAt: 1_800_000_000_000,
  stale: false,
  epoch: 'a',
  sequence,
})

function full(): Error {
  return Object.assign(new Error('It is full.'), { name: 'QuotaExceededError' })
}

function setUp(save: (batch: Batch) => boolean | Error = () => true) {
  const time = createVirtualTime(1)
  const batches: Batch[] = []
  const troubles: Cause[] = []
  let state: State | undefined
  const store: PriceStore = {
    load: async () => undefined,
    async save(batch) {
      batches.push(batch)
      const outcome = save(batch)
      if (outcome instanceof Error) throw outcome
      return outcome
    },
    close() {},
  }
  const saver = createSaver({
    store,
    time,
    base: undefined,
    state: () => state,
    onTrouble: (trouble) => troubles.push(trouble),
  })
  return {
    time,
    batches,
    troubles,
    saver,
    change(sequence: number, rows: SavedPrice[], replace = false) {
      const head = {
        cursor: `a.${sequence}`,
        symbols: [],
        market: 'live',
        simulated: false,
      } as const
      state = { head: { ...head, symbols: [] }, prices: rows, listing: [] }
      saver.changed(rows, replace)
    },
  }
}

it('saves at once, then at most every five seconds, the newest rows with the cursor they belong to', async () => {
  const { time, batches, change } = setUp()
  for (let i = 1; i <= 10; i++) {
    change(i, [row(0, i, i)])
    await time.advance(1_500)
    if (i === 1) expect(batches).toHaveLength(1)
  }
  await time.advance(5_000)
  expect(batches.length).toBeLessThanOrEqual(4)
  expect(batches.at(-1)).toMatchObject({ base: 'a.7', head: { cursor: 'a.10' } })
  expect(batches.at(-1)?.prices).toEqual([row(0, 10, 10)])
})

it('saves everything first, and then what has changed since', async () => {
  const { time, batches, change } = setUp()
  change(1, [row(0, 1, 1), row(1, 1, 1)], true)
  await time.advance(1_000)
  change(2, [row(1, 2, 2)])
  await time.advance(5_000)
  expect(batches.map(({ base, prices }) => [base, prices.length])).toEqual([
    [undefined, 2],
    ['a.1', 1],
  ])
})

it('saves everything again when another engine has written in between', async () => {
  const { time, batches, change } = setUp(({ base }) => base === undefined)
  change(1, [row(0, 1, 1)], true)
  await time.advance(1_000)
  change(2, [row(0, 2, 2)])
  await time.advance(10_000)
  expect(batches.map(({ base }) => base)).toEqual([undefined, 'a.1', undefined])
})

it('goes on without saving when the device is full, and says so once', async () => {
  const { time, batches, change, troubles } = setUp(full)
  change(1, [row(0, 1, 1)], true)
  await time.advance(5_000)
  change(2, [row(0, 2, 2)])
  await time.advance(5_000)
  expect(batches).toHaveLength(1)
  expect(troubles.map(({ type }) => type)).toEqual(['prices-not-kept'])
})

it('tries a store that fails a few times before it leaves it alone', async () => {
  const { time, batches, change, troubles } = setUp(() => new Error('It broke.'))
  change(1, [row(0, 1, 1)], true)
  await time.advance(30_000)
  expect(batches).toHaveLength(3)
  expect(troubles).toHaveLength(1)
})

it('saves what is left when it is told to', async () => {
  const { batches, change, saver } = setUp()
  change(1, [row(0, 1, 1)], true)
  await saver.flush()
  expect(batches).toHaveLength(1)
})

it('goes on saving within five seconds where the clock is set back by a day', async () => {
  const { time, batches, change } = setUp()
  change(1, [row(0, 1, 1)], true)
  await time.advance(100)
  time.sleep(-86_400_000)
  change(2, [row(0, 2, 2)])
  await time.advance(5_000)
  expect(batches).toHaveLength(2)
})
