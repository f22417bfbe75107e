import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Immediate, makeImmediate } from './immediate.ts'

let immediate: Immediate
let served: string[]
/** What serving anybody takes, ms. */
let takesMs: number
const leave = new Map<string, () => void>()

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  immediate = makeImmediate(Date.now)
  served = []
  takesMs = 0
  for (const name of 'abcdef') invite(name)
})

afterEach(() => {
  for (const stop of leave.values()) stop()
  leave.clear()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

function invite(name: string): void {
  const serve = () => {
    served.push(name)
    vi.setSystemTime(Date.now() + takesMs)
    const spent = performance.now() + takesMs
    vi.spyOn(performance, 'now').mockImplementation(() => spent)
  }
  leave.set(name, immediate.add({ serve, size: () => 1 }))
}

/** One turn of the event loop; who was served in it. */
function turn(): string {
  vi.runAllTicks()
  vi.advanceTimersToNextTimer()
  return served.splice(0).join('')
}

it('serves all at once while that is quick, and nobody where nothing has changed', () => {
  immediate.changed()
  immediate.changed()
  expect(served).toEqual([])
  expect(turn()).toBe('abcdef')
  expect(vi.getTimerCount()).toBe(0)
})

it('lets other work come between, and goes on where it stopped', () => {
  takesMs = 0.125
  immediate.changed()
  expect([turn(), turn(), turn(), turn()]).toEqual(['ab', 'cd', 'ef', ''])
})

it('goes around once after the last change, wherever that finds it', () => {
  takesMs = 0.125
  immediate.changed()
  expect([turn(), turn()]).toEqual(['ab', 'cd'])
  immediate.changed()
  expect([turn(), turn(), turn(), turn()]).toEqual(['ef', 'ab', 'cd', ''])
})

it('serves one at a time when each takes long', () => {
  takesMs = 3
  immediate.changed()
  expect([turn(), turn()]).toEqual(['a', 'b'])
  for (const name of 'cdef') expect(turn()).toBe(name)
})

it('leaves out nobody when others leave or come meanwhile', () => {
  takesMs = 0.125
  immediate.changed()
  expect(turn()).toBe('ab')
  leave.get('a')?.()
  leave.get('d')?.()
  invite('g')
  expect([turn(), turn()]).toEqual(['ce', 'fg'])
  expect(turn()).toBe('b')
  immediate.changed()
  expect(turn()).toBe('ce')
  immediate.changed()
  invite('h')
  expect([turn(), turn(), turn(), turn()]).toEqual(['fg', 'hb', 'ce', ''])
})

it('stops when the last has left', () => {
  immediate.changed()
  for (const stop of leave.values()) stop()
  expect(turn()).toBe('')
})
