import { expect, it } from 'vitest'
import { pack, unpack } from './packing.ts'
import { again, alertOf, ruleOf } from './testing.ts'

it('gives back an alert and its memory as they were', () => {
  const looked = { at: 5, venue: 'BINANCE', price: '69000.00' }
  const told = { evaluated: looked, firings: 3, firedAt: 4, phase: 'fired', version: 9 } as const
  const patch = { expiresAt: 7, sessions: 'regular', note: '"가격"', sound: false } as const
  const memories = [undefined, { zones: [0, null], recovering: true }]
  for (const memory of memories) {
    for (const alert of [
      alertOf(ruleOf({ type: 'above', price: '70000.10' })),
      alertOf(ruleOf({ type: 'day-high' }, { ...patch, repeat: again }), told),
    ]) {
      const packed = { alert: { ...alert, memory: '{"zones":[null]}' }, memory }
      expect(unpack(pack(packed))).toEqual(packed)
    }
  }
})
