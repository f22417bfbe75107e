import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joined } from 'node:path'
import { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { afterAll, expect, it, onTestFinished, vi } from 'vitest'
import { openSqlite, type SqliteOptions } from '../sqlite.ts'
import { alert, firing, target } from '../testing/alerts.ts'
import { quiet } from '../testing/candles.ts'
import { each, openClaimLog, requestOf } from '../testing/claim-log.ts'
import { anna, ben, join } from '../testing/users.ts'

const folder = mkdtempSync(joined(tmpdir(), 'ebb-claims-'))
let files = 0
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const ids = Array.from({ length: 40 }, (_, n) => `r${n}`)

/** Two people with a target each, and alerts. */
async function open(options: Partial<SqliteOptions> = {}) {
  const file = joined(folder, `${++files}.db`)
  const retryMs = { min: 10, max: 50 }
  const storage = await openSqlite({ file, log: quiet, retryMs, ...options })
  await join(storage, anna, ben)
  for (const user of [anna, ben]) {
    const address = `https://hook.example/${user}`
    await storage.alerts.targets.put(target(`t of ${user}`, user, { address }), { max: 9 })
  }
  for (const [n, id] of ids.entries()) {
    const mine = alert(id, n % 2 === 0 ? anna : ben)
    await storage.alerts.rules.put(mine, { replaces: undefined, max: 99, now: 1_000 })
  }
  onTestFinished(() => storage.close())
  return { storage, file }
}

async function openLog() {
  const { storage, file } = await open()
  await storage.close()
  const opened = openClaimLog(file)
  onTestFinished(opened.close)
  return opened
}

it('counts on from what is in the log, and lets nobody win what was won there', async () => {
  const { log, told } = await openLog()
  const first = requestOf([
    { id: 'r0', notification: 'n1' },
    { id: 'r1', notification: 'n2' },
  ])
  const second = requestOf([
    { id: 'r0', notification: 'n3' },
    { id: 'r2', notification: 'n4' },
    { id: 'r0', version: 2, notification: 'n5' },
    { id: 'nobody', notification: 'n6' },
  ])
  expect(log.claim(each(first, second))).toEqual([
    [
      { id: 'r0', user: anna, sequence: 1 },
      { id: 'r1', user: ben, sequence: 1 },
    ],
    [
      { id: 'r2', user: anna, sequence: 2 },
      { id: 'r0', user: anna, sequence: 3 },
    ],
  ])
  expect(told()).toEqual([])
  log.foldAll()
  expect(told()).toEqual([
    { id: 'n1', user_id: anna, sequence: 1 },
    { id: 'n4', user_id: anna, sequence: 2 },
    { id: 'n5', user_id: anna, sequence: 3 },
    { id: 'n2', user_id: ben, sequence: 1 },
  ])
  expect(log.claim(each(requestOf([{ id: 'r4', notification: 'n7' }])))).toEqual([
    [{ id: 'r4', user: anna, sequence: 4 }],
  ])
})

it('takes nothing for won where the claim could not be kept', async () => {
  const { exec, log } = await openLog()
  exec(`create trigger full before insert on claimed begin select raise(abort, 'full'); end`)
  const request = requestOf([{ id: 'r0', notification: 'n1' }])
  expect(() => log.claim(each(request))).toThrow('full')
  expect(log.isFolded()).toBe(true)
  exec('drop trigger full')
  expect(log.claim(each(request))).toEqual([[{ id: 'r0', user: anna, sequence: 1 }]])
})

it('tells of what was won although it could not be folded before the rule was changed', async () => {
  const { exec, log, rule, told } = await openLog()
  log.claim(each(requestOf([{ id: 'r0', notification: 'n1' }])))
  exec('pragma query_only = on')
  expect(() => log.foldAll()).toThrow('readonly')
  expect([told(), log.isFolded()]).toEqual([[], false])
  exec('pragma query_only = off')
  exec(`update alerts set version = 2, memory = 'changed' where id = 'r0'`)
  log.foldAll()
  expect([told(), log.isFolded()]).toEqual([[{ id: 'n1', user_id: anna, sequence: 1 }], true])
  expect(rule('r0')).toEqual({ version: 2, memory: 'changed', firings: 0 })
})

it('passes over what cannot be folded, says so seldom, and puts it in its order once it can', async () => {
  const { exec, log, stuck, pass, told } = await openLog()
  exec(`create trigger never before insert on notifications when new.id = 'n1'
    begin select raise(abort, 'never'); end`)
  const ofAnna = each(
    requestOf([{ id: 'r0', notification: 'n1' }]),
    requestOf([{ id: 'r1', notification: 'n2' }]),
    requestOf([{ id: 'r2', notification: 'n3' }]),
  )
  expect(
    log
      .claim(ofAnna)
      .flat()
      .map(({ sequence }) => sequence),
  ).toEqual([1, 1, 2])
  log.foldAll()
  const ofBen = { id: 'n2', user_id: ben, sequence: 1 }
  expect(told()).toEqual([ofBen])
  // Behind what was passed over, and of a number that was given out before.
  log.claim(each(requestOf([{ id: 'r3', notification: 'n4' }])))
  log.foldAll()
  expect(told()).toEqual([ofBen, { id: 'n4', user_id: ben, sequence: 2 }])
  expect(stuck).toMatchObject([{ alerts: ['r0'], message: expect.stringContaining('never') }])

  pass(600_000)
  expect(log.isFolded()).toBe(false)
  log.foldAll()
  expect([stuck.length, told().length, log.isFolded()]).toEqual([2, 2, true])
  exec('drop trigger never')
  log.foldAll()
  expect(told()).toHaveLength(2)
  pass(600_000)
  log.foldAll()
  expect(told().slice(0, 2)).toEqual([
    { id: 'n1', user_id: anna, sequence: 1 },
    { id: 'n3', user_id: anna, sequence: 2 },
  ])
  expect(stuck).toHaveLength(2)
})

it('folds what a crash has left, however much it is', async () => {
  const { log, openAgain, told } = await openLog()
  for (const id of ids) log.claim(each(requestOf([{ id, notification: `n of ${id}` }])))
  openAgain().foldAll()
  expect(told()).toHaveLength(ids.length)
  expect(told()).toContainEqual({ id: 'n of r39', user_id: ben, sequence: 20 })
})

it('shows a claim as a whole to whoever asks for anything right after it', async () => {
  const { storage } = await open()
  const { rules, notifications, outbox } = storage.alerts
  const claim = rules.claim(ids.map((id) => firing(id)))
  const seen = await Promise.all([
    notifications.unread(anna),
    rules.find(['r0']),
    outbox.take({ now: 3_000, leaseMs: 1_000, limit: 99 }),
  ])
  expect(seen).toMatchObject([20, [{ phase: 'done', version: 2, firings: 1 }], { length: 40 }])
  expect(await claim).toHaveLength(40)
})

it('folds when nobody asks for anything', async () => {
  const { storage, file } = await open()
  await storage.alerts.rules.claim(ids.map((id) => firing(id)))
  const other = new Database(file, { readonly: true })
  const count = (table: string) => other.prepare(`select count(*) from ${table}`).pluck().get()
  await vi.waitUntil(() => count('deliveries') === 40)
  expect([count('notifications'), count('claimed')]).toEqual([40, 0])
  other.close()
})

it('has the operator told of what cannot be folded', async () => {
  const error = vi.fn()
  const { storage, file } = await open({ log: { ...quiet, error } })
  const other = new Database(file)
  other.exec(`create trigger never before insert on notifications
    begin select raise(abort, 'never'); end`)
  other.close()
  await storage.alerts.rules.claim([firing('r0')])
  expect(await storage.alerts.notifications.unread(anna)).toBe(0)
  const what = { alerts: ['r0'], error: 'SqliteError: never' }
  expect(error.mock.calls).toEqual([[what, expect.stringContaining('Tried again')]])
})

it('has claimed once what was answered, or may have been, when its thread dies', async () => {
  let worker: Worker | undefined
  const spawn = () => {
    worker = new Worker(new URL('../sqlite-worker.js', import.meta.url))
    return worker
  }
  const { storage } = await open({ spawn })
  const { rules, notifications, outbox } = storage.alerts
  const claimed = new Map<string, number>()
  for (const [n, id] of ids.slice(0, 16).entries()) {
    const claim = rules.claim([firing(id)]).catch(() => {})
    // Every other time it dies while it is being asked.
    if (n % 2 === 0) await claim
    await worker?.terminate()
    await claim
    const again = await vi.waitFor(() => rules.claim([firing(id)]), { timeout: 30_000 })
    for (const { notification } of again) claimed.set(notification.id, notification.sequence)
  }
  const kept = [anna, ben].map((user) => notifications.since(user, { sequence: 0, limit: 99 }))
  const told = (await Promise.all(kept)).flat()
  expect(new Map(told.map(({ id, sequence }) => [id, sequence]))).toEqual(claimed)
  expect([told.length, claimed.size]).toEqual([16, 16])
  expect(await outbox.take({ now: 3_000, leaseMs: 1_000, limit: 99 })).toHaveLength(16)
})
