import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryRecords } from '../../db/testing/memory-records.ts'
import { record } from '../../db/testing/records-contract.ts'
import { createInstall } from './install.ts'
import { noVisits, type Visits } from './moment.ts'
import { createInstallPrompt } from './prompt.ts'

let dispose = () => {}

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers({ now: 1_000 * 86_400_000 })
})
afterEach(() => {
  dispose()
  vi.useRealTimers()
})

function open(kept?: Partial<Visits>) {
  if (kept) localStorage.setItem('ebb.install', JSON.stringify({ ...noVisits, ...kept }))
  const records = createMemoryRecords()
  const [visible, setVisible] = createSignal(true)
  return createRoot((end) => {
    dispose = end
    const install = createInstall({ prompt: createInstallPrompt(), records, visible })
    return { install, records, setVisible }
  })
}

/** As Chromium fires it; the person answers as given. */
function offer(outcome: 'accepted' | 'dismissed' = 'accepted') {
  const asked = vi.fn(async () => ({ outcome }))
  const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
    prompt: asked,
  })
  dispatchEvent(event)
  return { event, asked }
}

const kept = (): Visits => JSON.parse(localStorage.getItem('ebb.install') ?? '')

it("keeps the browser's prompt, and offers nothing on a first visit", async () => {
  const { install } = open()
  expect(install.way()).toBeUndefined()
  const { event, asked } = offer()
  expect(event.defaultPrevented).toBe(true)
  expect(install.way()).toBe('prompt')
  vi.advanceTimersByTime(20 * 60_000)
  expect(install.isOffered()).toBe(false)
  expect(asked).not.toHaveBeenCalled()
})

it('offers it to whoever stays for minutes and makes it their own', async () => {
  const { install, records } = open()
  offer()
  await records.put([record('a')])
  vi.advanceTimersByTime(4 * 60_000)
  expect(install.isOffered()).toBe(false)
  vi.advanceTimersByTime(60_000)
  expect(install.isOffered()).toBe(true)
})

it('counts no time while nobody looks', async () => {
  const { install, records, setVisible } = open()
  offer()
  await records.put([record('a')])
  setVisible(false)
  vi.advanceTimersByTime(60 * 60_000)
  expect(vi.getTimerCount()).toBe(0)
  setVisible(true)
  vi.advanceTimersByTime(60_000)
  expect(install.isOffered()).toBe(false)
})

it('offers it on a third visit, asks once, and takes a no for sixty days', async () => {
  const { install } = open({ count: 2, seenAt: Date.now() - 86_400_000 })
  const { asked } = offer('dismissed')
  vi.advanceTimersByTime(30_000)
  expect(install.isOffered()).toBe(true)
  await install.ask()
  await install.ask()
  expect(asked).toHaveBeenCalledOnce()
  expect([install.isOffered(), install.way()]).toEqual([false, undefined])
  offer()
  for (const [days, isOffered] of [
    [59, false],
    [61, true],
  ] as const) {
    vi.setSystemTime(1_000 * 86_400_000 + days * 86_400_000)
    vi.advanceTimersByTime(10_000)
    expect([days, install.isOffered()]).toEqual([days, isOffered])
  }
})

it('offers nothing any more once it is installed', () => {
  const { install } = open({ count: 9 })
  offer()
  vi.advanceTimersByTime(60_000)
  expect(install.isOffered()).toBe(true)
  dispatchEvent(new Event('appinstalled'))
  expect([install.isOffered(), install.isInstalled(), install.way()]).toEqual([
    false,
    true,
    undefined,
  ])
  expect(vi.getTimerCount()).toBe(0)
})

it('keeps what another tab has written meanwhile', async () => {
  const { install } = open({ count: 1, seenAt: Date.now() })
  offer()
  localStorage.setItem('ebb.install', JSON.stringify({ ...kept(), dismissedAt: 5 }))
  vi.advanceTimersByTime(10_000)
  expect(kept()).toMatchObject({ dismissedAt: 5, lookedMs: 10_000 })
  install.dismiss()
  expect(kept().dismissedAt).toBe(Date.now())
})
