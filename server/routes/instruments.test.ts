import { afterEach, expect, it } from 'vitest'
import type { InstrumentsResponse } from '../../shared/api.ts'
import type { CatalogueEntry } from '../../shared/catalogue.ts'
import { type InstrumentId, instrumentId, type VenueName } from '../../shared/instrument.ts'
import { type Hub, makeHub } from '../hub/hub.ts'
import { instrumentsRoute } from './instruments.ts'

let hub: Hub
afterEach(() => hub.stop('shutdown'))

function entry(venue: VenueName, symbol: string): CatalogueEntry {
  const about = { decimals: 2, sizeDecimals: 5, kind: 'spot', status: 'trading' } as const
  return { id: instrumentId(venue, symbol), venue, symbol, base: 'BTC', quote: 'USDT', ...about }
}

const entries = [
  entry('BINANCE', 'BTCUSDT'),
  entry('OKX', 'BTC-USDT'),
  entry('SIMULATED', 'BTCUSDT'),
]

interface Standing {
  venue: VenueName
  preferred: VenueName
  aliases?: [string, InstrumentId][]
}

async function namesWhile({ venue, preferred, aliases = [] }: Standing): Promise<string[]> {
  hub = makeHub({
    now: () => 0,
    newEpoch: () => 'a',
    heartbeatMs: 15_000,
    stuckAfterMs: 10_000,
  })
  hub.begin({ market: 'live', venue, instruments: entries, aliases: new Map(aliases) })
  const response = await instrumentsRoute({ hub, preferred, search: () => entries }).request(
    '/api/instruments',
  )
  const { instruments }: InstrumentsResponse = await response.json()
  return instruments.map(({ name }) => name)
}

it("names the preferred venue's by symbol alone and others by id", async () => {
  const names = await namesWhile({ venue: 'BINANCE', preferred: 'BINANCE' })
  expect(names).toEqual(['BTCUSDT', 'OKX:BTC-USDT', 'BTCUSDT'])
})

it('keeps the names while another venue stands in', async () => {
  const aliases: Standing['aliases'] = [['BTCUSDT', 'OKX:BTC-USDT']]
  const names = await namesWhile({ venue: 'OKX', preferred: 'BINANCE', aliases })
  expect(names).toEqual(['BTCUSDT', 'OKX:BTC-USDT', 'BTCUSDT'])
})

it('names an instrument of the default watchlist as that does, whatever its venue calls it', async () => {
  const aliases: Standing['aliases'] = [['BTCUSDT', 'OKX:BTC-USDT']]
  const names = await namesWhile({ venue: 'OKX', preferred: 'OKX', aliases })
  expect(names.slice(0, 2)).toEqual(['BINANCE:BTCUSDT', 'BTCUSDT'])
})

it('tells what people call a coin', async () => {
  await namesWhile({ venue: 'BINANCE', preferred: 'BINANCE' })
  const route = instrumentsRoute({ hub, preferred: 'BINANCE', search: () => entries })
  const { instruments } = await (await route.request('/api/instruments')).json()
  expect(instruments[0].fullName).toBe('Bitcoin')
})
