import '../../ui/styles.css'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { frames, one, openApp, price, prices, says, waiting } from '../../app-harness.tsx'
import { waitFor } from '../../testing/wait-for.ts'

let app: ReturnType<typeof openApp>
const open = (...args: Parameters<typeof openApp>) => {
  app = openApp(...args)
}
const tell: typeof app.tell = (...messages) => app.tell(...messages)

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  })
  vi.setSystemTime(1_000_000_000_000)
  localStorage.clear()
})

afterEach(() => {
  app.close()
  vi.useRealTimers()
})

it('tells transport, cadence and latency on the badge, and the reason when it is opened', async () => {
  open()
  await tell(says(), prices([price()]))
  expect(one('.badge-text')?.textContent).toBe('Live · WebSocket · 250 ms · 12 ms')
  one('.badge')?.click()
  await waitFor(() => expect(one('.sheet')?.textContent).toContain('The battery is charging'))
  expect(one('.sheet')?.matches(':popover-open')).toBe(true)
})

it('keeps saying live while another worker takes over, market included', async () => {
  open()
  await tell(says(), prices([price()]))
  one('.badge')?.click()
  await waitFor(() => expect(one('.sheet')?.textContent).toContain('Real, now'))
  const before = one('.sheet')?.innerText
  await tell(
    { type: 'hello', worker: 'second', version: '1', host: 'service' },
    says({
      phase: { name: 'connecting', transport: 'websocket', attempt: 1 },
      market: 'connecting',
      cursor: undefined,
    }),
  )
  vi.advanceTimersByTime(250)
  expect(one('.sheet')?.innerText).toBe(before)
  vi.advanceTimersByTime(50)
  await frames()
  expect(one('.badge-text')?.textContent).toBe('Connecting · WebSocket')
})

it('says at once that nobody feeds it when it is frozen, so that it thaws without a lie', async () => {
  open()
  await tell(says(), prices([price()]))
  app.release()
  expect(one('.badge-text')?.textContent).toBe('Connecting')
})

it('leads to the energy page and to the diagnostics, and is gone by then', async () => {
  open()
  await tell(says())
  for (const path of ['/settings/energy', '/settings/diagnostics']) {
    one('.badge')?.click()
    await waitFor(() => expect(one(`.sheet a[href="${path}"]`)).not.toBeNull())
    one(`.sheet a[href="${path}"]`)?.click()
    await waitFor(() => expect(location.pathname).toBe(path))
    expect(one('.sheet')?.matches(':popover-open')).toBe(false)
  }
})

it('app.reports the chosen mode and keeps it for the next visit', async () => {
  open()
  await tell(says())
  one('.badge')?.click()
  await waitFor(() => expect(one('input[value="saver"]')).not.toBeNull())
  one('input[value="saver"]')?.click()
  expect(app.reports.at(-1)?.conditions.mode).toBe('saver')
  app.close()
  open()
  expect(app.reports.at(-1)?.conditions.mode).toBe('saver')
})

it('shows the banner only after three seconds without a connection', async () => {
  open()
  await tell(says(), prices([price()]))
  await tell(says({ phase: waiting }))
  vi.advanceTimersByTime(2_900)
  await frames()
  expect(one('.banner')).toBeNull()
  vi.advanceTimersByTime(200)
  await frames()
  expect(one('.banner')?.textContent).toBe('Reconnecting… prices are from 3 s ago')
  await tell(says())
  expect(one('.banner')).toBeNull()
})

it('shows no banner for interruptions that are shorter, however many they are', async () => {
  open()
  await tell(says(), prices([price()]))
  for (let i = 0; i < 5; i++) {
    await tell(says({ phase: waiting }))
    vi.advanceTimersByTime(2_000)
    await tell(says())
    vi.advanceTimersByTime(100)
  }
  expect(one('.banner')).toBeNull()
})

it('labels a simulated and a replayed market, and moves nothing by it', async () => {
  open()
  const top = () => one('.rows')?.getBoundingClientRect().top
  const before = top()
  await tell(says({ simulated: true, market: 'simulated' }), prices([price()]))
  expect(one('.strip')?.textContent).toBe('Simulated market — not real prices')
  expect(top()).toBe(before)
  await tell(says({ simulated: true, market: 'replay' }))
  expect(one('.strip')?.textContent).toBe('Replayed recording — not current prices')
})

it('labels simulated prices that only the device remembers', async () => {
  open()
  await tell(prices([price({ venue: 'SIMULATED' })], true))
  expect(one('.strip')?.textContent).toBe('Simulated market — not real prices')
})
