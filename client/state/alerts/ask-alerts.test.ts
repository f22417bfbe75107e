import { afterEach, expect, it, vi } from 'vitest'
import type { SessionPhase } from '../account/account.ts'
import { createAlertsApi } from './ask-alerts.ts'
import type { AlertChange } from './changes.ts'
import { alertOf, ruleOf } from './testing.ts'

afterEach(() => vi.unstubAllGlobals())

const make: AlertChange = { type: 'make', id: 'a', at: 1, rule: ruleOf() }
const pause: AlertChange = {
  ...{ type: 'change', id: 'a', at: 2, rule: { paused: true }, base: ruleOf(), version: 1 },
}
const waits = { ok: false, problem: 'server' }

/** A server that knows who has begun since, and nobody else. */
function open(phase: SessionPhase) {
  const world = { phase, isKnown: false, asked: [] as string[], begun: 0 }
  vi.stubGlobal('fetch', async (path: string, { method }: RequestInit) => {
    world.asked.push(`${method} ${path}`)
    if (!world.isKnown) return new Response(null, { status: 401 })
    return Response.json(alertOf(), { status: 201 })
  })
  const api = createAlertsApi({
    async begin() {
      world.begun++
      world.isKnown = true
      world.phase = 'begun'
      return true
    },
    session: () => world.phase,
    onEnded() {
      world.phase = 'ended'
    },
  })
  return { api, world }
}

it('begins a session before the first alert of who had none', async () => {
  const { api, world } = open('none')
  expect(await api.read()).toEqual({ ok: true, value: [] })
  expect(await api.send(make)).toMatchObject({ ok: true, value: { id: 'a' } })
  expect(world).toMatchObject({ begun: 1, asked: ['POST /api/alerts'] })
})

it('says that a session has ended before anything is begun in its place, whoever asks', async () => {
  for (const isAsked of [true, false]) {
    const { api, world } = open('begun')
    expect(await api.send(make, { isAsked })).toEqual(waits)
    expect(world).toMatchObject({ phase: 'ended', begun: 0 })
  }
})

it('asks nothing for who was signed out, and forgets nothing, until they want a new alert', async () => {
  const { api, world } = open('ended')
  expect(await api.read()).toEqual(waits)
  expect(await api.send(make)).toEqual(waits)
  expect(await api.send(pause, { isAsked: true })).toEqual(waits)
  expect(world).toMatchObject({ phase: 'ended', asked: [] })
  expect(await api.send(make, { isAsked: true })).toMatchObject({ ok: true })
  expect(world).toMatchObject({ phase: 'begun', begun: 1 })
})
