import { type Accessor, createRoot, createSignal } from 'solid-js'
import { createStore } from 'solid-js/store'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { FoundInstrument } from '../../../shared/api.ts'
import { price, status } from '../../app-harness.tsx'
import { createMemorySettings } from '../../db/settings.ts'
import { createMemoryRecords } from '../../db/testing/memory-records.ts'
import type { LiveStatus } from '../../engine/live.ts'
import type { Row } from '../market.ts'
import type { FetchedInstruments, InstrumentsRequest } from '../search/fetch-instruments.ts'
import { type Decimal, decimalText } from './decimal.ts'
import type { Lot } from './lot.ts'
import { createPortfolio, type Portfolio } from './portfolio.ts'

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers()
})
afterEach(() => {
  dispose()
  vi.useRealTimers()
})
let dispose = () => {}

function instrument(name: string, pair: string): FoundInstrument {
  const [base = '', quote = ''] = pair.split('/')
  const about = { decimals: 2, sizeDecimals: 2, kind: 'spot', status: 'trading' } as const
  return { name, id: `KRAKEN:${name}`, venue: 'KRAKEN', symbol: name, base, quote, ...about }
}

const market = [
  instrument('BTCUSDT', 'BTC/USDT'),
  instrument('KRAKEN:USDT/USD', 'USDT/USD'),
  instrument('COINBASE:USDT-USD', 'USDT/USD'),
  instrument('EURUSDT', 'EUR/USDT'),
]
const finds = async ({ query }: InstrumentsRequest): Promise<FetchedInstruments> => ({
  ok: true,
  instruments: market.filter(({ base, quote }) => base === query || quote === query),
})

function open(fetchInstruments = finds, settings = createMemorySettings()) {
  const [rows, setRows] = createStore<Record<string, Row>>({})
  const [now, setStatus] = createSignal<LiveStatus | undefined>(status())
  const wants: Accessor<readonly string[]>[] = []
  const records = createMemoryRecords()
  const portfolio = createRoot((end) => {
    dispose = end
    return createPortfolio({
      app: {
        records,
        settings,
        fetchInstruments,
        keeping: { report() {} },
        row: (symbol) => rows[symbol],
        status: now,
        now: () => Date.now(),
        want: (symbols) => void wants.push(symbols),
      },
    })
  })
  return {
    portfolio,
    settings,
    setStatus,
    wanted: () => wants.flatMap((symbols) => [...symbols()]),
    trades(symbol: string, figure: number, more: Partial<Row> = {}) {
      const decimals = 4
      const units = Math.round(figure * 10 ** decimals)
      const row = { ...price({ symbol, decimals, price: units }), cached: false, flash: undefined }
      setRows(symbol, { ...row, ...more })
    },
  }
}

const lot: Lot = {
  symbol: 'BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  quantity: '0.5',
  cost: { amount: '50000', currency: 'USDT', per: 'unit' },
  date: undefined,
  note: '',
  addedAt: 1,
}
const settle = () => vi.advanceTimersByTimeAsync(0)
const text = (amount: Decimal | undefined) => amount && decimalText(amount)
const worth = ({ position }: Portfolio, symbol = 'BTCUSDT') => text(position(symbol)?.value)

it('is worth what the market says, and follows it', async () => {
  const { portfolio, trades, wanted } = open()
  await settle()
  portfolio.put([{ id: 'a', value: lot }])
  expect(portfolio.position('BTCUSDT')?.missing).toEqual({ what: 'price' })
  expect(wanted()).toEqual(['BTCUSDT'])
  trades('BTCUSDT', 60_000)
  expect(portfolio.money.currency()).toBe('USDT')
  expect(worth(portfolio)).toBe('30000')
  trades('BTCUSDT', 61_000)
  expect(worth(portfolio)).toBe('30500')
  expect(text(portfolio.total().profit?.amount)).toBe('5500')
})

it('turns it into another currency by live pairs alone, and asks for their prices', async () => {
  const { portfolio, trades, wanted } = open()
  await settle()
  portfolio.put([{ id: 'a', value: lot }])
  await settle()
  trades('BTCUSDT', 60_000)
  portfolio.money.choose('USD')
  await settle()
  expect(wanted()).toEqual(['KRAKEN:USDT/USD', 'BTCUSDT'])
  expect(portfolio.position('BTCUSDT')?.missing).toEqual({ what: 'rate', currency: 'USDT' })
  trades('KRAKEN:USDT/USD', 0.999, { quote: 'USD' })
  expect(worth(portfolio)).toBe('29970')
  portfolio.money.choose('BTC')
  expect(Number(worth(portfolio))).toBe(0.5)
  expect(wanted()).toEqual(['BTCUSDT', 'BTCUSDT'])
  expect(portfolio.money.choices()).toEqual(['USDT', 'USD', 'EUR', 'BTC'])
})

it('takes the price for what it is in when another venue stands in', async () => {
  const { portfolio, trades } = open()
  await settle()
  portfolio.put([{ id: 'a', value: lot }])
  await settle()
  portfolio.money.choose('USDT')
  trades('BTCUSDT', 60_000, { quote: 'USD', venue: 'KRAKEN' })
  expect(worth(portfolio)).toBeUndefined()
  trades('KRAKEN:USDT/USD', 0.5, { quote: 'USD' })
  expect(worth(portfolio)).toBe('60000')
})

it('goes another way where a pair is silent, or not listed after all', async () => {
  const { portfolio, trades, wanted, setStatus } = open()
  await settle()
  portfolio.put([{ id: 'a', value: lot }])
  portfolio.money.choose('USD')
  await settle()
  trades('BTCUSDT', 60_000)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(wanted()).toEqual(['COINBASE:USDT-USD', 'BTCUSDT'])
  setStatus(status({ unknown: ['COINBASE:USDT-USD'] }))
  expect(wanted()).toEqual(['BTCUSDT'])
  expect(portfolio.money.conversions()[0]?.legs).toBeUndefined()
})

it('knows the ways again without a server, and says how old what it shows is', async () => {
  const first = open()
  await settle()
  first.portfolio.put([{ id: 'a', value: lot }])
  await settle()
  dispose()
  const offline = async (): Promise<FetchedInstruments> => ({ ok: false, problem: 'network' })
  const { portfolio, trades, setStatus } = open(offline, first.settings)
  setStatus(status({ phase: { name: 'offline' } }))
  await settle()
  portfolio.put([{ id: 'a', value: lot }])
  portfolio.money.choose('USD')
  trades('BTCUSDT', 60_000, { cached: true, knownAt: Date.now() - 5_000 })
  trades('KRAKEN:USDT/USD', 1, { quote: 'USD', cached: true, knownAt: Date.now() - 90_000 })
  expect(worth(portfolio)).toBe('30000')
  expect(portfolio.ageOf(['BTCUSDT'])).toBe(5_000)
  expect(portfolio.ageOfPosition('BTCUSDT')).toBe(90_000)
  expect(portfolio.ageOfTotal()).toBe(90_000)
})

it('asks the catalogue once a day for each currency, and again in another market', async () => {
  const asked: string[] = []
  const { portfolio, setStatus } = open(async (request) => {
    asked.push(request.query)
    return finds(request)
  })
  await settle()
  expect(asked).toEqual([])
  portfolio.put([{ id: 'a', value: lot }])
  await settle()
  expect(asked).toEqual(['USDT', 'USD', 'EUR', 'BTC'])
  setStatus(status({ phase: { name: 'offline' } }))
  setStatus(status())
  await settle()
  expect(asked).toHaveLength(4)
  setStatus(status({ market: 'simulated' }))
  await settle()
  expect(asked).toHaveLength(8)
})

it('ends its timers with its owner', async () => {
  const { portfolio } = open()
  await settle()
  portfolio.put([{ id: 'a', value: lot }])
  portfolio.money.choose('USD')
  await settle()
  expect(vi.getTimerCount()).toBe(1)
  dispose()
  expect(vi.getTimerCount()).toBe(0)
})
