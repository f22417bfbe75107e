import { describe, expect, it } from 'vitest'
import { chinese } from './chinese.ts'
import { english } from './english.ts'
import { korean } from './korean.ts'

type Sentence = string | ((...args: number[]) => string)

/** What is written alike in every language: names, and what traders never translate. */
const alike = new Set([
  ...['Ebb', 'WebSocket', 'Webhook', 'SSE', 'English'],
  ...['BNB', 'XRP', 'Solana', 'Polygon', 'Chainlink', 'Cosmos', 'Uniswap', 'Filecoin'],
  ...['Toncoin', 'NEAR Protocol', 'Aptos', 'Arbitrum', 'Sui', 'Pepe', 'USD Coin'],
  ...['SMA', 'EMA', 'BB', 'VWAP', 'RSI', 'MACD'],
  ...['Binance', 'OKX', 'Bybit', 'Coinbase', 'Kraken', 'Finnhub', 'Alpha Vantage'],
])

const sentences = sentencesOf(english)

describe.each([
  ['Korean', korean],
  ['Chinese', chinese],
])('%s', (_, dictionary) => {
  const translated = sentencesOf(dictionary)

  it('has a sentence for every one of English, and no other', () => {
    expect([...translated.keys()].sort()).toEqual([...sentences.keys()].sort())
  })

  it('says something everywhere, and makes use of all that it is told', () => {
    expect([...translated].filter(([, sentence]) => isEmpty(sentence))).toEqual([])
    expect([...translated].flatMap(([key, sentence]) => ignoredBy(key, sentence))).toEqual([])
  })

  it('is told as much as English is', () => {
    const arity = (sentence: Sentence | undefined) =>
      typeof sentence === 'function' ? sentence.length : 0
    const keys = [...sentences.keys()]
    expect(keys.filter((key) => arity(sentences.get(key)) !== arity(translated.get(key)))).toEqual(
      [],
    )
  })

  it('is nowhere left in English', () => {
    const left = [...sentences].filter(([key, sentence]) => {
      const text = textOf(sentence)
      return /[a-z]/i.test(text) && !alike.has(text) && textOf(translated.get(key)) === text
    })
    expect(left.map(([key]) => key)).toEqual([])
  })
})

it('English says something everywhere too, and makes use of all that it is told', () => {
  expect([...sentences].filter(([, sentence]) => isEmpty(sentence))).toEqual([])
  expect([...sentences].flatMap(([key, sentence]) => ignoredBy(key, sentence))).toEqual([])
})

/** Every sentence under its path: `chart.problem.network`. */
function sentencesOf(words: object, path: string[] = []): Map<string, Sentence> {
  const found = new Map<string, Sentence>()
  for (const [key, value] of Object.entries(words)) {
    const here = [...path, key]
    if (typeof value === 'string' || typeof value === 'function') found.set(here.join('.'), value)
    else if (typeof value === 'object' && value !== null) {
      for (const [inner, sentence] of sentencesOf(value, here)) found.set(inner, sentence)
    } else throw new Error(`${here.join('.')} is ${value}: words are texts and functions.`)
  }
  return found
}

/** Numbers do for texts too: they are only put in. */
const told = [61, 73, 89, 97]

function textOf(sentence: Sentence | undefined): string {
  return typeof sentence === 'function' ? sentence(...told) : (sentence ?? '')
}

const isEmpty = (sentence: Sentence) => textOf(sentence).trim() === ''

/** The arguments that make no difference to what a sentence says. */
function ignoredBy(key: string, sentence: Sentence): string[] {
  if (typeof sentence === 'string') return []
  const text = sentence(...told)
  return told.slice(0, sentence.length).flatMap((value, index) => {
    const others = told.with(index, value + 41)
    return sentence(...others) === text ? [`${key}, argument ${index + 1}`] : []
  })
}
