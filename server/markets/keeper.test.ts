import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CatalogueEntry } from '../../shared/catalogue.ts'
import { type Catalogue, makeCatalogue } from '../market/catalogue.ts'
import { StorageError } from '../storage/storage.ts'
import { VenueError } from '../venues/venue-error.ts'
import { type Keeper, startKeeper } from './keeper.ts'

const hour = 3_600_000
const name = 'OKX' as const
let documents: Map<string, string>
let list: CatalogueEntry[]
let fault: Error | undefined
let storeFault: Error | undefined
let asked: number
let troubles: string[]
let told: string[]
let keeper: Keeper | undefined

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 15) })
  documents = new Map()
  list = [entry('BTC'), entry('ETH'), entry('SOL')]
  fault = undefined
  storeFault = undefined
  asked = 0
  troubles = []
  told = []
})

afterEach(() => {
  keeper?.stop()
  vi.useRealTimers()
})

function entry(base: string, decimals = 2): CatalogueEntry {
  const symbol = `${base}-USDT`
  const known = { symbol, base, quote: 'USDT', decimals, sizeDecimals: 5 }
  return { id: `${name}:${symbol}`, venue: name, ...known, kind: 'spot', status: 'trading' }
}

async function start(): Promise<Catalogue> {
  keeper?.stop()
  const catalogue = makeCatalogue()
  const ask = async () => {
    asked++
    if (fault) throw fault
    return list
  }
  keeper = startKeeper({
    venues: [{ name, catalogue: ask }],
    catalogue,
    documents: {
      async read(document) {
        return documents.get(document)
      },
      async write(document, text) {
        if (storeFault) throw storeFault
        documents.set(document, text)
      },
      replace: async () => false,
    },
    now: Date.now,
    onList: (_, change) => void told.push(change),
    onTrouble: (sentence) => void troubles.push(sentence),
  })
  await keeper.loaded
  await vi.advanceTimersByTimeAsync(0)
  return catalogue
}

it('asks at once for what was never known, and then once a day', async () => {
  const catalogue = await start()
  expect(catalogue.of(name)).toEqual(list)
  expect(told).toEqual(['more'])
  await vi.advanceTimersByTimeAsync(23 * hour)
  expect(asked).toBe(1)
  list = [...list, entry('ADA')]
  await vi.advanceTimersByTimeAsync(hour + 20_000)
  expect(asked).toBe(2)
  expect(told).toEqual(['more', 'more'])
})

it('starts without a network from what was stored, the dead among it', async () => {
  await start()
  list = list.slice(1)
  await vi.advanceTimersByTimeAsync(25 * hour)
  fault = new VenueError(name, { kind: 'unreachable', reason: 'No answer.' })
  await vi.advanceTimersByTimeAsync(25 * hour)
  const catalogue = await start()
  expect(catalogue.of(name).map(({ base, status }) => `${base} ${status}`)).toEqual([
    'ETH trading',
    'SOL trading',
    'BTC dead',
  ])
})

it('does not ask again soon after a restart', async () => {
  await start()
  await start()
  expect(asked).toBe(1)
})

it('asks a clock that was ahead when the list was stored no less often', async () => {
  await start()
  vi.setSystemTime(Date.UTC(2025, 0, 1))
  await start()
  await vi.advanceTimersByTimeAsync(24 * hour + 20_000)
  expect(asked).toBe(2)
})

it('tries again later and later, and no sooner than it is asked to', async () => {
  fault = new VenueError(name, { kind: 'unreachable', reason: 'No answer.' })
  await start()
  await vi.advanceTimersByTimeAsync(10 * hour)
  expect(asked).toBeGreaterThan(8)
  expect(asked).toBeLessThan(20)
  expect(troubles).toHaveLength(asked)
  const retryAfterMs = 5 * hour
  fault = new VenueError(name, { kind: 'rate-limited', reason: 'Slow.', retryAfterMs })
  await vi.advanceTimersByTimeAsync(hour + 20_000)
  const before = asked
  fault = undefined
  await vi.advanceTimersByTimeAsync(4 * hour - 60_000)
  expect(asked).toBe(before)
  await vi.advanceTimersByTimeAsync(hour + 60_000)
  expect(asked).toBe(before + 1)
})

it('never asks a venue again that has no list', async () => {
  fault = new VenueError(name, { kind: 'unsupported', reason: 'It has none.' })
  await start()
  await vi.advanceTimersByTimeAsync(100 * hour)
  expect(asked).toBe(1)
  expect(troubles).toEqual([])
})

it('takes a list that was cut short for a failure', async () => {
  const catalogue = await start()
  list = []
  await vi.advanceTimersByTimeAsync(25 * hour)
  expect(catalogue.of(name).every(({ status }) => status === 'trading')).toBe(true)
  expect(troubles[0]).toMatch(/lists 0 instruments, and listed 3 before/)
})

it('stores what it could not store as soon as it can, without asking again', async () => {
  storeFault = new StorageError('full', 'The disk is full.')
  await start()
  await vi.advanceTimersByTimeAsync(60_000)
  storeFault = undefined
  await vi.advanceTimersByTimeAsync(20_000)
  expect(asked).toBe(1)
  expect(documents.get(`catalogue:${name}`)).toContain('SOL-USDT')
})

it('ignores a stored list of another shape', async () => {
  documents.set(`catalogue:${name}`, '{"at":1,"entries":[{"id":"OKX:X"},7,null]}')
  const catalogue = await start()
  expect(catalogue.of(name)).toEqual(list)
  documents.set(`catalogue:${name}`, 'not JSON')
  expect((await start()).of(name)).toEqual(list)
})
