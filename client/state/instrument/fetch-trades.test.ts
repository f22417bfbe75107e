import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fetchTrades, readTrades } from './fetch-trades.ts'
import { told, tradesAt } from './testing.ts'

const { signal } = new AbortController()
let asked: string[]
let answer: () => Promise<Response>

beforeEach(() => {
  asked = []
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path)
    return answer()
  })
})

afterEach(() => vi.unstubAllGlobals())

const ask = (since?: string) => fetchTrades({ symbol: 'KRAKEN:BTC/USD', since, signal })

it('asks for what is new since a cursor, and for everything without one', async () => {
  const whole = told(tradesAt(1, 2))
  answer = async () => Response.json(whole)
  expect(await ask()).toEqual({ ok: true, answer: whole })
  await ask('e1.7')
  expect(asked).toEqual([
    '/api/trades?symbol=KRAKEN%3ABTC%2FUSD',
    '/api/trades?symbol=KRAKEN%3ABTC%2FUSD&since=e1.7',
  ])
})

it('says what went wrong', async () => {
  const problems: unknown[] = []
  for (const response of [
    async () => new Response('', { status: 404 }),
    async () => new Response('', { status: 503 }),
    async () => new Response('<html>'),
    async () => Response.json({ ...told(tradesAt(1)), size: [] }),
    () => Promise.reject(new TypeError('Failed to fetch')),
  ]) {
    answer = response
    problems.push(await ask())
  }
  expect(problems).toEqual(
    ['unlisted', 'server', 'malformed', 'malformed', 'network'].map((problem) => ({
      ok: false,
      problem,
    })),
  )
})

it('takes nothing that it could not show', () => {
  expect(readTrades(told(tradesAt(1, 2)))).toBeDefined()
  for (const wrong of [
    null,
    [],
    { ...told(), side: ['both'] },
    { ...told(tradesAt(1)), price: ['1'] },
    { ...told(), decimals: undefined },
    { ...told(), high_24h: undefined },
    { ...told(), cursor: 7 },
  ]) {
    expect(readTrades(wrong)).toBeUndefined()
  }
})
