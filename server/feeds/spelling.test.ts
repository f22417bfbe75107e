import { expect, it } from 'vitest'
import { isSymbol } from './spelling.ts'

it('tells what is written as a symbol is, the second time as the first', () => {
  for (const _ of [1, 2]) {
    expect(['btcusdt', 'BINANCE:ETHUSDT', ` ${' '.repeat(90)}A`].map(isSymbol)).toEqual([
      true,
      true,
      true,
    ])
    expect(['', 'A B', 'A:B:C', 'x'.repeat(33)].map(isSymbol)).toEqual([false, false, false, false])
  }
})
