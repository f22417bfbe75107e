import { createRoot, createSignal } from 'solid-js'
import { createStore } from 'solid-js/store'
import { afterEach, expect, it, vi } from 'vitest'
import type { Alert } from '../../../shared/alert.ts'
import { createMemorySettings } from '../../db/settings.ts'
import { waitFor } from '../../testing/wait-for.ts'
import type { Row } from '../market.ts'
import { createAlerts } from './alerts.ts'
import type { AlertsApi } from './ask-alerts.ts'
import { maxChanges } from './changes.ts'
import { alertOf, rowOf, ruleOf } from './testing.ts'

let dispose = () => {}
afterEach(() => dispose())

/** A server that keeps alerts, and can be out of reach. */
function makeServer() {
  const alerts = new Map<string, Alert>()
  const server = { alerts, isThere: true, reads: 0, sent: 0 }
  const api: AlertsApi = {
    async read() {
      server.reads++
      if (!server.isThere) return { ok: false, problem: 'network' }
      return { ok: true, value: [...alerts.values()] }
    },
    async send(change) {
      if (!server.isThere) return { ok: false, problem: 'network' }
      server.sent++
      const { id } = change
      if (change.type === 'remove') {
        alerts.delete(id)
        return { ok: true, value: undefined }
      }
      const before = alerts.get(id)
      if (change.type === 'change' && before?.version !== change.version) {
        return { ok: false, problem: 'refused', refusal: { type: 'conflict' } }
      }
      const rule = { ...(before?.rule ?? ruleOf()), ...change.rule }
      const alert = alertOf({ id, rule, version: (before?.version ?? 0) + 1 })
      alerts.set(id, alert)
      return { ok: true, value: alert }
    },
  }
  return { server, api }
}

function open({ server, api } = makeServer(), settings = createMemorySettings()) {
  const [online, setOnline] = createSignal(true)
  const [rows, setRows] = createStore<Record<string, Row>>({ BTCUSDT: rowOf() })
  const alerts = createRoot((end) => {
    dispose = end
    return createAlerts({
      ...{ api, settings, online, visible: () => true },
      row: (symbol) => rows[symbol],
      onTrouble(error) {
        throw error
      },
    })
  })
  return { alerts, server, api, settings, setOnline, setRows }
}

it('keeps what is made offline, over a restart too, and sends it once there is a connection', async () => {
  const first = open()
  await waitFor(() => expect(first.alerts.readAt()).toBeDefined())
  first.setOnline(false)
  first.server.isThere = false
  expect(await first.alerts.make(ruleOf())).toEqual({ type: 'waiting' })
  expect(first.alerts.items()).toMatchObject([{ waiting: 'make' }])
  dispose()

  const next = open(first, first.settings)
  await waitFor(() => expect(next.alerts.items()).toMatchObject([{ waiting: 'make' }]))
  next.server.isThere = true
  next.setOnline(false)
  next.setOnline(true)
  await waitFor(() => expect(next.alerts.items()).toMatchObject([{ waiting: undefined }]))
  expect([...next.server.alerts.values()]).toMatchObject([{ rule: ruleOf() }])
})

it('shows a conflict, and loses neither side of it', async () => {
  const { alerts, server, setOnline } = open()
  await waitFor(() => expect(alerts.ready()).toBe(true))
  await alerts.make(ruleOf())
  const [id = ''] = server.alerts.keys()
  setOnline(false)
  const mine = { type: 'above', price: '71000' } as const
  expect(await alerts.change(id, { condition: mine })).toEqual({ type: 'waiting' })
  const theirs = ruleOf({ condition: { type: 'above', price: '72000' } })
  server.alerts.set(id, alertOf({ id, version: 7, rule: theirs }))
  setOnline(true)
  await waitFor(() => expect(alerts.find(id)?.refusal).toEqual({ type: 'conflict' }))
  expect(alerts.find(id)?.alert.rule.condition).toEqual(mine)
  await alerts.drop(id)
  expect(alerts.find(id)?.alert.rule).toEqual(theirs)
})

it('reads them anew once a price has come to the other side', async () => {
  const { alerts, server, setRows } = open()
  await waitFor(() => expect(alerts.readAt()).toBeDefined())
  await alerts.make(ruleOf())
  const { reads } = server
  setRows('BTCUSDT', { price: 7_000_100 })
  await waitFor(() => expect(server.reads).toBe(reads + 1))
})

it('puts back what was removed; what has fired comes back paused', async () => {
  const { alerts, server } = open()
  await waitFor(() => expect(alerts.ready()).toBe(true))
  await alerts.make(ruleOf())
  const [shown] = alerts.items()
  if (!shown) throw new Error('There is no alert.')
  await alerts.remove(shown.alert.id)
  expect([alerts.items(), server.alerts.size]).toEqual([[], 0])
  await alerts.restore(shown.alert)
  expect(alerts.items()).toMatchObject([{ alert: { rule: { paused: false } } }])
  await alerts.remove(shown.alert.id)
  await alerts.restore({ ...shown.alert, phase: 'done' })
  expect(alerts.items()).toMatchObject([{ alert: { rule: { paused: true } } }])
})

it('takes no more than a bound of what waits, and says so', async () => {
  const { alerts, setOnline } = open()
  await waitFor(() => expect(alerts.ready()).toBe(true))
  setOnline(false)
  for (let n = 0; n < maxChanges; n++) await alerts.make(ruleOf({ note: String(n) }))
  expect(await alerts.make(ruleOf())).toEqual({ type: 'full' })
  expect(alerts.items()).toHaveLength(maxChanges)
})

it('reads again by itself what could not be read, also where it knows of none', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  try {
    const rig = makeServer()
    rig.server.isThere = false
    const { alerts, server } = open(rig)
    await waitFor(() => expect(alerts.problem()).toBe('network'))
    server.isThere = true
    vi.advanceTimersByTime(60_000)
    await waitFor(() => expect(alerts.readAt()).toBeDefined())
    expect(alerts.problem()).toBeUndefined()
  } finally {
    vi.useRealTimers()
  }
})
