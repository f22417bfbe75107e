import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  add,
  compare,
  type Decimal,
  decimalText,
  divide,
  fromUnits,
  multiply,
  parseDecimalText,
  subtract,
  toNumber,
  zero,
} from './decimal.ts'

function decimal(text: string): Decimal {
  const parsed = parseDecimalText(text)
  if (!parsed) throw new Error(`${text} is no decimal number.`)
  return parsed
}

const any = fc
  .record({ digits: fc.bigInt(-(10n ** 20n), 10n ** 20n), scale: fc.integer({ min: 0, max: 18 }) })
  .map((value): Decimal => value)

it('reads plain decimal text, and writes it in its shortest form', () => {
  for (const text of ['0', '1', '-1', '0.1', '1234567890.12345678', '-0.000000000000000001']) {
    expect(decimalText(decimal(text))).toBe(text)
  }
  expect(decimalText(decimal('007.500'))).toBe('7.5')
  expect(decimalText(decimal('1e-8'))).toBe('0.00000001')
  expect(decimalText(decimal('1.5E3'))).toBe('1500')
})

it('refuses what is no number, and what is longer than any', () => {
  for (const text of ['', '.', '1,5', '0x1', 'NaN', '1e999', ' 1', '9'.repeat(61)]) {
    expect(parseDecimalText(text)).toBeUndefined()
  }
})

it('adds what binary fractions can not', () => {
  expect(decimalText(add(decimal('0.1'), decimal('0.2')))).toBe('0.3')
  const all = Array.from({ length: 1_000 }, () => decimal('0.001'))
  expect(decimalText(all.reduce(add, zero))).toBe('1')
})

describe('whatever the numbers', () => {
  it('takes away what was added', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(compare(subtract(add(a, b), b), a)).toBe(0)
      }),
    )
  })

  it('multiplies a sum as its parts', () => {
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        const whole = multiply(add(a, b), c)
        expect(compare(whole, add(multiply(a, c), multiply(b, c)))).toBe(0)
      }),
    )
  })

  it('divides to 24 digits', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        const quotient = divide(a, b)
        if (b.digits === 0n) {
          expect(quotient).toBeUndefined()
          return
        }
        if (!quotient) throw new Error('There is no quotient.')
        const error = subtract(multiply(quotient, b), a)
        const relative = a.digits === 0n ? 0 : Math.abs(toNumber(error) / toNumber(a))
        expect(relative).toBeLessThan(1e-22)
      }),
    )
  })

  it('reads what it has written', () => {
    fc.assert(
      fc.property(any, (a) => {
        expect(compare(decimal(decimalText(a)), a)).toBe(0)
      }),
    )
  })
})

it('takes a price as it is kept, and gives the nearest number', () => {
  expect(decimalText(multiply(fromUnits(6_183_760, 2), decimal('0.015')))).toBe('927.564')
  expect(toNumber(fromUnits(-5, 8))).toBe(-0.00000005)
})
