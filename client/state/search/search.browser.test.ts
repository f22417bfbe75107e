import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { FoundInstrument } from '../../../shared/api.ts'
import { createMemorySettings } from '../../db/settings.ts'
import { makeAnswers } from './answers.ts'
import type { FetchedInstruments, InstrumentsRequest } from './fetch-instruments.ts'
import type { Finding } from './finding.ts'
import { createRecent } from './recent.ts'
import { createSearch } from './search.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  dispose()
  vi.useRealTimers()
})

let dispose = () => {}

interface Asked extends InstrumentsRequest {
  answer(fetched: FetchedInstruments | FoundInstrument[]): Promise<void>
}

function instrument(name: string): FoundInstrument {
  const about = { decimals: 2, sizeDecimals: 2, kind: 'spot', status: 'trading' } as const
  const base = name.slice(0, -4)
  return {
    name,
    id: `BINANCE:${name}`,
    venue: 'BINANCE',
    symbol: name,
    base,
    quote: 'USDT',
    ...about,
  }
}

function open(known: Finding[] = [], answers = makeAnswers()) {
  const asked: Asked[] = []
  const [connected, setConnected] = createSignal(true)
  const search = createRoot((end) => {
    dispose = end
    return createSearch({
      answers,
      known: () => known,
      connected,
      fetchInstruments: (request) =>
        new Promise((resolve, reject) => {
          request.signal.addEventListener('abort', () => reject(request.signal.reason))
          asked.push({
            ...request,
            async answer(fetched) {
              const isList = Array.isArray(fetched)
              resolve(isList ? { ok: true, instruments: fetched } : fetched)
              await vi.advanceTimersByTimeAsync(0)
            },
          })
        }),
    })
  })
  const names = () => search.answer().found.map(({ name }) => name)
  return { search, asked, names, setConnected, answers }
}

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms)

it('asks for the best at once, and for what is typed after a pause', async () => {
  const { search, asked, names } = open()
  await wait(0)
  expect(asked.map(({ query }) => query)).toEqual([''])
  await asked[0]?.answer([instrument('BTCUSDT')])
  expect(search.answer().phase).toBe('answered')
  expect(names()).toEqual(['BTCUSDT'])
  search.type('e')
  await wait(100)
  search.type('et')
  await wait(119)
  expect(asked).toHaveLength(1)
  await wait(1)
  expect(asked.map(({ query }) => query)).toEqual(['', 'et'])
})

it('drops an answer that comes after its question is gone', async () => {
  const { search, asked, names } = open()
  search.type('et')
  await wait(120)
  search.type('eth')
  await wait(120)
  const [et, eth] = asked.slice(-2)
  expect(et?.signal.aborted).toBe(true)
  await eth?.answer([instrument('ETHUSDT')])
  await et?.answer([instrument('ETCUSDT')])
  expect(names()).toEqual(['ETHUSDT'])
})

it('shows what it knows until the answer comes, and an answer that it had without asking', async () => {
  const { search, asked, names } = open([instrument('ETHUSDT'), instrument('BTCUSDT')])
  search.type('eth')
  expect(names()).toEqual(['ETHUSDT'])
  await wait(120)
  await asked.at(-1)?.answer([instrument('ETHUSDT'), instrument('STETHUSDT')])
  search.type('btc')
  search.type('eth')
  expect(search.answer().phase).toBe('answered')
  expect(names()).toEqual(['ETHUSDT', 'STETHUSDT'])
  await wait(1_000)
  expect(asked.filter(({ query }) => query === 'eth')).toHaveLength(1)
})

it('without the server finds what the device knows, and asks again once it is connected', async () => {
  const { search, asked, names, setConnected } = open([instrument('ETHUSDT')])
  await wait(0)
  await asked[0]?.answer({ ok: false, problem: 'network' })
  setConnected(false)
  search.type('eth')
  await wait(120)
  await asked[1]?.answer({ ok: false, problem: 'network' })
  expect(search.answer()).toMatchObject({ phase: 'failed', problem: 'network' })
  expect(names()).toEqual(['ETHUSDT'])
  setConnected(true)
  await wait(120)
  await asked[2]?.answer([instrument('ETHUSDT'), instrument('ETHBTC')])
  expect(search.answer().phase).toBe('answered')
})

it('gives up a server that is silent, and asks it again when told to', async () => {
  const { search, asked } = open()
  await wait(8_000)
  expect(asked[0]?.signal.aborted).toBe(true)
  expect(search.answer()).toMatchObject({ phase: 'failed', problem: 'network' })
  search.again()
  await wait(0)
  await asked[1]?.answer([])
  expect(search.answer().phase).toBe('answered')
})

it('ends its request and its timer with its visit', async () => {
  const { asked } = open()
  await wait(0)
  dispose()
  expect(asked[0]?.signal.aborted).toBe(true)
  expect(vi.getTimerCount()).toBe(0)
})

it('remembers what was chosen, the newest first, each once, over the next start', async () => {
  const settings = createMemorySettings()
  const start = () => createRoot(() => createRecent(settings))
  const first = start()
  await wait(0)
  first.add(instrument('ETHUSDT'))
  first.add(instrument('BTCUSDT'))
  first.add(instrument('ETHUSDT'))
  const second = start()
  await wait(0)
  expect(second.all().map(({ name }) => name)).toEqual(['ETHUSDT', 'BTCUSDT'])
})
