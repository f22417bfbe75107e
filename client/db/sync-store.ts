import type { Database } from './database.ts'
import {
  isNewer,
  recordKinds,
  recordsChannel,
  type StoredRecord,
  type SyncedKind,
} from './records.ts'

export type SyncedRecord = StoredRecord<SyncedKind>

export const syncedKinds = [...recordKinds, 'setting'] as const satisfies readonly SyncedKind[]

/** What has been brought from the server, up to where. */
export interface SyncPage {
  records: readonly SyncedRecord[]
  sequence: number
}

/** Of what was sent: those that are otherwise there now, and the user's sequence before and after. */
export interface SyncAnswer {
  sent: readonly SyncedRecord[]
  won: readonly SyncedRecord[]
  previous: number
  sequence: number
}

/**
 * What a user owns, as a device and the server tell each other of it. A record is marked with the user
 * under whom the server has it; whoever changes it writes it without the mark. So nothing needs to be
 * remembered of what is still to be sent, and who becomes another user sends everything anew.
 */
export interface SyncStore {
  /** All that the server doesn't have of this user as it is here, tombstones included. */
  unknownTo(user: string): Promise<SyncedRecord[]>
  /** Whether anything was changed here that no server has been told of. */
  hasChanges(): Promise<boolean>
  /** How far this user's changes have been taken over; 0 where nothing was, or there are new kinds. */
  sequence(user: string): Promise<number>
  /** Takes over what others have changed, unless it was changed here later. */
  take(user: string, page: SyncPage): Promise<void>
  /** What the server made of what it was sent; what was changed here meanwhile stays, to be sent again. */
  settle(user: string, answer: SyncAnswer): Promise<void>
  /** Those of the kind `setting`, which nobody shows. */
  choices: {
    all(): Promise<SyncedRecord[]>
    /** The newer of each wins. */
    put(records: readonly SyncedRecord[]): Promise<void>
  }
  /** Forgets all of it, as one does whose account goes another way than the device. */
  clear(): Promise<void>
}

/** Where it is kept, within one transaction: all that is written is there, or nothing is. */
export interface SyncTransaction {
  get(kind: SyncedKind, id: string): Promise<SyncedRecord | undefined>
  put(record: SyncedRecord): Promise<unknown>
  all(): Promise<SyncedRecord[]>
  clear(): Promise<void>
  /** As it was put; whoever reads checks. */
  progress(): Promise<unknown>
  putProgress(progress: Progress | undefined): Promise<unknown>
}

export type Transact = <T>(work: (transaction: SyncTransaction) => Promise<T>) => Promise<T>

export interface Progress {
  user: string
  sequence: number
  /** That were taken over: an app that knows more of them looks at everything again. */
  kinds: readonly SyncedKind[]
}

export function makeSyncStore(
  transact: Transact,
  tell: (kinds: readonly SyncedKind[]) => void,
): SyncStore {
  async function write(changed: readonly SyncedRecord[], work: SyncTransaction): Promise<void> {
    for (const record of changed) await work.put(record)
  }
  const tellOf = (changed: readonly SyncedRecord[]) => {
    if (changed.length > 0) tell([...new Set(changed.map(({ kind }) => kind))])
  }

  return {
    unknownTo: (user) =>
      transact(async (work) => (await work.all()).filter(({ knownTo }) => knownTo !== user)),
    hasChanges: () =>
      transact(async (work) => (await work.all()).some(({ knownTo }) => knownTo === undefined)),
    sequence: (user) =>
      transact(async (work) => {
        const progress = readProgress(await work.progress())
        if (progress?.user !== user) return 0
        const isWhole = syncedKinds.every((kind) => progress.kinds.includes(kind))
        return isWhole ? progress.sequence : 0
      }),
    async take(user, { records, sequence }) {
      const changed = await transact(async (work) => {
        const changed: SyncedRecord[] = []
        for (const coming of records) {
          const here = await work.get(coming.kind, coming.id)
          // Of two changes at the same instant the server chooses, once it knows both.
          const isOpen = here?.changedAt === coming.changedAt && here.knownTo !== user
          if (isOpen && !isSame(here, coming)) continue
          if (isNewer(coming, here)) changed.push({ ...coming, knownTo: user })
          // The server has gone back, as one does that is restored from a backup: it is told again.
          else if (here?.knownTo !== undefined) changed.push(unmarked(here))
        }
        await write(changed, work)
        await work.putProgress({ user, sequence, kinds: syncedKinds })
        return changed
      })
      tellOf(changed)
    },
    async settle(user, { sent, won, previous, sequence }) {
      const answers = new Map(won.map((record) => [keyOf(record), record]))
      const changed = await transact(async (work) => {
        const changed: SyncedRecord[] = []
        for (const record of sent) {
          const here = await work.get(record.kind, record.id)
          const answer = answers.get(keyOf(record)) ?? record
          // Whatever it says: the server also sets clocks right that are far ahead.
          const isSettled = here === undefined || isSame(here, record)
          if (isSettled || isNewer(answer, here)) changed.push({ ...answer, knownTo: user })
        }
        await write(changed, work)
        const progress = readProgress(await work.progress())
        if (progress?.user === user && progress.sequence === previous) {
          // Nothing came in between, so that nothing is left to be fetched.
          await work.putProgress({ ...progress, sequence })
        } else if (progress?.user === user && progress.sequence > previous) {
          // The server has gone back: it is told everything, and asked for everything.
          await write((await work.all()).map(unmarked), work)
          await work.putProgress({ ...progress, sequence: 0 })
        }
        return changed.filter((record) => !sent.some((each) => isSame(each, record)))
      })
      tellOf(changed)
    },
    choices: {
      all: () => transact(async (work) => (await work.all()).filter(isChoice)),
      put: (records) =>
        transact(async (work) => {
          for (const record of records) {
            if (isNewer(record, await work.get(record.kind, record.id))) await work.put(record)
          }
        }),
    },
    async clear() {
      await transact(async (work) => {
        await work.clear()
        await work.putProgress(undefined)
      })
      tell(syncedKinds)
    },
  }
}

export function createSyncStore(database: Database): SyncStore {
  const transact: Transact = (work) =>
    database.use(async (db) => {
      const transaction = db.transaction(['records', 'settings'], 'readwrite')
      const records = transaction.objectStore('records')
      const settings = transaction.objectStore('settings')
      const done = await work({
        get: (kind, id) => records.get([kind, id]),
        put: (record) => records.put(record),
        all: () => records.getAll(),
        clear: () => records.clear(),
        progress: () => settings.get(progressKey),
        putProgress: (progress) => settings.put(progress, progressKey),
      })
      await transaction.done
      return done
    })
  return makeSyncStore(transact, (kinds) => {
    // Whoever shows them hears it as if another tab had changed them.
    const channel = new BroadcastChannel(recordsChannel)
    channel.postMessage(kinds)
    channel.close()
  })
}

/** Among the settings of the device. */
export const progressKey = 'sync'

const isChoice = ({ kind }: SyncedRecord) => kind === 'setting'
const keyOf = ({ kind, id }: SyncedRecord) => `${kind} ${id}`

function unmarked({ knownTo: _, ...record }: SyncedRecord): SyncedRecord {
  return record
}

function isSame(a: SyncedRecord, b: SyncedRecord): boolean {
  return (
    keyOf(a) === keyOf(b) &&
    a.changedAt === b.changedAt &&
    a.deleted === b.deleted &&
    JSON.stringify(a.value) === JSON.stringify(b.value)
  )
}

function readProgress(value: unknown): Progress | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { user, sequence, kinds } = value as Partial<Record<string, unknown>>
  if (typeof user !== 'string' || typeof sequence !== 'number' || !Array.isArray(kinds)) {
    return undefined
  }
  return { user, sequence, kinds }
}
