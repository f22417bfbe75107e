import { expect, it } from 'vitest'
import { isSameRule, pack, unpack } from './packing.ts'
import { again, alertOf, ruleOf } from './testing.ts'

it('gives back an alert and its memory as they were', () => {
  const looked = { at: 5, venue: 'BINANCE', price: '69000.00' }
  const told = { evaluated: looked, firings: 3, firedAt: 4, phase: 'fired', version: 9 } as const
  const patch = { expiresAt: 7, sessions: 'regular', note: '"가격"', sound: false } as const
  const plain =
    '{"instrument":"BINANCE:BTCUSDT 0","zones":[0,null],"recovering":true,"coolUntil":0}'
  for (const memory of ['{}', plain, plain.replace('0}', '5}')]) {
    for (const watched of [undefined, { zones: [0, null], recovering: true }]) {
      for (const instrument of [undefined, 'BINANCE:BTCUSDT 0', 'OKX:BTC-USDT 2']) {
        for (const alert of [
          alertOf(ruleOf({ type: 'above', price: '70000.10' })),
          alertOf(ruleOf({ type: 'day-high' }, { ...patch, repeat: again }), told),
        ]) {
          const packed = { alert: { ...alert, memory }, memory: watched }
          expect(unpack(pack(packed, instrument), instrument)).toEqual(packed)
        }
      }
    }
  }
})

it('says nothing twice', () => {
  const memory = { zones: [0], recovering: false }
  const text = '{"instrument":"BINANCE:BTCUSDT 0","zones":[0],"recovering":false,"coolUntil":0}'
  const alert = { ...alertOf(ruleOf({ type: 'day-high' })), memory: text }
  expect(pack({ alert, memory }, 'BINANCE:BTCUSDT 0')).not.toContain('coolUntil')
})

it('knows a rule again, in whichever order its fields were written', () => {
  const rule = ruleOf({ type: 'above', price: '100' }, { repeat: again })
  const turned = Object.fromEntries(Object.entries(rule).reverse()) as typeof rule
  expect(isSameRule(rule, turned)).toBe(true)
  expect(isSameRule(rule, { ...turned, note: 'x' })).toBe(false)
})
