import { expect, it } from 'vitest'
import { type Storage, StorageError } from '../storage.ts'
import { btc, candle, candlesOf, eth, minute, seen, start } from './candles.ts'

export interface Place {
  /** Opens what is stored there; again and again what the last one left. */
  open(): Promise<Storage>
}

/** What every storage does; `place` gives a new, empty one. */
export function storageContract(place: () => Promise<Place>): void {
  async function opened(): Promise<Storage> {
    return (await place()).open()
  }

  const all = { instrument: btc, interval: '1m', limit: 10_000 } as const

  it('gives back what was stored, after it was opened again too', async () => {
    const here = await place()
    const first = await here.open()
    expect(await first.candles.upsert(candlesOf(50))).toBe('stored')
    await first.close()
    const storage = await here.open()
    expect(await storage.candles.read(all)).toEqual(candlesOf(50).map(seen))
    await storage.close()
  })

  it('reads a range ascending, the newest within the limit, each series by itself', async () => {
    const storage = await opened()
    await storage.candles.upsert([
      ...candlesOf(100),
      ...candlesOf(5, { instrument: eth }),
      ...[0, 1, 2].map((n) => candle(0, { interval: '1s', time: start + n * 1_000 })),
    ])
    const numbers = async (rest: object) =>
      (await storage.candles.read({ ...all, ...rest })).map(({ time }) => (time - start) / minute)
    expect(await numbers({ from: start + 3 * minute, to: start + 6 * minute })).toEqual([
      3, 4, 5, 6,
    ])
    expect(await numbers({ from: start + 3 * minute - 1, to: start + 5 * minute - 1 })).toEqual([
      3, 4,
    ])
    expect(await numbers({ limit: 2 })).toEqual([98, 99])
    expect(await numbers({ to: start + 9 * minute, limit: 1 })).toEqual([9])
    expect(await numbers({ instrument: eth })).toEqual([0, 1, 2, 3, 4])
    expect(await numbers({ interval: '1s' })).toHaveLength(3)
    expect(await numbers({ interval: '1d' })).toEqual([])
    expect(await numbers({ instrument: { ...eth, id: 'BINANCE:NOBODY' } })).toEqual([])
    await storage.close()
  })

  it('lets no candle be overwritten by one that is known less well', async () => {
    const storage = await opened()
    const ways = [
      { source: 'backfill', partial: true },
      { source: 'live', partial: true },
      { source: 'backfill', partial: false },
      { source: 'live', partial: false },
    ] as const
    let n = 0
    for (const [older, first] of ways.entries()) {
      for (const [newer, second] of ways.entries()) {
        const time = start + ++n * minute
        const before = candle(1, { ...first, time })
        const after = candle(2, { ...second, time })
        await storage.candles.upsert([before])
        await storage.candles.upsert([after])
        const [stored] = await storage.candles.read({ ...all, from: time, to: time })
        expect(stored).toEqual(seen(newer >= older ? after : before))
      }
    }
    await storage.close()
  })

  it('stores the newest of a candle that comes several times in a batch', async () => {
    const storage = await opened()
    const versions = [1, 2, 3].map((n) => candle(n, { time: start }))
    const first = storage.candles.upsert([...versions, candle(9, { time: start, partial: true })])
    const second = storage.candles.upsert([candle(4, { time: start })])
    expect(await Promise.all([first, second])).toEqual(['stored', 'stored'])
    const stored = await storage.candles.read(all)
    expect(stored).toEqual([seen(candle(4, { time: start }))])
    await storage.close()
  })

  it('gives candles in the units of who asks, also after a venue counts otherwise', async () => {
    const storage = await opened()
    const finer = { ...btc, decimals: 4, sizeDecimals: 6 }
    await storage.candles.upsert([candle(0), candle(1, { instrument: finer })])
    const figures = async (instrument: typeof btc) =>
      (await storage.candles.read({ ...all, instrument })).map(({ open, volume }) => [open, volume])
    expect(await figures(finer)).toEqual([
      [600_000_000, 10_000_000],
      [6_000_001, 1_000_001],
    ])
    expect(await figures(btc)).toEqual([
      [6_000_000, 1_000_000],
      [60_000, 100_000],
    ])
    // Whole dollars: the second would be 600. Units that no number can hold are left out.
    expect(await figures({ ...btc, decimals: 12 })).toEqual([[6_000_001e8, 100_000]])
    await storage.close()
  })

  it('keeps figures as large as a number can be', async () => {
    const storage = await opened()
    const price = Number.MAX_SAFE_INTEGER
    const large = candle(0, { open: price, high: price, low: 1, close: price, volume: 2 ** 61 })
    await storage.candles.upsert([large])
    expect(await storage.candles.read(all)).toEqual([seen(large)])
    await storage.close()
  })

  it('refuses what can be no candle, and stores nothing of its batch', async () => {
    const storage = await opened()
    for (const wrong of [
      { open: 0 },
      { close: Number.NaN },
      { low: 7e6 },
      { high: 1 },
      { volume: -1 },
      { time: start + 1 },
      { open: 6_000_000.5 },
    ]) {
      expect(() => storage.candles.upsert([candle(0), candle(1, wrong)])).toThrow(
        /can't be a candle/,
      )
    }
    expect(await storage.candles.read(all)).toEqual([])
    await storage.close()
  })

  it('tells the oldest and the newest of a series', async () => {
    const storage = await opened()
    expect(await storage.candles.coverage(btc.id, '1m')).toBeUndefined()
    await storage.candles.upsert([candle(7), candle(3), candle(5)])
    const oldest = start + 3 * minute
    expect(await storage.candles.coverage(btc.id, '1m')).toEqual({
      oldest,
      newest: start + 7 * minute,
    })
    expect(await storage.candles.coverage(btc.id, '1h')).toBeUndefined()
    await storage.close()
  })

  it('removes the old in steps, others in between', async () => {
    const storage = await opened()
    await storage.candles.upsert([
      ...candlesOf(20_000),
      ...candlesOf(10, { instrument: eth }),
      candle(0, { interval: '1d' }),
    ])
    let pruned = false
    const pruning = storage.candles.prune({ interval: '1m', before: start + 19_900 * minute })
    const others = pruning.then(() => {
      pruned = true
    })
    await storage.documents.write('in-between', 'yes')
    expect(pruned).toBe(false)
    expect(await pruning).toBe(19_910)
    await others
    expect(await storage.candles.read(all)).toHaveLength(100)
    expect(await storage.candles.read({ ...all, interval: '1d' })).toHaveLength(1)
    expect(await storage.candles.prune({ interval: '1m', before: start })).toBe(0)
    await storage.close()
  })

  it('keeps documents, replaced as a whole', async () => {
    const here = await place()
    const first = await here.open()
    expect(await first.documents.read('catalogue')).toBeUndefined()
    await first.documents.write('catalogue', '{"venues":[]}')
    await first.documents.write('catalogue', '{"venues":["BINANCE ✓"]}')
    await first.close()
    const storage = await here.open()
    expect(await storage.documents.read('catalogue')).toBe('{"venues":["BINANCE ✓"]}')
    await storage.close()
  })

  it('lets one of many replace a document', async () => {
    const storage = await opened()
    const spend = (was: string | undefined, text: string) =>
      storage.documents.replace('budget', { was, text })
    const first = await Promise.all([spend(undefined, '1'), spend(undefined, '1')])
    expect(first.sort()).toEqual([false, true])
    const next = await Promise.all(['2', '3', '4'].map((text) => spend('1', text)))
    expect(next.filter(Boolean)).toHaveLength(1)
    expect(await spend('9', '10')).toBe(false)
    await storage.close()
  })

  it('writes what waits when it is closed, and then refuses', async () => {
    const here = await place()
    const first = await here.open()
    const outcome = first.candles.upsert(candlesOf(3_000))
    await first.close()
    expect(await outcome).toBe('stored')
    expect(await first.candles.upsert([candle(0)])).toBe('dropped')
    await expect(first.candles.read(all)).rejects.toThrow(StorageError)
    expect(first.health().state).toBe('closed')
    const storage = await here.open()
    expect(await storage.candles.read(all)).toHaveLength(3_000)
    await storage.close()
  })

  it('is opened by two at the same time, the newest schema made once', async () => {
    const here = await place()
    const both = await Promise.all([here.open(), here.open()])
    for (const storage of both) expect(storage.health().state).toBe('ready')
    await Promise.all(both.map((storage, n) => storage.candles.upsert([candle(n)])))
    expect(await both[0].candles.read(all)).toHaveLength(2)
    await Promise.all(both.map((storage) => storage.close()))
  })
}
