import type { Log } from '../operations/log.ts'
import { makePasskeyStore } from './accounts/passkey-store.ts'
import { makeRecordStore } from './accounts/record-store.ts'
import { makeSessionStore } from './accounts/session-store.ts'
import { makeUserStore } from './accounts/user-store.ts'
import { makeAlertStore } from './alerts/alert-store.ts'
import { makeNotificationStore } from './alerts/notification-store.ts'
import { makeOutbox } from './alerts/outbox.ts'
import { makeTargetStore } from './alerts/target-store.ts'
import { rowOf } from './candle-rows.ts'
import { makeCandleStore } from './candle-store.ts'
import type { Database } from './database.ts'
import { makeDocumentStore } from './document-store.ts'
import { cutsConnection, failureOf, isFaultOfQuestion } from './failure.ts'
import { makeInstrumentKeys } from './instrument-keys.ts'
import { type Storage, StorageError, type StorageHealth, type StoredCandle } from './storage.ts'
import { makeWriteBuffer, type WriteBufferOptions } from './write-buffer.ts'

export interface KeepOptions {
  database: Database
  log: Log
  /** Pause after a failure; doubled with each that follows, up to `max`. */
  retryMs?: { min: number; max: number }
  buffer?: WriteBufferOptions
  now?: () => number
}

/** On closing, what waits may take so long to be written. */
const closingMs = 5_000
/** A transaction that fails so often for a reason nobody knows would block all that follow. */
const patience = 8

/** Storage over a database: writes go one transaction at a time, and whatever fails is tried again. */
export async function keep(options: KeepOptions): Promise<Storage> {
  const { database, log, retryMs = { min: 100, max: 5_000 }, now = Date.now } = options
  const { engine } = database
  const buffer = makeWriteBuffer(options.buffer)
  const keys = makeInstrumentKeys(database.kysely)
  let state: StorageHealth['state'] = 'opening'
  let trouble: StorageError | undefined
  let since = now()
  let connected = false
  /** Nothing is known to be wrong that trying again could mend. */
  let settled = false
  /** Found in the midst of an open database: no success elsewhere makes it good again. */
  let damage: StorageError | undefined
  let working: Promise<void> | undefined
  let closing = false
  let wake = () => {}

  function turn(to: StorageHealth['state'], error?: StorageError): void {
    trouble = error
    if (state === to) return
    const from = state
    state = to
    since = now()
    if (error) log.error({ engine, state, error: error.message }, 'Storage fails.')
    else log.info({ engine, state, from, waiting: buffer.waiting() }, 'Storage.')
  }

  function failed(thrown: unknown): StorageError {
    const error = failureOf(thrown, engine)
    if (error.state === 'closed' || state === 'closed') return error
    if (error.state === 'corrupt' && connected) damage = error
    if (cutsConnection(error.state)) connected = false
    settled = false
    turn(error.state, error)
    work()
    return error
  }

  function recovered(): void {
    settled = true
    if (damage) turn('corrupt', damage)
    else turn('ready')
  }

  /** Opens what is closed and writes what waits, until there is neither; at most one at a time. */
  function work(): void {
    working ??= cycle().finally(() => {
      working = undefined
      if (!closing && isDue()) work()
    })
  }

  const isDue = () => buffer.waiting() > 0 || !settled

  async function open(): Promise<void> {
    keys.forget()
    await database.open()
    connected = true
  }

  async function cycle(): Promise<void> {
    let pause = retryMs.min
    let failures = 0
    while (state !== 'closed' && isDue()) {
      let batch: readonly StoredCandle[] = []
      try {
        if (!connected) await open()
        batch = buffer.take()
        if (batch.length > 0) {
          await writeBatch(batch)
          buffer.done()
        } else await probe()
        recovered()
        pause = retryMs.min
        failures = 0
      } catch (thrown) {
        const { state: why } = failed(thrown)
        const hopeless = why === 'failing' || (why === 'corrupt' && connected)
        if (hopeless && batch.length > 0 && ++failures % patience === 0) giveUp()
        if (closing) return
        await sleep(pause)
        pause = Math.min(pause * 2, retryMs.max)
      }
    }
  }

  async function writeBatch(batch: readonly StoredCandle[]): Promise<void> {
    const known = await keys.ensure(new Set(batch.map(({ instrument }) => instrument.id)))
    const rows = batch.map((candle) => rowOf(candle, known.get(candle.instrument.id) ?? Number.NaN))
    await database.writeCandles(rows)
  }

  /** Whether writing works again, where no candle waits to show it. */
  async function probe(): Promise<void> {
    const row = { name: 'storage.probe', text: new Date(now()).toISOString() }
    await database.kysely
      .insertInto('documents')
      .values(row)
      .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
      .execute()
  }

  function giveUp(): void {
    const candles = buffer.take().length
    log.error({ engine, candles }, 'These candles could not be stored and are given up.')
    buffer.giveUp()
  }

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  function checkConnected(): void {
    if (state === 'closed') throw new StorageError('closed', 'The storage was closed.')
    // While it is known to be out of reach nobody waits for a timeout: `cycle` finds out when it is back.
    if (!connected)
      throw trouble ?? new StorageError('unreachable', 'The database is being opened.')
  }

  async function attempt<Result>(task: () => Promise<Result>): Promise<Result> {
    checkConnected()
    try {
      return await task()
    } catch (thrown) {
      if (isFaultOfQuestion(thrown)) throw thrown
      throw failed(thrown)
    }
  }

  try {
    await open()
    recovered()
  } catch (thrown) {
    failed(thrown)
  }

  const stores = { kysely: database.kysely, attempt }
  const told = { ...stores, writer: database.alerts }
  return {
    candles: makeCandleStore({
      database,
      keys,
      attempt,
      write(batch) {
        if (closing) return Promise.resolve('dropped')
        const outcome = buffer.add(batch)
        if (buffer.waiting() > 0) work()
        return outcome
      },
    }),
    documents: makeDocumentStore(stores),
    accounts: {
      users: makeUserStore(stores),
      sessions: makeSessionStore(stores),
      passkeys: makePasskeyStore(stores),
      records: makeRecordStore(stores),
    },
    alerts: {
      rules: makeAlertStore(told),
      notifications: makeNotificationStore(told),
      targets: makeTargetStore(stores),
      outbox: makeOutbox({ ...stores, holder: database.holder }),
    },
    health: () => ({
      engine,
      state,
      trouble: trouble?.message,
      since,
      waiting: buffer.waiting(),
      dropped: buffer.dropped(),
    }),
    async backup(file) {
      checkConnected()
      // What goes wrong with the copy says nothing about the database.
      await database.backup(file).catch((thrown) => {
        throw failureOf(thrown, engine)
      })
    },
    async close() {
      if (closing) return
      closing = true
      wake()
      if (connected && buffer.waiting() > 0) work()
      const limit = sleep(closingMs)
      await Promise.race([working, limit])
      wake()
      turn('closed')
      if (buffer.waiting() > 0) {
        log.error({ engine, candles: buffer.waiting() }, 'Storage closes; these are lost.')
      }
      buffer.abandon()
      await database.close()
    },
  }
}
