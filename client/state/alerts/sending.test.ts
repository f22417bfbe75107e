import { expect, it } from 'vitest'
import type { Alert } from '../../../shared/alert.ts'
import type { AlertsApi, Answer } from './ask-alerts.ts'
import type { AlertChange } from './changes.ts'
import { type KeptAlerts, noAlerts } from './kept-alerts.ts'
import { makeSending } from './sending.ts'
import { alertOf, ruleOf } from './testing.ts'

type Sent = Answer<Alert | undefined>

function open(changes: AlertChange[], answers: Sent[], known: Alert[] = []) {
  let kept: KeptAlerts = { ...noAlerts, alerts: known, changes }
  const sent: AlertChange[] = []
  const api: AlertsApi = {
    read: async () => ({ ok: true, value: known }),
    async send(change) {
      sent.push(change)
      return answers.shift() ?? { ok: false, problem: 'network' }
    },
  }
  const sending = makeSending({
    api,
    changes: () => kept.changes,
    async update(next) {
      kept = next(kept)
    },
  })
  return { sending, sent, kept: () => kept }
}

const make: AlertChange = { type: 'make', id: 'a', at: 1, rule: ruleOf() }
const pause: AlertChange = {
  ...{ type: 'change', id: 'a', at: 2, rule: { paused: true }, base: ruleOf(), version: 1 },
}
const conflict: Sent = { ok: false, problem: 'refused', refusal: { type: 'conflict' } }

it('keeps what is not sent, in its order', async () => {
  const { sending, kept } = open([make], [])
  expect(await sending.flush()).toBe(false)
  expect(kept().changes).toEqual([make])
})

it('takes the alert as the server has it once it has arrived', async () => {
  const { sending, kept } = open([make], [{ ok: true, value: alertOf({ phase: 'beyond' }) }])
  expect(await sending.flush()).toBe(true)
  expect(kept()).toMatchObject({ changes: [], alerts: [{ id: 'a', phase: 'beyond' }] })
})

it('sends a change again with the version of an alert that has only moved on', async () => {
  const moved = alertOf({ version: 5, phase: 'beyond' })
  const { sending, sent, kept } = open(
    [pause],
    [conflict, { ok: true, value: alertOf({ version: 6, phase: 'paused' }) }],
    [moved],
  )
  expect(await sending.flush()).toBe(true)
  expect(sent).toMatchObject([{ version: 1 }, { version: 5 }])
  expect(kept().changes).toEqual([])
})

it('keeps a conflict for its user, and sends what comes after it', async () => {
  const theirs = alertOf({ version: 5, rule: ruleOf({ condition: { type: 'below', price: '1' } }) })
  const mine: AlertChange = {
    ...{ type: 'change', id: 'a', at: 3, base: ruleOf(), version: 1 },
    rule: { condition: { type: 'above', price: '2' } },
  }
  const other: AlertChange = { ...make, id: 'b', at: 4 }
  const { sending, kept } = open(
    [mine, other],
    [conflict, { ok: true, value: alertOf({ id: 'b' }) }],
    [theirs],
  )
  expect(await sending.flush()).toBe(true)
  expect(kept().changes).toMatchObject([{ id: 'a', refusal: { type: 'conflict' } }])
})

it('tells that an alert was removed elsewhere', async () => {
  const { sending, kept } = open([pause], [conflict], [])
  await sending.flush()
  expect(kept().changes).toMatchObject([{ id: 'a', refusal: { type: 'gone' } }])
})
