import { createRoot, createSignal } from 'solid-js'
import { expect, it, vi } from 'vitest'
import { createMemorySettings, type Settings } from '../../db/settings.ts'
import { waitFor } from '../../testing/wait-for.ts'
import { type ChartSettings, createChartSettings, readCharts } from './settings.ts'

const preset: ChartSettings = {
  kind: 'candles',
  interval: '5m',
  period: '1d',
  scale: 'linear',
  volume: true,
  indicators: [],
  compare: undefined,
}

async function open(store: Settings, first = 'BTCUSDT') {
  const charts = await readCharts(store)
  const onTrouble = vi.fn()
  return createRoot((end) => {
    const [symbol, setSymbol] = createSignal(first)
    const settings = createChartSettings({ store, charts, preset, symbol, onTrouble })
    return { settings, setSymbol, end, onTrouble }
  })
}

it('opens as preset, then as the one that was changed last, then as its own', async () => {
  const { settings, setSymbol } = await open(createMemorySettings())
  expect(settings.value()).toEqual(preset)
  settings.change({ kind: 'area', compare: 'SOLUSDT' })
  setSymbol('ETHUSDT')
  // What it was compared with is its own.
  expect(settings.value()).toMatchObject({ kind: 'area', compare: undefined })
  settings.change({ kind: 'line' })
  setSymbol('BTCUSDT')
  expect(settings.value()).toMatchObject({ kind: 'area', compare: 'SOLUSDT' })
})

it('keeps what two tabs have changed', async () => {
  const store = createMemorySettings()
  const [one, other] = [await open(store, 'BTCUSDT'), await open(store, 'ETHUSDT')]
  one.settings.change({ kind: 'area' })
  await waitFor(async () => expect((await readCharts(store)).size).toBe(1))
  other.settings.change({ kind: 'hollow' })
  await waitFor(async () => {
    const kept = await readCharts(store)
    expect([...kept].map(([symbol, { kind }]) => [symbol, kind])).toEqual([
      ['BTCUSDT', 'area'],
      ['ETHUSDT', 'hollow'],
    ])
  })
})

it('remembers two hundred, and lets go of those that were changed longest ago', async () => {
  const store = createMemorySettings()
  const { settings, setSymbol } = await open(store)
  for (let n = 0; n < 203; n++) {
    setSymbol(`S${n}`)
    settings.change({ volume: false })
  }
  setSymbol('S3')
  settings.change({ volume: true })
  await waitFor(async () => expect((await readCharts(store)).get('S3')?.volume).toBe(true))
  const kept = [...(await readCharts(store)).keys()]
  expect(kept).toHaveLength(200)
  expect([kept[0], kept.at(-1)]).toEqual(['S4', 'S3'])
})

it('reads only what can be read of what was kept', async () => {
  const store = createMemorySettings()
  await store.set('charts', [
    ['BTCUSDT', { kind: 'stars', interval: '5m' }],
    ['ETHUSDT', { kind: 'line', interval: '1h', period: 'ever', scale: 3, compare: 'a b' }],
    [7, preset],
    [
      'SOLUSDT',
      { ...preset, indicators: [{ type: 'sma', parameters: ['x'] }, { type: 'sma' }, 5] },
    ],
    'nothing',
  ])
  const charts = await readCharts(store)
  expect(Object.fromEntries(charts)).toEqual({
    ETHUSDT: {
      ...{ kind: 'line', interval: '1h', period: undefined, scale: 'linear', volume: true },
      ...{ indicators: [], compare: undefined },
    },
    SOLUSDT: { ...preset, indicators: [{ type: 'sma', parameters: [20] }] },
  })
})

it('waits for no device that hangs, and does without one that keeps nothing', async () => {
  vi.useFakeTimers()
  const slow = readCharts({ get: () => new Promise(() => {}), set: async () => {} })
  await vi.advanceTimersByTimeAsync(2_000)
  expect(await slow).toEqual(new Map())
  vi.useRealTimers()
  const refuse = () => Promise.reject(new Error('refused'))
  const { settings, onTrouble } = await open({ get: refuse, set: refuse })
  settings.change({ kind: 'line' })
  expect(settings.value().kind).toBe('line')
  await waitFor(() => expect(onTrouble).toHaveBeenCalledOnce())
})
