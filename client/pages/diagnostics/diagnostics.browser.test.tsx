import '../../ui/styles.css'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { all, one, openApp, says } from '../../app-harness.tsx'
import { createTally } from '../../engine/insight.ts'
import type { LiveMessage, Transition } from '../../engine/live.ts'
import { emptyDay } from '../../engine/usage.ts'
import { waitFor } from '../../testing/wait-for.ts'

let app: ReturnType<typeof openApp>

beforeEach(async () => {
  localStorage.clear()
  app = openApp('/settings/diagnostics')
  await vi.waitFor(() => expect(one('.forcing')).not.toBeNull(), { timeout: 10_000 })
})
afterEach(() => {
  app.close()
  vi.restoreAllMocks()
})

const hello = (worker: string): LiveMessage => ({
  type: 'hello',
  worker,
  version: 'abc',
  host: 'service',
})
const line: Omit<Transition, 'at' | 'reason'> = {
  from: 'idle',
  to: 'live',
  transport: 'sse',
  intervalMs: 1_000,
}

function insight(): LiveMessage {
  const tally = createTally()
  for (let ms = 1; ms <= 100; ms++) {
    const about = { epoch: 'a', from: 0, to: 1, snapshot: false, sentAt: 0, merged: 3 }
    tally.frame({ ...about, rows: [] }, ms)
  }
  return {
    type: 'insight',
    insight: {
      since: Date.now() - 65_000,
      usage: emptyDay('2026-11-22'),
      counts: tally.read(),
      asked: ['BTCUSDT', 'ETHUSDT'],
      keeping: 'memory',
    },
  }
}

/** What stands beside a name. */
const fact = (name: string) =>
  all('.facts dt').find((it) => it.textContent === name)?.nextElementSibling?.textContent

it('lists what happened with the newest first, each with its cause in words', async () => {
  await app.tell(says(), {
    type: 'transitions',
    transitions: [
      { ...line, at: 1, reason: { type: 'answered' } },
      { ...line, at: 2, reason: { type: 'closed', code: 1006, detail: 'gone' } },
    ],
  })
  expect(all('.log p').map((it) => it.textContent)).toEqual([
    'The WebSocket was closed with code 1006. (gone)',
    'The server has answered.',
  ])
})

it('tells the distribution of latency, what was received, and how the worker does', async () => {
  await app.tell(hello('a'), says(), insight())
  const [half, , ninetyNine] = all('.figures dd').map((it) =>
    Number.parseInt(it.textContent ?? '', 10),
  )
  expect(half).toBeGreaterThan(40)
  expect(half).toBeLessThan(60)
  expect(ninetyNine).toBeGreaterThan(89)
  expect(all('.bar').length).toBe(10)
  expect([fact('Frames'), fact('Merged on the way'), fact('Subscribed')]).toEqual([
    '100',
    '300',
    '2 instruments',
  ])
  expect([fact('Runs in'), fact('Restarts'), fact('Running for'), fact('Keeps prices')]).toEqual([
    'Service worker',
    '0',
    '1 min',
    'Until the worker ends',
  ])
  await app.tell(hello('a'), hello('b'), hello('c'))
  expect(fact('Restarts')).toBe('2')
})

it('tells by how much the clock of the device is wrong', async () => {
  const told = async (clockAheadMs: number | undefined) => {
    await app.tell(says({ clockAheadMs }))
    return fact('Clock')
  }
  expect(await told(undefined)).toBe('Not known yet')
  expect(await told(400)).toBe('In step with the server')
  expect(await told(86_400_000)).toBe('24 h behind the server')
  expect(await told(-90_000)).toBe('1 min ahead of the server')
})

it('forces a transport for as long as the page lives', async () => {
  await app.tell(says())
  one('input[value="sse"]')?.click()
  expect(app.reports.at(-1)?.conditions.forced).toBe('sse')
  one('input[value="auto"]')?.click()
  expect(app.reports.at(-1)?.conditions.forced).toBeUndefined()
})

it('drops the connection and kills the worker by hand', async () => {
  const [drop, kill] = all('.action-line .button')
  drop?.click()
  kill?.click()
  expect(app.asked).toEqual(['drop', 'kill'])
})

it('copies all of it as text, without what the user owns', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  await app.tell(hello('a'), says(), insight(), {
    type: 'transitions',
    transitions: [{ ...line, at: 1, reason: { type: 'answered' } }],
  })
  all('.button')
    .find((it) => it.textContent === 'Copy report')
    ?.click()
  await waitFor(() => expect(one('.toast')?.textContent).toContain('on the clipboard'))
  const text = String(write.mock.calls[0]?.[0])
  for (const found of ['workerVersion: abc', 'keeping: memory', '{"type":"answered"}']) {
    expect(text).toContain(found)
  }
  expect(text).not.toMatch(/holding|quantity/i)
})

it('says what to do instead where the browser refuses to copy', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('No.'))
  all('.button')
    .find((it) => it.textContent === 'Copy report')
    ?.click()
  await waitFor(() => expect(one('.toast')?.textContent).toContain('Download the report'))
})
