import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { TradedAs } from '../../../shared/sessions.ts'
import { createSession, tradedAtVenue } from './session.ts'

const hour = 3_600_000
/** 2026-11-20, a Friday, in New York. */
const at = (hours: number) => Date.UTC(2026, 10, 20, 5) + hours * hour
let end = () => {}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  end()
  vi.useRealTimers()
})

function open(kind: TradedAs = 'stock') {
  const [value, setKind] = createSignal(kind)
  const session = createRoot((dispose) => {
    end = dispose
    return createSession(value)
  })
  return { session, setKind }
}

it('goes from session to session by itself, without a word from the market', () => {
  vi.setSystemTime(at(9))
  const { session } = open()
  const seen: string[] = []
  for (let hours = 9; hours < 24; hours += 0.5) {
    const { phase } = session()
    if (seen.at(-1) !== phase) seen.push(phase)
    vi.advanceTimersByTime(hour / 2)
  }
  expect(seen).toEqual(['pre', 'regular', 'after', 'closed'])
  // Over the weekend: Monday's opening.
  expect(session().opensAt).toBe(at(9.5) + 3 * 24 * hour)
})

it('needs no timer where a market never closes', () => {
  vi.setSystemTime(at(9))
  const { session, setKind } = open('spot')
  expect(session().phase).toBe('regular')
  expect(vi.getTimerCount()).toBe(0)
  setKind('stock')
  expect(session().phase).toBe('pre')
  expect(vi.getTimerCount()).toBe(1)
  end()
  expect(vi.getTimerCount()).toBe(0)
})

it('takes a venue that it doesn’t know for one of crypto', () => {
  expect(['FINNHUB', 'BINANCE', 'NEWER', undefined].map(tradedAtVenue)).toEqual([
    'stock',
    'spot',
    'spot',
    'spot',
  ])
})
