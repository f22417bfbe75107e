import { expect, it } from 'vitest'
import type { Alert } from '../../../shared/alert.ts'
import { readAlert } from './read-alert.ts'
import { alertOf, rowOf, ruleOf } from './testing.ts'
import { beyondText, previewText, shortText, stateText } from './texts.ts'

const shown = (patch: Partial<Alert>) => ({
  ...{ alert: alertOf(patch), waiting: undefined, refusal: undefined },
})

it('says how far there is to go, of the price that is watched', () => {
  expect(stateText(shown({}), rowOf())).toBe('Now 68,120.00, 2.76% to go')
  const bid = shown({ rule: ruleOf({ source: 'bid' }) })
  expect(stateText(bid, rowOf())).toBe('Now 68,119.00, 2.76% to go')
  expect(stateText(shown({}), undefined)).toBe('Every trade is looked at')
})

it('says of one that is beyond already what it waits for', () => {
  const above = ruleOf({ condition: { type: 'above', price: '68000' } })
  expect(beyondText(above, rowOf())).toMatch(/^The price is at 68,000\.00 or above already/)
  expect(beyondText(ruleOf(), rowOf())).toBeUndefined()
  // At a threshold is beyond it, as the server counts.
  const [top, bottom] = (['above', 'below'] as const).map((type) =>
    beyondText(ruleOf({ condition: { type, price: '68120' } }), rowOf()),
  )
  expect([top, bottom]).toEqual([expect.any(String), expect.any(String)])
  expect(stateText(shown({ rule: above, phase: 'beyond' }), rowOf())).toMatch(/back below/)
})

it('says when one has fired, and at which price', () => {
  const evaluated = { at: 1, venue: 'BINANCE', price: '70001.5' }
  const text = stateText(shown({ phase: 'done', firedAt: 1, evaluated }), rowOf())
  expect(text).toMatch(/^Fired .+ at 70,001\.50$/)
})

it('says of one that nothing can be told yet, whatever the price is', () => {
  const blind = readAlert({ ...alertOf(), blind: true })
  expect(stateText(shown(blind ?? {}), rowOf())).toMatch(/^Can’t tell yet/)
})

it('names no price where one has fired that never had any', () => {
  const evaluated = readAlert({ ...alertOf(), evaluated: { at: 1, venue: 'BINANCE', price: '' } })
  expect(evaluated).toEqual(alertOf())
})

it('says of one that fires again what it waits for until then', () => {
  expect(stateText(shown({ phase: 'fired', firedAt: 1 }), rowOf())).toMatch(/the price is back$/)
  const silence = ruleOf({ condition: { type: 'silence', afterMs: 60_000 } })
  const fired = shown({ phase: 'fired', firedAt: 1, rule: silence })
  expect(stateText(fired, rowOf())).toMatch(/that is over$/)
})

it('says what will happen in whole sentences', () => {
  expect(previewText(ruleOf(), rowOf())).toBe(
    'You are told once, when BTC/USDT rises to 70,000.00 or above.',
  )
  const repeat = { type: 'again', hysteresisPercent: 0.1, cooldownMs: 300_000 } as const
  expect(previewText(ruleOf({ repeat, source: 'ask' }), rowOf())).toBe(
    'You are told each time the best ask for BTC/USDT rises to 70,000.00 or above. Before it counts again the price must be back by 0.1%. At most once in 5 min.',
  )
  const change = { type: 'change', direction: 'up', percent: 5, windowMs: 3_600_000 } as const
  expect(shortText(change, undefined)).toBe('Up 5% within 1 h')
})
