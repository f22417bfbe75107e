import { expect, it } from 'vitest'
import { makeDemand } from './demand.ts'

const btc = 'BINANCE:BTCUSDT'
const eth = 'BINANCE:ETHUSDT'

function setUp() {
  let at = 1_000
  const demand = makeDemand({ now: () => at, lingerMs: 100, pollMs: 500 })
  return { demand, pass: (ms: number) => (at += ms) }
}

it('wants what is watched, for as long as somebody watches', () => {
  const { demand, pass } = setUp()
  const releases = [demand.watch([btc, eth]), demand.watch([btc])]
  expect(demand.wanted()).toEqual([btc, eth])
  releases[0]?.()
  pass(100)
  expect(demand.wanted()).toEqual([btc])
})

it('wants what was watched for a while longer, so that a reload costs nothing', () => {
  const { demand, pass } = setUp()
  demand.watch([btc])()
  pass(99)
  expect(demand.wanted()).toEqual([btc])
  const again = demand.watch([btc])
  pass(1_000)
  expect(demand.wanted()).toEqual([btc])
  again()
  pass(100)
  expect(demand.wanted()).toEqual([])
})

it('wants what was polled until the poll would have come again', () => {
  const { demand, pass } = setUp()
  demand.polled([eth])
  pass(499)
  expect(demand.wanted()).toEqual([eth])
  pass(1)
  expect(demand.wanted()).toEqual([])
})
