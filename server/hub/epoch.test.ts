import { expect, it } from 'vitest'
import { makeDemand } from './demand.ts'
import { makeEpoch } from './epoch.ts'
import { instrumentOf } from './testing.ts'

it('greets all who ask alike at one moment with one hello, and nobody else', () => {
  let at = 1
  const now = () => at
  const instruments = [instrumentOf('AUSDT')]
  const market = { market: 'live', venue: 'BINANCE', instruments } as const
  const epoch = makeEpoch({ market, epoch: 'e1', demand: makeDemand({ now }), now })
  const asked = { symbols: ['AUSDT', 'BUSDT'], detail: [], standing: { sequence: undefined } }
  const about = { ...asked, intervalMs: 250, heartbeatMs: 15_000 }
  const hello = epoch.hello(about)
  expect(hello).toMatchObject({ cursor: 'e1.0', symbols: ['AUSDT'], unknown: ['BUSDT'] })
  expect(epoch.hello({ ...about })).toBe(hello)
  expect(epoch.hello({ ...about, intervalMs: 1_000 })).toMatchObject({ interval_ms: 1_000 })
  expect(epoch.hello({ ...about, heartbeatMs: 9_000 })).toMatchObject({ heartbeat_ms: 9_000 })
  expect(epoch.hello({ ...about, detail: ['AUSDT'] })).toMatchObject({ detail: [0] })
  expect(epoch.hello({ ...about, standing: { sequence: 7 } }).cursor).toBe('e1.7')
  expect(epoch.hello({ ...about, symbols: undefined }).unknown).toEqual([])
  at = 2
  expect(epoch.hello(about).server_time).toBe(2)
  epoch.context.listing.extend([instrumentOf('BUSDT')])
  expect(epoch.hello(about).unknown).toEqual([])
})
