import { expect, it } from 'vitest'
import { makePreference } from './preference.ts'

const make = () => makePreference({ venues: ['BINANCE', 'OKX', 'KRAKEN'], now: 0 })

it('gives the preferred venue a head start, and asks the others at once where it is lost', () => {
  const preference = make()
  expect(preference.atWork(1_000)).toEqual(['BINANCE'])
  expect(preference.atWork(1_500)).toEqual(['BINANCE', 'OKX', 'KRAKEN'])
  const refused = make()
  refused.lost('BINANCE', 10)
  expect(refused.atWork(10)).toEqual(['BINANCE', 'OKX', 'KRAKEN'])
})

it('takes the first of the list that is heard, and lets the others go', () => {
  const preference = make()
  expect(preference.decide(1_000)).toBe(false)
  preference.heard('KRAKEN', 2_000)
  preference.heard('OKX', 2_000)
  expect(preference.decide(2_000)).toBe(true)
  expect(preference.current()).toBe('OKX')
  expect(preference.atWork(3_000)).toEqual(['BINANCE', 'OKX'])
})

it('stays with a venue that is lost for a moment', () => {
  const preference = make()
  preference.heard('BINANCE', 0)
  preference.decide(0)
  preference.lost('BINANCE', 100_000)
  expect(preference.atWork(104_000)).toEqual(['BINANCE'])
  preference.heard('BINANCE', 104_500)
  expect(preference.decide(120_000)).toBe(false)
})

it('goes on to the next venue after ten seconds, and looks for one before', () => {
  const preference = make()
  preference.heard('BINANCE', 0)
  preference.decide(0)
  preference.lost('BINANCE', 100_000)
  expect(preference.atWork(105_000)).toEqual(['BINANCE', 'OKX', 'KRAKEN'])
  preference.heard('KRAKEN', 106_000)
  expect(preference.decide(109_999)).toBe(false)
  expect(preference.decide(110_000)).toBe(true)
  expect(preference.current()).toBe('KRAKEN')
})

it('stays where it is while nobody else is heard either', () => {
  const preference = make()
  preference.heard('BINANCE', 0)
  preference.decide(0)
  preference.lost('BINANCE', 1_000)
  expect(preference.decide(500_000)).toBe(false)
  expect(preference.current()).toBe('BINANCE')
})

it('returns to the preferred venue once it has been heard for a minute without a break', () => {
  const preference = make()
  preference.heard('OKX', 0)
  preference.decide(0)
  preference.heard('BINANCE', 10_000)
  expect(preference.decide(60_000)).toBe(false)
  preference.lost('BINANCE', 60_000)
  preference.heard('BINANCE', 61_000)
  expect(preference.decide(120_999)).toBe(false)
  expect(preference.decide(121_000)).toBe(true)
  expect(preference.current()).toBe('BINANCE')
})
