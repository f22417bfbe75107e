import { expect, it } from 'vitest'
import { type Instrument, instrumentId } from '../../shared/instrument.ts'
import { makeListing } from './listing.ts'
import { makeResolving } from './resolving.ts'

function instrument(symbol: string): Instrument {
  const id = instrumentId('BINANCE', symbol)
  const about = { base: symbol, quote: 'USDT', decimals: 2, sizeDecimals: 5 }
  return { id, venue: 'BINANCE', symbol, ...about }
}

const listing = () =>
  makeListing({ instruments: [instrument('AUSDT'), instrument('BUSDT')], venue: 'BINANCE' })

it('works out a list once, until more is listed', () => {
  const all = listing()
  const { resolve } = makeResolving(all)
  const list = ['CUSDT', 'busdt', 'BINANCE:AUSDT']
  const before = resolve(list)
  expect(before).toMatchObject({ indexes: [0, 1], unknown: ['CUSDT'], names: ['AUSDT', 'BUSDT'] })
  expect(before.called.map(({ symbol }) => symbol)).toEqual(['BINANCE:AUSDT', 'BUSDT'])
  expect(resolve(list)).toBe(before)
  all.extend([instrument('CUSDT')])
  expect(resolve(list)).toMatchObject({ indexes: [0, 1, 2], unknown: [] })
  expect(resolve(undefined)).toMatchObject({ indexes: [0, 1, 2], unknown: [] })
})

it('finds of which all is to be told, whoever asked before', () => {
  const { resolve, detailed } = makeResolving(listing())
  const { found } = resolve(['AUSDT', 'BUSDT'])
  const [a, other] = [['AUSDT'], ['BUSDT', 'FOO']]
  expect([a, a, other, a, []].map((detail) => detailed(found, detail))).toEqual([
    [0],
    [0],
    [1],
    [0],
    [],
  ])
})
