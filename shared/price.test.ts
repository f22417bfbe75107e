import { expect, it } from 'vitest'
import { decimalsOfTick, formatUnits, parsePrice, parseUnits } from './price.ts'

it('counts decimal text in units, exactly', () => {
  expect(parseUnits('61837.63000000', 2)).toBe(6_183_763)
  expect(parseUnits('0.00001234', 8)).toBe(1_234)
  expect(parseUnits('-2.071', 3)).toBe(-2_071)
  expect(parseUnits(61837.6, 2)).toBe(6_183_760)
})

it('reads the exponents that JavaScript writes for small numbers', () => {
  expect(parseUnits(1e-7, 8)).toBe(10)
  expect(parseUnits(0.000004, 8)).toBe(400)
  expect(parseUnits(1e21, 0)).toBeUndefined()
})

it('rounds digits beyond the decimals half away from zero', () => {
  expect(parseUnits('1.005', 2)).toBe(101)
  expect(parseUnits('-1.005', 2)).toBe(-101)
  expect(parseUnits('0.004', 2)).toBe(0)
  expect(parseUnits('0.5', 0)).toBe(1)
})

it('refuses what is no number, and what does not fit in 2^53', () => {
  for (const bad of [
    '',
    'abc',
    '1e400',
    '0.-10000',
    '--1',
    null,
    undefined,
    NaN,
    Infinity,
    {},
    [],
  ]) {
    expect(parseUnits(bad, 2)).toBeUndefined()
  }
  expect(parseUnits('99999999999999999', 2)).toBeUndefined()
})

it('has no price for zero and below', () => {
  expect(parsePrice('0.00', 2)).toBeUndefined()
  expect(parsePrice('-1', 2)).toBeUndefined()
  expect(parsePrice('0.01', 2)).toBe(1)
})

it('writes every decimal, and reads back what it wrote', () => {
  expect(formatUnits(6_183_760, 2)).toBe('61837.60')
  expect(formatUnits(5, 8)).toBe('0.00000005')
  expect(formatUnits(-5, 2)).toBe('-0.05')
  expect(formatUnits(42, 0)).toBe('42')
  for (const units of [0, 1, 99, 100, 123_456_789]) {
    expect(parseUnits(formatUnits(units, 4), 4)).toBe(units)
  }
})

it('tells the decimals of a tick', () => {
  expect(decimalsOfTick('0.01000000')).toBe(2)
  expect(decimalsOfTick('1.00000000')).toBe(0)
  expect(decimalsOfTick(1e-7)).toBe(7)
  expect(decimalsOfTick('0.5')).toBe(1)
  expect(decimalsOfTick('0')).toBeUndefined()
})
