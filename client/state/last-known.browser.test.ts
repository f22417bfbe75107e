import { createRoot, createSignal } from 'solid-js'
import { afterEach, expect, it } from 'vitest'
import { createMemorySettings } from '../db/settings.ts'
import { settled } from '../testing/settled.ts'
import { waitFor } from '../testing/wait-for.ts'
import { createLastKnown } from './last-known.ts'
import { rowOf } from './testing.ts'

let end = () => {}
afterEach(() => end())

const flash = { way: 'up', at: 1 } as const

function open(settings = createMemorySettings(), first: readonly string[] = ['BTCUSDT']) {
  const [symbols, setSymbols] = createSignal(first)
  const lastKnown = createRoot((dispose) => {
    end = dispose
    const row = (symbol: string) =>
      first.includes(symbol) ? rowOf({ symbol, price: 100, flash }) : undefined
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
  await settled()
  setSymbols([])
  end()
  const next = open(settings, [])
  await waitFor(() => expect(next.lastKnown('BTCUSDT')).toMatchObject({ cached: true }))
})

it('takes nothing from the device that can not be read', async () => {
  const settings = createMemorySettings()
  const broken = { ...rowOf({ symbol: 'ETHUSDT' }), price: 'much' }
  await settings.set('last-known', [7, null, broken, rowOf({ symbol: 'SOLUSDT' })])
  const { lastKnown } = open(settings)
  await waitFor(() => expect(lastKnown('SOLUSDT')).toBeDefined())
  expect(lastKnown('ETHUSDT')).toBeUndefined()
})
