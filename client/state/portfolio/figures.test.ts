import { expect, it } from 'vitest'
import { type Decimal, parseDecimalText } from './decimal.ts'
import {
  amountText,
  gainTexts,
  moneyText,
  quantityText,
  rateText,
  shareOf,
  shareText,
} from './figures.ts'

function decimal(text: string): Decimal {
  const parsed = parseDecimalText(text)
  if (!parsed) throw new Error(`${text} is no decimal number.`)
  return parsed
}

it('writes an amount with the decimals of its currency', () => {
  const amount = decimal('1234.567891234')
  expect(moneyText(amount, 'USD')).toBe('$1,234.57')
  expect(moneyText(amount, 'KRW')).toBe('₩1,235')
  expect(moneyText(amount, 'USDT')).toBe('1,234.57\u00a0USDT')
  expect(moneyText(amount, 'BTC')).toBe('1,234.56789123\u00a0BTC')
  expect(amountText(amount, 'ETH')).toBe('1,234.567891')
})

it('writes a quantity with the decimals that it has', () => {
  expect(quantityText(decimal('1500'))).toBe('1,500')
  expect(quantityText(decimal('0.00000001'))).toBe('0.00000001')
})

it('writes a rate with six digits that say something', () => {
  expect(
    ['1', '61837.63', '0.000016171', '0.99931'].map((rate) => rateText(decimal(rate))),
  ).toEqual(['1.00000', '61,837.63', '0.0000161710', '0.999310'])
})

it('tells a gain by its way, with its sign', () => {
  const gain = (amount: string, base: string) =>
    gainTexts({ amount: decimal(amount), base: decimal(base) }, 'USDT')
  expect(gain('12.5', '100')).toEqual({ way: 'up', amount: '+12.50', percent: '+12.50%' })
  expect(gain('-12.5', '100')).toEqual({ way: 'down', amount: '−12.50', percent: '−12.50%' })
  expect(gain('0', '100')).toEqual({ way: 'flat', amount: '0.00', percent: '0.00%' })
  expect(gain('5', '0').percent).toBeUndefined()
})

it('tells a share of a whole, and none of nothing', () => {
  const share = shareOf(decimal('1'), decimal('8'))
  expect(share && shareText(share)).toBe('12.5%')
  expect(shareOf(decimal('1'), decimal('0'))).toBeUndefined()
})
