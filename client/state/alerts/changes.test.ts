import { expect, it } from 'vitest'
import {
  type AlertChange,
  afterSent,
  changedFields,
  rebased,
  shownAlerts,
  withChange,
} from './changes.ts'
import { alertOf, ruleOf } from './testing.ts'

const make = (at = 1): AlertChange => ({ type: 'make', id: 'a', at, rule: ruleOf() })
const pause = (at: number, paused = true): Extract<AlertChange, { type: 'change' }> => ({
  ...{ type: 'change', id: 'a', at, rule: { paused }, base: ruleOf(), version: 3 },
})

it('makes what waits to be made as it is wanted by then', () => {
  const [change] = withChange([make()], pause(2))
  expect(change).toEqual({ type: 'make', id: 'a', at: 2, rule: ruleOf({ paused: true }) })
})

it('adds a later change to an earlier one, against what was seen first', () => {
  const later = { ...pause(5), rule: { note: 'mind' }, version: 9 }
  expect(withChange([pause(2)], later)).toEqual([
    { ...pause(2), at: 5, rule: { paused: true, note: 'mind' } },
  ])
})

it('removes also what may have been made already, and makes it again where that is taken back', () => {
  const removed = withChange([make()], { type: 'remove', id: 'a', at: 2 })
  expect(removed).toEqual([{ type: 'remove', id: 'a', at: 2 }])
  expect(withChange(removed, make(3))).toEqual([make(3)])
})

it('keeps what was asked for while the change before it was on its way', () => {
  const alert = alertOf({ version: 4 })
  expect(afterSent([pause(2)], { sent: pause(2), alert })).toEqual([])
  expect(afterSent([pause(7, false)], { sent: pause(2), alert })).toEqual([
    { type: 'change', id: 'a', at: 7, rule: { paused: false }, base: alert.rule, version: 4 },
  ])
})

it('shows what is waited for as it was asked for, and what is removed not at all', () => {
  const [known, made] = shownAlerts([alertOf()], [pause(2), { ...make(3), id: 'b' }])
  expect(known).toMatchObject({ waiting: 'change', alert: { rule: { paused: true } } })
  expect(made).toMatchObject({ waiting: 'make', alert: { id: 'b', phase: 'armed' } })
  expect(shownAlerts([alertOf()], [{ type: 'remove', id: 'a', at: 1 }])).toEqual([])
})

it('sends the same again where the alert has only moved on, or others changed other things', () => {
  const moved = alertOf({ version: 8, phase: 'beyond', rule: ruleOf({ note: 'theirs' }) })
  expect(rebased(pause(2), moved)).toMatchObject({ version: 8, rule: { paused: true } })
})

it('finds a conflict where both have changed the same to different things', () => {
  const condition = (price: string) => ({ type: 'above', price }) as const
  const mine = { ...pause(2), rule: { condition: condition('71000') } }
  const theirs = (price: string) => alertOf({ rule: ruleOf({ condition: condition(price) }) })
  expect(rebased(mine, theirs('72000'))).toBeUndefined()
  expect(rebased(mine, theirs('71000'))).toBeDefined()
})

it('asks for no more than what is wanted otherwise, in whichever order it is written', () => {
  const condition = { price: '70000', type: 'above' } as const
  const wanted = { ...ruleOf({ note: 'mind' }), condition }
  expect(changedFields(ruleOf(), wanted)).toEqual({ note: 'mind' })
})

it('keeps in sight what was removed elsewhere while it was changed here', () => {
  const gone = { ...pause(2), rule: { note: 'mind' }, refusal: { type: 'gone' } } as const
  expect(shownAlerts([], [gone])).toMatchObject([
    {
      alert: { id: 'a', rule: ruleOf({ note: 'mind' }) },
      waiting: 'change',
      refusal: gone.refusal,
    },
  ])
})
