import { expect, it } from 'vitest'
import { makeAnswers } from './answers.ts'
import type { Finding } from './finding.ts'

const finding = (name: string): Finding => ({
  name,
  symbol: name,
  base: name,
  quote: 'USDT',
  venue: 'BINANCE',
  kind: 'spot',
  status: 'trading',
  fullName: undefined,
})

it('stands for the server for five minutes, and for what is known for longer', () => {
  let now = 0
  const answers = makeAnswers(() => now)
  answers.put('btc', [finding('BTC')])
  now = 299_999
  expect(answers.get('btc')).toEqual([finding('BTC')])
  now = 300_000
  expect(answers.get('btc')).toBeUndefined()
  expect(answers.all()).toEqual([finding('BTC')])
})

it('keeps so many answers, and lets go of the one that was unused the longest', () => {
  const answers = makeAnswers(() => 0)
  for (let i = 0; i < 60; i++) answers.put(String(i), [finding(`F${i}`)])
  answers.get('0')
  answers.put('60', [finding('F60')])
  expect(answers.get('0')).toBeDefined()
  expect(answers.get('1')).toBeUndefined()
  expect(answers.all()).toHaveLength(60)
})
