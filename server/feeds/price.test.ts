import { expect, it } from 'vitest'
import type { Change } from '../../shared/frame.ts'
import { makeListing } from '../hub/listing.ts'
import type { MarketContext } from '../hub/output.ts'
import { instrumentOf, stateOf } from '../hub/testing.ts'
import { makePriceText } from './price.ts'

const odd = { ...instrumentOf('ODDUSDT', 'SIMULATED'), decimals: 8, sizeDecimals: 0 }
const listing = makeListing({ instruments: [instrumentOf('AUSDT'), odd], venue: 'BINANCE' })
const context: MarketContext = { market: 'live', simulated: false, venue: 'BINANCE', listing }
const frame = { epoch: 'e1', sentAt: 10_000 }

function change(fields: Partial<Change> = {}): Change {
  return {
    ...stateOf(instrumentOf('AUSDT'), 6_183_760),
    change24h: 125,
    ask: 6_183_761,
    high24h: 6_183_760,
    low24h: 6_183_760,
    volume24h: 1_234_567,
    time: 9_000,
    receivedAt: 9_990,
    index: 0,
    sequence: 7,
    ...fields,
  }
}

it('writes every decimal of the instrument, as a JSON number', () => {
  expect(makePriceText()(change(), { frame, context })).toBe(
    '{"symbol":"AUSDT","venue":"BINANCE","price":61837.60,"change_24h":1.25,"timestamp":9000,' +
      '"bid":61837.59,"ask":61837.61,"high_24h":61837.60,"low_24h":61837.60,' +
      '"volume_24h":12.34567,"age_ms":10,"stale":false,"session":"regular","simulated":false,"cursor":"e1.7"}',
  )
})

it('writes null for what is not known, and negative changes', () => {
  const none = { bid: undefined, ask: undefined, high24h: undefined, low24h: undefined }
  const text = makePriceText()(change({ ...none, volume24h: undefined, change24h: -5 }), {
    frame,
    context,
  })
  expect(JSON.parse(text)).toMatchObject({
    bid: null,
    ask: null,
    volume_24h: null,
    change_24h: -0.05,
  })
})

it('keeps figures exact where floats would not', () => {
  const large = change({ index: 1, price: 9_007_199_254_740_991, volume24h: 3 })
  const text = makePriceText()(large, { frame, context: { ...context, simulated: true } })
  expect(text).toContain(
    '"symbol":"SIMULATED:ODDUSDT","venue":"SIMULATED","price":90071992.54740991,',
  )
  expect(text).toContain('"volume_24h":3,')
  expect(text).toContain('"simulated":true')
})

it('never tells a negative age', () => {
  expect(makePriceText()(change({ receivedAt: 10_500 }), { frame, context })).toContain(
    '"age_ms":0,',
  )
})

it('tells a change that was told before by its new age, and the next one of its instrument anew', () => {
  const priceText = makePriceText()
  const told = change()
  priceText(told, { frame, context })
  told.receivedAt = 10_400
  const later = { ...frame, sentAt: 10_500 }
  const whole = (each: Change) => makePriceText()(each, { frame: later, context })
  expect(priceText(told, { frame: later, context })).toBe(whole(told))
  expect(whole(told)).toContain('"age_ms":100,')
  const next = change({ sequence: 8, price: 6_183_761 })
  expect(priceText(next, { frame: later, context })).toBe(whole(next))
})
