import { expect, it } from 'vitest'
import { createAudience } from './audience.ts'
import type { LiveMessage, LivePrice, PageReport } from './live.ts'
import { inFront } from './testing/model-page.ts'

const report = (page: string, symbols: string[], visible = true): PageReport => ({
  page,
  conditions: { ...inFront, visible },
  symbols,
  inspects: false,
})
const price = (symbol: string, venue = 'BINANCE') => ({ symbol, venue }) as LivePrice
const about = { replace: false, cached: false }

function listener() {
  const heard: string[][] = []
  const send = (message: LiveMessage) => {
    if (message.type === 'prices') heard.push(message.prices.map(({ symbol }) => symbol))
  }
  return { heard, send }
}

it('sends each page what it wants to see, and nothing where it wants none of it', () => {
  const audience = createAudience()
  const [a, b] = [listener(), listener()]
  audience.join(report('a', ['btcusdt', 'ETHUSDT']), a.send, 1)
  audience.join(report('b', ['BINANCE:SOLUSDT']), b.send, 1)
  audience.show([price('BTCUSDT'), price('SOLUSDT')], about)
  audience.show([price('BTCUSDT')], about)
  expect(a.heard).toEqual([['BTCUSDT'], ['BTCUSDT']])
  expect(b.heard).toEqual([['SOLUSDT']])
  expect(audience.wants().symbols).toEqual(['BTCUSDT', 'ETHUSDT', 'BINANCE:SOLUSDT'])
})

it('leaves a page in the back alone while another is in front, and has it caught up later', () => {
  const audience = createAudience()
  const [front, back] = [listener(), listener()]
  audience.join(report('front', ['A']), front.send, 1)
  audience.join(report('back', ['A'], false), back.send, 1)
  audience.show([price('A')], about)
  expect(back.heard).toEqual([])
  expect(audience.report(report('back', ['A'], true), 2)).toBe(true)
  audience.showAll('back', [price('A')], false)
  expect(back.heard).toEqual([['A']])
})

it('sends to all when all are in the back', () => {
  const audience = createAudience()
  const back = listener()
  audience.join(report('back', ['A'], false), back.send, 1)
  audience.show([price('A')], about)
  expect(back.heard).toEqual([['A']])
})

it('is not confused by a page that comes back before its former self has left', () => {
  const audience = createAudience()
  const [former, latter] = [listener(), listener()]
  const leaveFormer = audience.join(report('a', ['A']), former.send, 1)
  const leaveLatter = audience.join(report('a', ['A']), latter.send, 2)
  leaveFormer()
  audience.show([price('A')], about)
  expect([former.heard, latter.heard]).toEqual([[], [['A']]])
  leaveLatter()
  expect(audience.size).toBe(0)
})

it('ignores the word of a page that holds no stream', () => {
  const audience = createAudience()
  expect(audience.report(report('a', ['A']), 1)).toBe(false)
  expect(audience.conditions()).toBeUndefined()
})

it('asks for everything anew only when a page wants other symbols or comes forward', () => {
  const audience = createAudience()
  audience.join(report('a', ['A', 'B']), () => {}, 1)
  expect(audience.report(report('a', ['B', 'A']), 2)).toBe(false)
  expect(audience.report(report('a', ['A']), 3)).toBe(true)
})

it('tells those who look into the engine, for as long as they are in front', () => {
  const audience = createAudience()
  const told: string[] = []
  const join = (page: string, inspects: boolean, visible = true) =>
    audience.join({ ...report(page, [], visible), inspects }, () => told.push(page), 1)
  join('looking', true)
  join('not looking', false)
  join('behind', true, false)
  expect(audience.isInspected()).toBe(true)
  audience.tellInspectors({ type: 'drain' })
  expect(told).toEqual(['looking'])
  audience.report(report('looking', []), 2)
  expect(audience.isInspected()).toBe(false)
})
