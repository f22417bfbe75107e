import { afterEach, expect, it, vi } from 'vitest'
import { type Live, openLive } from './bridge.ts'
import type { LiveMessage, PageReport } from './engine/live.ts'

/* Without a service worker, as in development: the real engine in a real worker of its own. There is
 * no server here, so it tells of an attempt that fails. */
const report = (mode: 'auto' | 'paused'): PageReport => ({
  page: 'a',
  conditions: {
    visible: true,
    online: true,
    battery: undefined,
    network: 'wifi',
    saveData: false,
    mobile: false,
    mode,
    budgetBytes: undefined,
    forced: undefined,
  },
  symbols: ['BTCUSDT'],
  inspects: false,
})

let live: Live | undefined
afterEach(() => live?.stop())

function open() {
  const messages: LiveMessage[] = []
  let released = 0
  let present = report('auto')
  const opened = openLive({
    page: 'a',
    report: () => present,
    onMessage: (message) => messages.push(message),
    onRelease: () => {
      released += 1
    },
  })
  live = opened
  const phases = () =>
    messages.flatMap((message) => (message.type === 'status' ? [message.status.phase.name] : []))
  return {
    messages,
    phases,
    released: () => released,
    stop: opened.stop,
    kill: opened.kill,
    set(next: PageReport) {
      present = next
      opened.report(next)
    },
  }
}

it('runs the engine in a worker of its own where no service worker controls the page', async () => {
  const { messages, phases } = open()
  await vi.waitFor(() => expect(phases()).toContain('connecting'), { timeout: 10_000 })
  expect(messages[0]).toMatchObject({ type: 'hello', host: 'dedicated' })
})

it('passes on what the page reports', async () => {
  const { phases, set } = open()
  await vi.waitFor(() => expect(phases()).toContain('connecting'), { timeout: 10_000 })
  set(report('paused'))
  await vi.waitFor(() => expect(phases().at(-1)).toBe('idle'), { timeout: 10_000 })
})

it('lets go of a page that is kept for "back", and starts anew when it is back', async () => {
  const { messages, phases } = open()
  const hellos = () => messages.filter(({ type }) => type === 'hello').length
  await vi.waitFor(() => expect(phases()).toContain('connecting'), { timeout: 10_000 })
  dispatchEvent(new Event('pagehide'))
  dispatchEvent(new Event('pageshow'))
  dispatchEvent(new Event('pageshow'))
  await vi.waitFor(() => expect(hellos()).toBe(2), { timeout: 10_000 })
})

it('goes on with another worker where the one before was ended by hand', async () => {
  const { messages, phases, kill } = open()
  const workers = () =>
    messages.flatMap((message) => (message.type === 'hello' ? [message.worker] : []))
  await vi.waitFor(() => expect(phases()).toContain('connecting'), { timeout: 10_000 })
  kill()
  await vi.waitFor(() => expect(new Set(workers()).size).toBe(2), { timeout: 10_000 })
})

it('says nothing after it was stopped', async () => {
  const { messages, phases, stop } = open()
  await vi.waitFor(() => expect(phases()).toContain('connecting'), { timeout: 10_000 })
  stop()
  const { length } = messages
  dispatchEvent(new Event('pageshow'))
  await new Promise(requestAnimationFrame)
  expect(messages.length).toBe(length)
})

it('says that nobody feeds a page that is frozen, and begins anew when it is thawed', async () => {
  const { messages, released } = open()
  await vi.waitFor(() => expect(messages.length).toBeGreaterThan(0), { timeout: 10_000 })
  document.dispatchEvent(new Event('freeze'))
  expect(released()).toBe(1)
  messages.length = 0
  document.dispatchEvent(new Event('resume'))
  await vi.waitFor(() => expect(messages[0]?.type).toBe('hello'), { timeout: 10_000 })
})
