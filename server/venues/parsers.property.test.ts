import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Instrument } from '../../shared/instrument.ts'
import { parseBybit } from './bybit-parse.ts'
import { parseCoinbase } from './coinbase-parse.ts'
import type { VenueEvent } from './event.ts'
import { parseKraken } from './kraken-parse.ts'
import { parseOkx } from './okx-parse.ts'
import type { FrameContext } from './reading.ts'
import { expectSound } from './testing/events.ts'
import { bybitScript } from './testing/scripts/bybit.ts'
import { coinbaseScript } from './testing/scripts/coinbase.ts'
import { krakenScript } from './testing/scripts/kraken.ts'
import { okxScript } from './testing/scripts/okx.ts'
import type { Script } from './testing/stand-in.ts'

const now = Date.now()

const parsers: [Script, (text: string, context: FrameContext) => readonly VenueEvent[]][] = [
  [okxScript, parseOkx],
  [bybitScript, parseBybit],
  [coinbaseScript, parseCoinbase],
  [krakenScript, parseKraken],
]

const strange = fc.oneof(
  fc.constantFrom(0, '0', '0.000', null, 'NaN', '', '-1', '1e9', '1e-9', 1e300, {}, [], true),
  fc.constantFrom('0.-10000', '1970-01-01T00:00:00Z', '0001-01-01T00:00:00Z', 171575661221, now),
  fc.constantFrom('error', 'subscribe', 'snapshot', 'delta', 'tickers', '60018', 'pong'),
  fc.double(),
  fc.string(),
  fc.jsonValue(),
)

for (const [{ name, symbols, trade, quote, ticker }, parse] of parsers) {
  const symbol = symbols[0]
  const instrument: Instrument = {
    ...{ id: `OKX:${symbol}`, venue: 'OKX', symbol, base: 'BTC', quote: 'USD' },
    ...{ decimals: 2, sizeDecimals: 5 },
  }
  const context = { instruments: new Map([[symbol, instrument]]), receivedAt: now, now }

  it(`${name} never throws, and yields only figures above zero and times of this century`, () => {
    const good = [trade(symbol, { price: 1 }), quote(symbol, 1, 2), ticker(symbol, 1)]
    const frame = fc.constantFrom(...good.map(([, each]) => each))
    // One of a good frame's values, however deep, is put in question.
    const spoilt = fc.tuple(frame, fc.nat(60), strange).map(([whole, place, value]) => {
      let left = place
      return JSON.stringify(whole, (_key, each) => (left-- === 0 ? value : each))
    })
    fc.assert(
      fc.property(fc.oneof(spoilt, fc.json(), fc.string()), (text) => {
        for (const event of parse(text, context)) expectSound(event)
      }),
      { numRuns: 3000 },
    )
    for (const [, each] of good) {
      const events = parse(JSON.stringify(each), context)
      expect(events.some(({ type }) => type !== 'refused')).toBe(true)
    }
  })
}
