import type { CatalogueEntry } from '../../shared/catalogue.ts'
import { instrumentId } from '../../shared/instrument.ts'
import { makeCatalogue } from '../market/catalogue.ts'

const instruments = 10_000
const questions = 5_000
const quotes = ['USDT', 'USD', 'USDC', 'EUR', 'BTC', 'ETH', 'TRY', 'BRL', 'JPY', 'GBP']

export interface SearchResult {
  p50Ms: number
  p99Ms: number
  worstMs: number
}

export const searchWork = `${instruments.toLocaleString('en-US')} instruments of five venues; ${questions.toLocaleString('en-US')} questions of one to eight characters, as people type them one by one; the best 50 of each.`

/** How long the catalogue takes to find what people type. */
export function searchBench(): SearchResult {
  const random = seeded(7)
  const catalogue = makeCatalogue()
  const bases = Array.from({ length: instruments / 50 }, () => word(random, 3 + (random() % 3)))
  for (const venue of ['BINANCE', 'OKX', 'BYBIT', 'COINBASE', 'KRAKEN'] as const) {
    const entries = bases.flatMap((base) =>
      quotes.map((quote): CatalogueEntry => {
        const symbol = `${base}${quote}`
        const about = { decimals: 2, sizeDecimals: 5, kind: 'spot', status: 'trading' } as const
        const named = { fullName: `${base} Coin of ${word(random, 8)}`, turnover: random() }
        return { id: instrumentId(venue, symbol), venue, symbol, base, quote, ...about, ...named }
      }),
    )
    catalogue.put(venue, entries)
  }
  const times: number[] = []
  for (let i = 0; i < questions; i++) {
    const of = bases[random() % bases.length] ?? ''
    const question = `${of}${quotes[random() % quotes.length]}`.slice(0, 1 + (random() % 8))
    const startedAt = performance.now()
    catalogue.search(question, 50)
    times.push(performance.now() - startedAt)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? Number.NaN
  return { p50Ms: at(0.5), p99Ms: at(0.99), worstMs: at(1) }
}

function seeded(seed: number): () => number {
  return () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed >>> 8
  }
}

function word(random: () => number, length: number): string {
  return Array.from({ length }, () => String.fromCharCode(65 + (random() % 26))).join('')
}
