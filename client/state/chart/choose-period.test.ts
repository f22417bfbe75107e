import { expect, it } from 'vitest'
import type { CandlesResponse } from '../../../shared/api.ts'
import type { CandleRequest, FetchedCandles } from '../candles/fetch-candles.ts'
import { intervalFor } from './choose-period.ts'
import { periodMs } from './periods.ts'

const now = Date.UTC(2024, 7, 8)
const { signal } = new AbortController()

function withHistory(lengthMs: number | undefined) {
  const requests: CandleRequest[] = []
  const figures = lengthMs === undefined ? [] : [1]
  const candles: CandlesResponse = {
    ...{ symbol: 'BTCUSDT', venue: 'BINANCE', interval: '1d', market: 'live', simulated: false },
    ...{ decimals: 2, time: figures.map(() => now - (lengthMs ?? 0)), forming: false },
    ...{ open: figures, high: figures, low: figures, close: figures, volume: figures },
  }
  const fetchCandles = async (request: CandleRequest): Promise<FetchedCandles> => {
    requests.push(request)
    return { ok: true, candles }
  }
  return { requests, choice: { symbol: 'BTCUSDT', width: 330, fetchCandles, now, signal } }
}

it('asks nobody for a period whose length is known', async () => {
  const { requests, choice } = withHistory(undefined)
  expect(await intervalFor('1w', choice)).toBe('1h')
  expect(requests).toEqual([])
})

it('shows all of a short history in short candles, and of a long one in long ones', async () => {
  expect(await intervalFor('all', withHistory(periodMs['1d']).choice)).toBe('15m')
  expect(await intervalFor('all', withHistory(20 * periodMs['1y']).choice)).toBe('1w')
})

it('shows all of it in days where nobody can say how long it is', async () => {
  expect(await intervalFor('all', withHistory(undefined).choice)).toBe('1d')
  const fails = async (): Promise<FetchedCandles> => ({ ok: false, problem: 'network' })
  const { choice } = withHistory(undefined)
  expect(await intervalFor('all', { ...choice, fetchCandles: fails })).toBe('1d')
})

it('ends when something else was chosen in the meantime', async () => {
  const owner = new AbortController()
  const { choice } = withHistory(1)
  const asking = intervalFor('all', { ...choice, signal: owner.signal })
  owner.abort()
  await expect(asking).rejects.toThrow()
})
