import { afterEach, beforeEach, vi } from 'vitest'
import type { Hub } from '../../hub/hub.ts'
import { instrumentOf, makeTestHub, stateOf } from '../../hub/testing.ts'

export const symbols = Array.from({ length: 16 }, (_, i) => `S${String(i).padStart(2, '0')}USDT`)
export const instruments = symbols.map((symbol) => instrumentOf(symbol))

/** Before each test a hub that has a price of every instrument, on a clock that the test drives. */
export function eachWithBusyHub(take: (hub: Hub) => void): void {
  let hub: Hub
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000_000 })
    hub = makeTestHub()
    hub.begin({ market: 'live', venue: 'BINANCE', instruments })
    for (const instrument of instruments) hub.record(stateOf(instrument, 10_000))
    take(hub)
  })
  afterEach(() => {
    hub.stop('shutdown')
    vi.useRealTimers()
  })
}
