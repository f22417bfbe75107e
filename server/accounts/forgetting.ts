import type { Accounts } from '../storage/accounts/accounts.ts'
import type { DocumentStore } from '../storage/storage.ts'
import { cookieDays } from './cookie.ts'

export interface ForgettingOptions {
  accounts: {
    users: Pick<Accounts['users'], 'forget'>
    sessions: Pick<Accounts['sessions'], 'prune'>
    passkeys: { challenges: Pick<Accounts['passkeys']['challenges'], 'prune'> }
  }
  documents: Pick<DocumentStore, 'read' | 'replace'>
  now(): number
  onForgotten(what: { users: number; sessions: number }): void
  /** It is tried again. */
  onTrouble(err: unknown): void
}

const dayMs = 86_400_000
/** Who has no passkey can't come back once their browser has lost the cookie; then nobody is there. */
const idleMs = 365 * dayMs
/** By then the browser has thrown away the cookie. */
const sessionMs = cookieDays * dayMs
/** When it was done last, for all servers of a database. */
const documentName = 'accounts.forgotten'
/** Often, so that a server that restarts each hour does it too; what there is to do is done daily. */
const everyMs = 600_000
/** Removed by one statement, so that others get in between. */
const atOnce = 50
/** Of a day. What is more waits for the next. */
const mostTimes = 400

/**
 * Forgets users who have never come back, sessions whose cookie is no more, and challenges that were
 * answered and are over. Of several servers one does it: whoever writes down first that it is being done. Returns
 * its stop.
 */
export function startForgetting(options: ForgettingOptions): () => void {
  const { accounts, documents, now, onForgotten, onTrouble } = options
  const { users, sessions, passkeys } = accounts
  let running = false
  let isOver = false

  async function isOurs(): Promise<boolean> {
    const was = await documents.read(documentName)
    if (was !== undefined && now() - Number(was) < dayMs) return false
    return documents.replace(documentName, { was, text: String(now()) })
  }

  async function all(prune: (limit: number) => Promise<number>): Promise<number> {
    let sum = 0
    for (let times = 0; times < mostTimes && !isOver; times++) {
      const count = await prune(atOnce)
      sum += count
      if (count < atOnce) break
    }
    return sum
  }

  async function forget(): Promise<void> {
    await all((limit) => passkeys.challenges.prune({ now: now(), limit }))
    if (!(await isOurs())) return
    const forgotten = {
      users: await all((limit) => users.forget({ before: now() - idleMs, limit })),
      sessions: await all((limit) => sessions.prune({ before: now() - sessionMs, limit })),
    }
    if (forgotten.users + forgotten.sessions > 0) onForgotten(forgotten)
  }

  const timer = setInterval(async () => {
    // The last one may still be at it, on a slow disk.
    if (running) return
    running = true
    await forget().catch(onTrouble)
    running = false
  }, everyMs)
  return () => {
    isOver = true
    clearInterval(timer)
  }
}
