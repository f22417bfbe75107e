import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../testing/until.ts'
import type { Follower, FollowOptions } from './testing/follower.ts'
import { type Rig, startRig } from './testing/rig.ts'
import { transports } from './testing/transports.ts'

/** What every transport must hold to, over a real server with a real hub. */
let rig: Rig
let followers: Follower[]

beforeEach(async () => {
  rig = await startRig({ heartbeatMs: 200 })
  rig.begin(['AUSDT', 'BUSDT'])
  rig.price('AUSDT', 1_00)
  rig.price('BUSDT', 2_50)
  followers = []
})

afterEach(async () => {
  for (const follower of followers) follower.close()
  await rig.stop()
})

describe.each(transports)('$name', ({ follow, isStream, format }) => {
  function start(options: FollowOptions = {}): Follower {
    const follower = follow(rig.port, { intervalMs: 50, ...options })
    followers.push(follower)
    return follower
  }

  const sees = (follower: Follower, updates: string[]) =>
    until(() => expect(follower.updates).toEqual(updates))

  it('begins with a snapshot of what was asked for, every decimal written', async () => {
    const follower = start({ symbols: ['BUSDT'] })
    await sees(follower, ['BUSDT 2.50'])
    expect(follower.starts).toMatchObject([{ snapshot: true, unknown: [], market: 'live' }])
  })

  it('tells what changes after that, and only that', async () => {
    const follower = start()
    await sees(follower, ['AUSDT 1.00', 'BUSDT 2.50'])
    rig.price('AUSDT', 1_01)
    await sees(follower, ['AUSDT 1.00', 'BUSDT 2.50', 'AUSDT 1.01'])
    rig.price('BUSDT', 2_51)
    await until(() => expect(follower.updates.at(-1)).toBe('BUSDT 2.51'))
    expect(follower.cursor).toBe('e2.4')
    expect(follower.updates).toHaveLength(4)
  })

  it('keeps the newest of what changed in between', async () => {
    const follower = start()
    await sees(follower, ['AUSDT 1.00', 'BUSDT 2.50'])
    for (let units = 1_01; units <= 1_50; units++) rig.price('AUSDT', units)
    rig.price('BUSDT', 2_51)
    await sees(follower, ['AUSDT 1.00', 'BUSDT 2.50', 'AUSDT 1.50', 'BUSDT 2.51'])
    if (isStream && format === 'frame') expect(follower.merged).toEqual([49])
  })

  it('resumes from its cursor without repeating anything', async () => {
    const before = start()
    await sees(before, ['AUSDT 1.00', 'BUSDT 2.50'])
    before.close()
    rig.price('BUSDT', 2_51)
    rig.price('BUSDT', 2_52)
    // The poll in compact form begins with no hello, so it needs the one from before.
    if (!isStream && format === 'frame') return
    const after = start({ cursor: before.cursor })
    await sees(after, ['BUSDT 2.52'])
    expect(after.starts).toMatchObject([{ snapshot: false }])
  })

  it('gives a snapshot, marked as one, to a cursor of another epoch', async () => {
    for (const cursor of ['gone.7', 'e2.3', 'e2.9007199254740991']) {
      const follower = start({ cursor })
      await sees(follower, ['AUSDT 1.00', 'BUSDT 2.50'])
      expect(follower.starts).toMatchObject([{ snapshot: true }])
    }
  })

  it('refuses a cursor that no server can have given out', async () => {
    for (const cursor of ['nonsense', 'e2.-1', 'e2.1e9', '.1', 'e2.99999999999999999999', 'E2.1']) {
      const follower = start({ cursor })
      await until(() => expect(follower.refused).toBeDefined())
      const { code, field } = follower.refused ?? {}
      expect(code ?? field).toMatch(/^(bad-cursor|cursor|since)$/)
      expect(follower.updates).toEqual([])
    }
  })

  it('serves what it knows and names what it does not', async () => {
    const follower = start({ symbols: ['FOO', 'AUSDT', 'KRAKEN:BUSDT'] })
    await sees(follower, ['AUSDT 1.00'])
    expect(follower.starts).toMatchObject([{ unknown: ['FOO', 'KRAKEN:BUSDT'] }])
  })

  it('refuses when nothing that was asked for is known', async () => {
    const follower = start({ symbols: ['FOO', 'BAR'] })
    await until(() => expect(follower.refused?.symbols).toEqual(['FOO', 'BAR']))
    expect(follower.updates).toEqual([])
  })

  it('refuses malformed symbols, and quotes them', async () => {
    for (const symbol of ['A B', '', '<script>', 'A\nevent: price\ndata: {}', 'X'.repeat(99)]) {
      const follower = start({ symbols: ['AUSDT', symbol] })
      await until(() => expect(follower.refused).toBeDefined())
      const { code, field } = follower.refused ?? {}
      expect(code ?? field).toMatch(/^(bad-symbol|symbols)$/)
    }
  })

  it('goes over to a new epoch with a snapshot of it', async () => {
    const follower = start()
    await sees(follower, ['AUSDT 1.00', 'BUSDT 2.50'])
    rig.begin(['BUSDT', 'AUSDT'], 'REPLAY')
    rig.price('AUSDT', 9_00)
    await until(() => expect(follower.updates.at(-1)).toBe('AUSDT 9.00'))
    expect(follower.starts.at(-1)).toMatchObject({ snapshot: true, market: 'replay' })
    expect(follower.cursor).toBe('e3.1')
    rig.price('BUSDT', 8_00)
    await until(() => expect(follower.updates.at(-1)).toBe('BUSDT 8.00'))
  })

  it('waits for a market that is not there yet', async () => {
    rig.begin([])
    const follower = start({ symbols: ['CUSDT'] })
    await until(() => expect(follower.starts).toMatchObject([{ unknown: [] }]))
    rig.begin(['CUSDT'])
    rig.price('CUSDT', 3_00)
    await until(() => expect(follower.updates).toEqual(['CUSDT 3.00']))
  })

  it.runIf(isStream)('sends heartbeats while nothing changes, with the cursor', async () => {
    const follower = start()
    await until(() => expect(follower.heartbeats.length).toBeGreaterThan(1))
    expect(new Set(follower.heartbeats)).toEqual(new Set(['e2.2']))
  })

  it.runIf(isStream)('says goodbye when the server leaves, and ends', async () => {
    const follower = start()
    await sees(follower, ['AUSDT 1.00', 'BUSDT 2.50'])
    rig.leave()
    await until(() => expect(follower.ended).toBe(true))
    expect(follower.goodbye).toEqual(expect.objectContaining({ reason: 'shutdown', retry_ms: 700 }))
  })

  it.runIf(isStream)('lets nobody new in while the server leaves', async () => {
    rig.leave()
    const follower = start()
    await until(() => expect(follower.ended).toBe(true))
    expect(follower.starts).toEqual([])
  })
})

it('never shows an older state to a client that switches transports with one cursor', async () => {
  const shown = new Map<string, number>()
  let units = 10_000
  let cursor: string | undefined
  const [sse, websocket, poll] = transports
  for (let i = 0; i < 12; i++) {
    const transport = [sse, websocket, poll][i % 3]
    const follower = transport?.follow(rig.port, { cursor, intervalMs: 0 })
    if (follower === undefined) throw new Error('There are three transports.')
    let applied = 0
    const goal = units + 50
    await until(() => {
      for (let n = 0; n < 5 && units < goal; n++) {
        units++
        rig.price(units % 3 > 0 ? 'AUSDT' : 'BUSDT', units)
      }
      for (const update of follower.updates.slice(applied)) {
        const [symbol = '', price] = update.split(' ')
        expect(Number(price)).toBeGreaterThan(shown.get(symbol) ?? 0)
        shown.set(symbol, Number(price))
        applied++
      }
      cursor = follower.cursor
      expect(Math.max(...shown.values())).toBe(goal / 100)
    })
    follower.close()
  }
})
