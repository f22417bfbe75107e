import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import type { Outbox, Parcel } from '../storage/alerts/alerts.ts'
import { openSqlite } from '../storage/sqlite.ts'
import { type Storage, StorageError } from '../storage/storage.ts'
import { target } from '../storage/testing/alerts.ts'
import { quiet } from '../storage/testing/candles.ts'
import type { Attempt } from './attempt.ts'
import { type Carrier, type CourierOptions, startCourier } from './courier.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-courier-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
let storage: Storage

beforeEach(async () => {
  storage = await openSqlite({ file: join(folder, `${++files}.db`), log: quiet })
  const session = { id: 'phone', hash: 'h', device: 'Firefox' }
  await storage.accounts.users.create({ id: 'anna', session, now: 1 })
})
afterEach(() => storage.close())

const sent: Attempt = { type: 'sent' }

function courier(carry: Carrier, options: Partial<CourierOptions> = {}) {
  const made = startCourier({
    outbox: storage.alerts.outbox,
    carriers: { push: carry, webhook: carry },
    preferences: storage.accounts.users.preferences,
    pace: async () => undefined,
    now: Date.now,
    random: () => 0,
    log: quiet,
    onSettled() {},
    ...options,
  })
  onTestFinished(made.stop)
  return made
}

async function notify(count: number, at = Date.now()): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => `n${n}`)
  for (const id of ids) {
    await storage.alerts.notifications.add('anna', { id, at, event: { type: 'test' } })
  }
  return ids
}

const put = (id: string, address: string, session?: string) =>
  storage.alerts.targets.put(target(id, 'anna', { address, session }), { max: 10 })

async function states(ids: string[]) {
  const all = await storage.alerts.outbox.deliveries('anna', ids)
  return [...all.values()].flat().map(({ state }) => state)
}

it('delivers at once what is put into the outbox, once', async () => {
  await put('t1', 'https://push.example/1')
  const carried: string[] = []
  const { wake } = courier(async ({ notification }) => {
    carried.push(notification.id)
    return sent
  })
  const ids = await notify(300)
  wake()
  await expect.poll(() => states(ids)).toEqual(ids.map(() => 'sent'))
  expect(carried.sort()).toEqual([...ids].sort())
  expect(await storage.alerts.outbox.nextDueAt()).toBeUndefined()
})

it('delivers what was left by whoever died with it, when the lease is over', async () => {
  await put('t1', 'https://push.example/1')
  const ids = await notify(3)
  const died = await storage.alerts.outbox.take({ now: Date.now(), leaseMs: 400, limit: 9 })
  expect(died).toHaveLength(3)
  const attempts: number[] = []
  courier(async (parcel) => {
    attempts.push(parcel.attempts)
    return sent
  })
  await expect.poll(() => states(ids)).toEqual(['sent', 'sent', 'sent'])
  expect(attempts).toEqual([2, 2, 2])
})

it('tries again what failed, and drops what waits for nobody', async () => {
  await put('t1', 'https://push.example/1')
  await put('t2', 'https://gone.example/2')
  const tries: string[] = []
  courier(async ({ target, attempts }) => {
    tries.push(target.id)
    if (target.id === 't2') return { type: 'gone', trouble: { code: 'no-more' } }
    return attempts < 2
      ? { type: 'retry', trouble: { code: 'answered', status: 503 }, afterMs: undefined }
      : sent
  }).wake()
  const ids = await notify(1)
  await storage.alerts.targets.of('anna')
  await expect
    .poll(async () => (await states(ids)).sort(), { timeout: 60_000 })
    .toEqual(['gone', 'sent'])
  expect(tries.filter((id) => id === 't1')).toHaveLength(2)
  expect(await storage.alerts.targets.of('anna')).toMatchObject([{ id: 't1' }])
})

it('sends to one host no more than 48 at once, and lets no slow host hold up another', async () => {
  await put('t1', 'https://slow.example/1')
  await put('t2', 'https://quick.example/2')
  let slow = 0
  let most = 0
  const held: (() => void)[] = []
  const carry = async ({ target }: Parcel): Promise<Attempt> => {
    if (target.id === 't2') return sent
    most = Math.max(most, ++slow)
    await new Promise<void>((resolve) => held.push(resolve))
    slow--
    return sent
  }
  const ids = await notify(200)
  courier(carry)
  const quick = async () => (await states(ids)).filter((state) => state === 'sent').length
  await expect.poll(quick).toBe(200)
  expect(most).toBe(48)
  for (const release of held) release()
})

it('gives up what nobody took for a day, and puts off what comes too fast', async () => {
  await put('t1', 'https://push.example/1')
  const ids = await notify(1, Date.now() - 86_400_001)
  const carried: string[] = []
  const carry: Carrier = async ({ notification }) => {
    carried.push(notification.id)
    return sent
  }
  courier(carry, { pace: async () => 60_000 })
  await expect.poll(() => states(ids)).toEqual(['failed'])
  await storage.alerts.notifications.add('anna', {
    ...{ id: 'late', at: Date.now(), event: { type: 'test' } },
  })
  const due = storage.alerts.outbox.nextDueAt
  courier(carry, { pace: async () => 60_000 })
  await expect.poll(async () => (await due()) ?? 0).toBeGreaterThan(Date.now() + 30_000)
  expect(carried).toEqual([])
})

it('gives up at once what can’t be written, instead of trying it ever after', async () => {
  await put('t1', 'https://push.example/1')
  const ids = await notify(1)
  courier(async () => {
    throw new Error('The key is none.')
  })
  await expect.poll(() => states(ids)).toEqual(['failed'])
  expect(await storage.alerts.outbox.nextDueAt()).toBeUndefined()
})

it('goes on when the storage comes back', async () => {
  await put('t1', 'https://push.example/1')
  const ids = await notify(1)
  let failures = 0
  const outbox: Outbox = {
    ...storage.alerts.outbox,
    async take(lease) {
      if (failures++ === 0) throw new StorageError('locked', 'The database is locked.')
      return storage.alerts.outbox.take(lease)
    },
  }
  courier(async () => sent, { outbox })
  await expect.poll(() => failures).toBe(1)
  await expect.poll(() => states(ids)).toEqual(['sent'])
})

it('sends nothing again of which it could not keep at once that it was sent', async () => {
  await put('t1', 'https://push.example/1')
  const ids = await notify(30)
  const { settle } = storage.alerts.outbox
  const carried: string[] = []
  let failures = 0
  const outbox: Outbox = {
    ...storage.alerts.outbox,
    async settle(settled) {
      if (failures++ < 3) throw new StorageError('locked', 'The database is locked.')
      return settle(settled)
    },
  }
  const carry: Carrier = async ({ notification }) => {
    carried.push(notification.id)
    return sent
  }
  courier(carry, { outbox })
  await expect.poll(() => states(ids)).toEqual(ids.map(() => 'sent'))
  expect(carried.sort()).toEqual([...ids].sort())
})

it('stops although what became of a parcel can’t be kept', async () => {
  await put('t1', 'https://push.example/1')
  const [id = ''] = await notify(1)
  const outbox: Outbox = {
    ...storage.alerts.outbox,
    settle: async () => Promise.reject(new StorageError('unreachable', 'It is gone.')),
  }
  const tried = vi.spyOn(outbox, 'settle')
  const { stop } = courier(async () => sent, { outbox })
  await expect.poll(() => tried.mock.calls.length).toBeGreaterThan(1)
  await stop()
  expect(await states([id])).toEqual(['waiting'])
})

it('waits a little for what is on its way when it stops, and takes nothing more', async () => {
  await put('t1', 'https://push.example/1')
  const ids = await notify(1)
  const held: (() => void)[] = []
  const { stop, wake } = courier(async () => {
    await new Promise<void>((resolve) => held.push(resolve))
    return sent
  })
  await expect.poll(() => held.length).toBe(1)
  const stopped = stop()
  held[0]?.()
  await stopped
  expect(await states(ids)).toEqual(['sent'])
  const later = { id: 'later', at: Date.now(), event: { type: 'test' } } as const
  await storage.alerts.notifications.add('anna', later)
  wake()
  expect(await states(['later'])).toEqual(['waiting'])
})
