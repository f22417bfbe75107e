import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { AlertRule } from '../../../shared/alert.ts'
import { defaultPreferences, type Preferences } from '../../../shared/preferences.ts'
import type { LoggedNotification } from '../../../shared/user-api.ts'
import { createMemorySeenNotifications } from '../../db/testing/memory-notifications.ts'
import type { Toast } from '../toast.ts'
import { createTeller, freshMs } from './teller.ts'
import { logged } from './testing/log-server.ts'

const disposals: (() => void)[] = []
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-22T12:00:00Z') })
})
afterEach(() => {
  for (const dispose of disposals.splice(0)) dispose()
  vi.useRealTimers()
})

function openTab({
  seen = createMemorySeenNotifications(),
  isVisible = true,
  hasFocus = true,
  choices = {} as Partial<Preferences>,
} = {}) {
  const toasts: Toast[] = []
  const opened: (string | undefined)[] = []
  let sounds = 0
  let buzzes = 0
  const [visible, setVisible] = createSignal(isVisible)
  const teller = createRoot((dispose) => {
    disposals.push(dispose)
    return createTeller({
      seen,
      visible,
      choices: () => ({ ...defaultPreferences, ...choices }),
      toast: { show: (toast) => toasts.push(toast) },
      play: async () => ++sounds,
      vibrate: () => void ++buzzes,
      hasFocus: () => hasFocus,
      now: Date.now,
      open: ({ id }) => opened.push(id),
      openHistory: () => opened.push(undefined),
      onTold: () => {},
    })
  })
  return { teller, toasts, opened, setVisible, counts: () => [toasts.length, sounds, buzzes] }
}

const settle = () => vi.advanceTimersByTimeAsync(1_000)

function fired(patch: Partial<AlertRule> = {}, about: Partial<LoggedNotification> = {}) {
  const rule: AlertRule = {
    ...{ symbol: 'BTCUSDT', condition: { type: 'above', price: '70000' }, source: 'last' },
    ...{ repeat: { type: 'once' }, expiresAt: null, sessions: 'always', note: '' },
    ...{ sound: true, paused: false, ...patch },
  }
  const event = { type: 'alert', alert: 'a', rule, price: '70001.5', venue: 'BINANCE' } as const
  return logged(1, { event: { ...event, time: Date.now() }, ...about })
}

it('tells one in a line that leads to its instrument', async () => {
  const tab = openTab()
  tab.teller.offer([fired()])
  await settle()
  expect(tab.toasts[0]?.text).toMatch(/^BTC above 70,000 — 70,001.5 at Binance/)
  tab.toasts[0]?.action?.run()
  expect([tab.opened, tab.counts()]).toEqual([['n1'], [1, 1, 1]])
})

it('tells many that come at once in one line that leads to the history', async () => {
  const tab = openTab()
  tab.teller.offer([logged(1), logged(2)])
  tab.teller.offer([logged(3)])
  await settle()
  expect(tab.toasts.map(({ text }) => text)).toEqual(['3 alerts have fired'])
  tab.toasts[0]?.action?.run()
  expect(tab.opened).toEqual([undefined])
})

it('is told by one of two tabs: the one in use', async () => {
  const seen = createMemorySeenNotifications()
  const [beside, inUse] = [openTab({ seen, hasFocus: false }), openTab({ seen })]
  for (const { teller } of [beside, inUse]) teller.offer([logged(1)])
  await settle()
  expect([beside.counts(), inUse.counts()]).toEqual([
    [0, 0, 0],
    [1, 1, 1],
  ])
})

it('keeps silent where a push has told it', async () => {
  const seen = createMemorySeenNotifications()
  await seen.claim(['n1'])
  const tab = openTab({ seen })
  tab.teller.offer([logged(1)])
  await settle()
  expect(tab.counts()).toEqual([0, 0, 0])
})

it('waits in the back, and tells what is fresh still when it comes forward', async () => {
  const tab = openTab({ isVisible: false })
  tab.teller.offer([logged(1)])
  await vi.advanceTimersByTimeAsync(freshMs - 1_000)
  tab.teller.offer([logged(2)])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(tab.counts()).toEqual([0, 0, 0])
  tab.setVisible(true)
  await settle()
  expect(tab.toasts.map(({ text }) => text)).toEqual(['This is a test — Ebb can reach you here.'])
})

it('startles nobody with what is old or read', async () => {
  const tab = openTab()
  tab.teller.offer([logged(1, { at: Date.now() - freshMs }), logged(2, { readAt: Date.now() })])
  await settle()
  expect(tab.counts()).toEqual([0, 0, 0])
})

it('makes no sound for an alert without one, nor where none is wanted', async () => {
  const mute = openTab()
  mute.teller.offer([fired({ sound: false })])
  const still = openTab({ choices: { sound: false, vibration: false } })
  still.teller.offer([fired()])
  await settle()
  expect([mute.counts(), still.counts()]).toEqual([
    [1, 0, 1],
    [1, 0, 0],
  ])
})

it('is seen and not heard in quiet hours', async () => {
  const quietHours = { from: 11 * 60, to: 13 * 60, zone: 'UTC', pushes: 'silent' } as const
  const tab = openTab({ choices: { quietHours } })
  tab.teller.offer([fired()])
  await settle()
  expect(tab.counts()).toEqual([1, 0, 0])
})
