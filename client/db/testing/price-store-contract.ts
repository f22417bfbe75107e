import { expect, it } from 'vitest'
import type { PriceStore } from '../../engine/store.ts'
import { batch, listing, row } from './rows.ts'

/** What every price store does, in memory or on the device. */
export function priceStoreContract(open: () => PriceStore): void {
  it('has nothing before anything was saved', async () => {
    expect(await open().load()).toBeUndefined()
  })

  it('gives back the rows with the cursor they belong to', async () => {
    const store = open()
    expect(await store.save(batch(5, [row(0, 10, 5), row(1, 20, 4)]))).toBe(true)
    expect(await store.load()).toEqual({
      head: { cursor: 'a.5', symbols: ['S0', 'S1'], market: 'live', simulated: false },
      listing,
      prices: [row(0, 10, 5), row(1, 20, 4)],
    })
  })

  it('adds what has changed to what it stands at', async () => {
    const store = open()
    await store.save(batch(5, [row(0, 10, 5), row(1, 20, 4)]))
    expect(await store.save(batch(6, [row(1, 21, 6)], { base: 'a.5' }))).toBe(true)
    const saved = await store.load()
    expect(saved?.head.cursor).toBe('a.6')
    expect(saved?.prices).toEqual([row(0, 10, 5), row(1, 21, 6)])
    expect(saved?.listing).toEqual(listing)
  })

  it('refuses what builds on anything else, and keeps what it has', async () => {
    const store = open()
    expect(await store.save(batch(6, [row(1, 21, 6)], { base: 'a.5' }))).toBe(false)
    await store.save(batch(5, [row(0, 10, 5)]))
    expect(await store.save(batch(9, [row(0, 90, 9)], { base: 'a.7' }))).toBe(false)
    const saved = await store.load()
    expect([saved?.head.cursor, saved?.prices]).toEqual(['a.5', [row(0, 10, 5)]])
  })

  it('replaces everything with a batch that builds on nothing', async () => {
    const store = open()
    await store.save(batch(5, [row(0, 10, 5), row(1, 20, 4)]))
    await store.save(batch(2, [row(2, 30, 2)]))
    expect((await store.load())?.prices).toEqual([row(2, 30, 2)])
  })
}
