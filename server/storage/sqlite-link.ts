import { Worker } from 'node:worker_threads'
import type {
  FromSqlite,
  SqliteAnswer,
  SqliteFile,
  SqliteRequest,
  StuckClaim,
} from './sqlite-messages.ts'
import { StorageError } from './storage.ts'

/*
 * The way to SQLite's thread.
 *
 *   closed ─ open ─▶ open ─ the thread ends ─▶ closed: all that was asked fails, and it may be opened again
 */
export interface SqliteLink {
  open(): Promise<void>
  /** Rejects with a StorageError, or an error that carries SQLite's code. */
  ask<Type extends SqliteAnswer['type']>(request: SqliteRequest, type: Type): Promise<Answer<Type>>
  /** Waits until no transaction is open, then holds the connection for one until it is left. */
  enter(): Promise<Transaction>
  close(): Promise<void>
}

export type Answer<Type extends SqliteAnswer['type']> = Extract<SqliteAnswer, { type: Type }>

export interface Transaction {
  ask: SqliteLink['ask']
  leave(): void
}

export interface SqliteLinkOptions extends SqliteFile {
  /** Firings were claimed and can't be told. */
  onStuck(claim: StuckClaim): void
  spawn?: () => Worker
}

/**
 * More than so many requests never wait for the thread, nor for a transaction to end: it is stuck, or too
 * slow for what is asked of it.
 */
const maxAsked = 2_000

interface Asked {
  resolve: (answer: SqliteAnswer) => void
  reject: (error: Error) => void
}

export function makeSqliteLink({
  spawn = spawnWorker,
  onStuck,
  ...options
}: SqliteLinkOptions): SqliteLink {
  let worker: Worker | undefined
  let nextId = 0
  const asked = new Map<number, Asked>()
  /** Settles when no transaction is open; `undefined` while none is. */
  let held: Promise<void> | undefined
  /** Those who wait for that. */
  let behind = 0

  function start(): void {
    const started = spawn()
    worker = started
    started.on('message', (message: FromSqlite) => {
      if (message.type === 'stuck') return onStuck(message)
      const { id, ...answer } = message
      const waiting = asked.get(id)
      asked.delete(id)
      if (answer.type === 'failed') waiting?.reject(new SqliteFailure(answer))
      else waiting?.resolve(answer)
    })
    started.on('error', (error) => end(started, `The database thread failed: ${error.message}`))
    started.on('exit', () => end(started, 'The database thread has ended.'))
  }

  function end(ended: Worker, sentence: string): void {
    if (worker !== ended) return
    worker = undefined
    const left = [...asked.values()]
    asked.clear()
    for (const { reject } of left) {
      reject(new StorageError('unreachable', `${sentence} It is started again.`))
    }
  }

  async function post<Type extends SqliteAnswer['type']>(
    request: SqliteRequest,
    type: Type,
  ): Promise<Answer<Type>> {
    if (worker === undefined) {
      throw new StorageError('unreachable', 'The database is not open. It is opened again.')
    }
    checkRoom(asked.size)
    const id = nextId++
    const transfer = request.type === 'each' ? [request.values.buffer] : []
    const posted = worker
    const answer = await new Promise<SqliteAnswer>((resolve, reject) => {
      asked.set(id, { resolve, reject })
      posted.postMessage({ id, ...request }, transfer)
    })
    if (answer.type !== type) {
      throw new Error(`The database thread answered ${answer.type} instead of ${type}.`)
    }
    return answer as Answer<Type>
  }

  function checkRoom(waiting: number): void {
    if (waiting < maxAsked) return
    const sentence = `${maxAsked} requests wait for the database already: it is too slow for what is asked of it.`
    throw new StorageError('locked', sentence)
  }

  /** Whoever was let go looks once more, at once: another may have been faster. */
  async function standBehind(transaction: Promise<void>): Promise<void> {
    checkRoom(behind)
    behind++
    await transaction
    behind--
  }

  async function stop(): Promise<void> {
    const stopped = worker
    if (stopped === undefined) return
    end(stopped, 'The database was closed.')
    await stopped.terminate()
  }

  return {
    async open() {
      if (worker === undefined) {
        start()
        await post({ type: 'open', options }, 'done').catch(async (error) => {
          await stop()
          throw error
        })
      }
    },
    async ask(request, type) {
      while (held) await standBehind(held)
      return post(request, type)
    },
    async enter() {
      while (held) await standBehind(held)
      let release = () => {}
      held = new Promise((resolve) => {
        release = resolve
      })
      return {
        ask: post,
        leave() {
          held = undefined
          release()
        },
      }
    },
    async close() {
      if (worker) await post({ type: 'close' }, 'done').catch(() => {})
      await stop()
    },
  }
}

class SqliteFailure extends Error {
  readonly code: string

  constructor({ code, message }: { code: string; message: string }) {
    super(message)
    this.code = code
  }
}

/** The worker's file stands beside this one, in the source as in the build. */
function spawnWorker(): Worker {
  return new Worker(new URL('./sqlite-worker.js', import.meta.url))
}
