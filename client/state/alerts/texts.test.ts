import { expect, it } from 'vitest'
import type { Alert } from '../../../shared/alert.ts'
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
  expect(beyondText(above, rowOf())).toMatch(/^The price is above 68,000\.00 already/)
  expect(beyondText(ruleOf(), rowOf())).toBeUndefined()
  expect(stateText(shown({ rule: above, phase: 'beyond' }), rowOf())).toMatch(/back below/)
})

it('says when one has fired, and at which price', () => {
  const evaluated = { at: 1, venue: 'BINANCE', price: '70001.5' }
  const text = stateText(shown({ phase: 'done', firedAt: 1, evaluated }), rowOf())
  expect(text).toMatch(/^Fired .+ at 70,001\.50$/)
})

it('says what will happen in whole sentences', () => {
  expect(previewText(ruleOf(), rowOf())).toBe(
    'You are told once, when BTC/USDT rises above 70,000.00.',
  )
  const repeat = { type: 'again', hysteresisPercent: 0.1, cooldownMs: 300_000 } as const
  expect(previewText(ruleOf({ repeat, source: 'ask' }), rowOf())).toBe(
    'You are told each time the best ask for BTC/USDT rises above 70,000.00. Before it counts again the price must be back by 0.1%. At most once in 5 min.',
  )
  const change = { type: 'change', direction: 'up', percent: 5, windowMs: 3_600_000 } as const
  expect(shortText(change, undefined)).toBe('Up 5% within 1 h')
})
