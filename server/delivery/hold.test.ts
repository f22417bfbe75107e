import { expect, it } from 'vitest'
import type { NotificationEvent } from '../../shared/notification.ts'
import { defaultPreferences, type Preferences } from '../../shared/preferences.ts'
import type { Target } from '../storage/alerts/alerts.ts'
import { alert, target } from '../storage/testing/alerts.ts'
import { wishFor } from './hold.ts'

/** 23:30 in Seoul. */
const night = Date.UTC(2026, 10, 22, 14, 30)

function wish(
  preferences: Partial<Preferences>,
  { channel = 'push' as Target['channel'], isTest = false, sound = true } = {},
) {
  const { rule } = alert('a1', 'anna')
  const fired = { alert: 'a1', rule: { ...rule, sound }, price: '1', venue: 'OKX', time: night }
  const event: NotificationEvent = isTest ? { type: 'test' } : { type: 'alert', ...fired }
  const notification = { id: 'n1', sequence: 1, at: night, readAt: undefined, event }
  const parcel = { notification, target: target('t1', 'anna', { channel }) }
  return wishFor(parcel, { ...defaultPreferences, ...preferences }, night)
}

const hours = (pushes: 'silent' | 'wait') => ({
  quietHours: { from: 22 * 60, to: 7 * 60, zone: 'Asia/Seoul', pushes },
})
const aloud = { type: 'deliver', silently: false }

it('sends pushes in quiet hours without a sound, or at their end, as their user wishes', () => {
  expect(wish({})).toEqual(aloud)
  expect(wish(hours('silent'))).toEqual({ type: 'deliver', silently: true })
  expect(wish(hours('wait'))).toMatchObject({ type: 'later', dueAt: Date.UTC(2026, 10, 22, 22) })
})

it('holds back neither tests nor what makes no sound in a pocket', () => {
  expect(wish(hours('wait'), { isTest: true })).toEqual(aloud)
  expect(wish(hours('wait'), { channel: 'webhook' })).toEqual(aloud)
  expect(wish(hours('wait'), { channel: 'email' })).toEqual(aloud)
})

it('sends no pushes of alerts to whoever wants none, and makes no sound for an alert without one', () => {
  expect(wish({ push: { alerts: false } })).toMatchObject({ type: 'withheld' })
  expect(wish({}, { sound: false })).toEqual({ type: 'deliver', silently: true })
})
