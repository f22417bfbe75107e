import { sql } from 'kysely'
import { Client, type ClientConfig } from 'pg'
import type { Log } from '../operations/log.ts'
import { type Holder, newNumber } from './holder.ts'

/** `ebb`, in ASCII: the first half of the key of our advisory locks. */
const lockClass = 0x65_62_62
/** A router forgets a connection that says nothing for some minutes. */
const keepAliveMs = 30_000

/**
 * Of a PostgreSQL that several servers share. Each keeps an advisory lock on its number, on a
 * connection of its own, with which the lock goes: at once when the process dies, `kill -9` included,
 * for then its system closes the connection; with a machine that vanishes when TCP notices. A server
 * that loses only this connection looks dead until it next takes something: what it was sending may be
 * sent twice, under the same id.
 */
export function makeLockHolder(
  config: ClientConfig,
  log: Log,
): Holder & { close(): Promise<void> } {
  let own = newNumber()
  let held: { client: Client; isLocked: Promise<boolean> } | undefined
  let isClosed = false

  function hold() {
    const client = new Client({ ...config, keepAliveInitialDelayMillis: keepAliveMs })
    client.on('error', ({ message }) => log.debug({ error: message }, 'A connection broke.'))
    client.on('end', () => {
      if (held?.client === client) held = undefined
    })
    return { client, isLocked: lock(client) }
  }

  async function lock(client: Client): Promise<boolean> {
    try {
      await client.connect()
      // Another's, or still that of a connection of ours that has just broken.
      while (!(await tryLock(client, own))) own = newNumber()
      return true
    } catch (error) {
      log.debug({ error }, 'Others can’t see whether this server lives: its leases count.')
      await client.end().catch(() => {})
      if (held?.client === client) held = undefined
      return false
    }
  }

  return {
    async number() {
      if (isClosed) return null
      held ??= hold()
      return (await held.isLocked) ? own : null
    },
    hasDied: sql<boolean>`holder not in (
      select objid::bigint from pg_locks
      where locktype = 'advisory' and classid = ${lockClass}::int::oid and objsubid = 2
      and database = (select oid from pg_database where datname = current_database()))`,
    async close() {
      isClosed = true
      if (await held?.isLocked) await held?.client.end()
    },
  }
}

async function tryLock(client: Client, number: number): Promise<boolean> {
  const text = 'select pg_try_advisory_lock($1::int, $2::int) as locked'
  const { rows } = await client.query<{ locked: boolean }>(text, [lockClass, number])
  return rows[0]?.locked === true
}
