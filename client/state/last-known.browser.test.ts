import { createRoot, createSignal } from 'solid-js'
import { afterEach, expect, it } from 'vitest'
import { createMemorySettings } from '../db/settings.ts'
import { waitFor } from '../testing/wait-for.ts'
import { createLastKnown } from './last-known.ts'
import type { Row } from './market.ts'

let end = () => {}
afterEach(() => end())

function rowOf(symbol: string, patch: Partial<Row> = {}): Row {
  return {
    symbol,
    venue: 'BINANCE',
    quote: 'USDT',
    decimals: 2,
    price: 100,
    change24h: 5,
    bid: undefined,
    ask: undefined,
    time: 1,
    knownAt: 1,
    stale: false,
    epoch: 'a',
    sequence: 1,
    cached: false,
    flash: { way: 'up', at: 1 },
    ...patch,
  }
}

function open(settings = createMemorySettings(), first: readonly string[] = ['BTCUSDT']) {
  const [symbols, setSymbols] = createSignal(first)
  const lastKnown = createRoot((dispose) => {
    end = dispose
    const row = (symbol: string) => (first.includes(symbol) ? rowOf(symbol) : undefined)
    return createLastKnown({ symbols, row, settings })
  })
  return { lastKnown, setSymbols, settings }
}

it('remembers what leaves the screen, as a thing of the past', () => {
  const { lastKnown, setSymbols } = open()
  expect(lastKnown('BTCUSDT')).toBeUndefined()
  setSymbols(['ETHUSDT'])
  expect(lastKnown('BTCUSDT')).toMatchObject({ price: 100, cached: true, flash: undefined })
})

it('keeps what has left the screen for the next opening', async () => {
  const { settings, setSymbols } = open()
  // What was kept before has been read by then.
  await new Promise((resolve) => setTimeout(resolve))
  setSymbols([])
  end()
  const next = open(settings, [])
  await waitFor(() => expect(next.lastKnown('BTCUSDT')).toMatchObject({ cached: true }))
})

it('takes nothing from the device that can not be read', async () => {
  const settings = createMemorySettings()
  const broken = { ...rowOf('ETHUSDT'), price: 'much' }
  await settings.set('last-known', [7, null, broken, rowOf('SOLUSDT')])
  const { lastKnown } = open(settings)
  await waitFor(() => expect(lastKnown('SOLUSDT')).toBeDefined())
  expect(lastKnown('ETHUSDT')).toBeUndefined()
})
