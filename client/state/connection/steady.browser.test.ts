import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { status as statusWith, waiting } from '../../app-harness.tsx'
import type { LiveStatus } from '../../engine/live.ts'
import { createSteadyStatus } from './steady.ts'

const connecting = { name: 'connecting', transport: 'websocket', attempt: 1 } as const
const born = {
  phase: { name: 'idle' },
  plan: { transport: 'none', intervalMs: 0, heartbeatMs: 0, reason: 'no-page' },
  market: 'connecting',
  cursor: undefined,
} as const

let dispose: () => void

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  dispose()
  vi.useRealTimers()
})

function open(first?: LiveStatus) {
  const [status, tell] = createSignal(first)
  return createRoot((end) => {
    dispose = end
    const shown = createSteadyStatus(status)
    return { tell, phase: () => shown()?.phase.name, shown }
  })
}

it('tells nothing of a worker that dies and is born again at once', () => {
  const { tell, phase, shown } = open(statusWith())
  for (const patch of [born, { phase: connecting }]) {
    tell(statusWith(patch))
    expect([phase(), shown()?.market, shown()?.cursor]).toEqual(['live', 'live', 'a.1'])
    vi.advanceTimersByTime(140)
  }
  tell(statusWith({ cursor: 'a.9' }))
  vi.advanceTimersByTime(1_000)
  expect([phase(), shown()?.cursor]).toEqual(['live', 'a.9'])
})

it('tells what lasts longer', () => {
  const { tell, phase } = open(statusWith())
  tell(statusWith({ phase: connecting }))
  vi.advanceTimersByTime(200)
  tell(statusWith({ phase: waiting }))
  vi.advanceTimersByTime(99)
  expect(phase()).toBe('live')
  vi.advanceTimersByTime(1)
  expect(phase()).toBe('waiting')
})

it('tells at once what is certain, and what was not fresh before', () => {
  const { tell, phase } = open()
  tell(statusWith({ phase: connecting }))
  expect(phase()).toBe('connecting')
  tell(statusWith())
  tell(statusWith({ phase: { name: 'offline' } }))
  expect(phase()).toBe('offline')
  tell(statusWith({ heardAt: Date.now() - 10_000 }))
  tell(statusWith({ phase: connecting }))
  expect(phase()).toBe('connecting')
  tell(statusWith())
  tell(undefined)
  expect(phase()).toBeUndefined()
})

it('has no timer left when it ends', () => {
  const { tell } = open(statusWith())
  tell(statusWith({ phase: connecting }))
  dispose()
  expect(vi.getTimerCount()).toBe(0)
})
