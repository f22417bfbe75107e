import { expect, it } from 'vitest'
import type { Instrument } from '../../shared/instrument.ts'
import { makeDemand } from './demand.ts'
import { knownInstruments } from './known.ts'

const known = [...knownInstruments('BINANCE').values()]
const [btc, eth, bnb, sol] = known as [Instrument, Instrument, Instrument, Instrument]
const ids = (list: readonly Instrument[]) => list.map(({ base }) => base).join()

it('adds at once and drops after a while', () => {
  const demand = makeDemand(10)
  demand.set([btc, eth], { now: 0, lingerMs: 60 })
  demand.set([eth, sol], { now: 10, lingerMs: 60 })
  expect(ids(demand.current(10))).toBe('ETH,SOL,BTC')
  expect(demand.nextAt()).toBe(70)
  expect(ids(demand.current(69))).toBe('ETH,SOL,BTC')
  expect(ids(demand.current(70))).toBe('ETH,SOL')
  expect(demand.nextAt()).toBeUndefined()
})

it('keeps what is wanted again', () => {
  const demand = makeDemand(10)
  demand.set([btc], { now: 0, lingerMs: 60 })
  demand.set([], { now: 10, lingerMs: 60 })
  demand.set([btc], { now: 20, lingerMs: 60 })
  expect(ids(demand.current(1000))).toBe('BTC')
})

it('never holds more than the limit: the first of the list, and what lingers only where there is room', () => {
  const demand = makeDemand(2)
  expect(ids(demand.set([btc, eth, bnb], { now: 0, lingerMs: 60 }))).toBe('BNB')
  expect(ids(demand.current(0))).toBe('BTC,ETH')
  demand.set([sol], { now: 10, lingerMs: 60 })
  expect(ids(demand.current(10))).toBe('SOL,ETH')
  demand.set([sol, bnb], { now: 20, lingerMs: 60 })
  expect(ids(demand.current(20))).toBe('SOL,BNB')
})
