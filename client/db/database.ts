import { type IDBPDatabase, openDB, unwrap } from 'idb'
import { migrate } from './migrations.ts'
import { databaseName, databaseVersion, type EbbSchema } from './schema.ts'

/** A database that is opened when first needed, and again after the browser has closed it. */
export interface Database {
  /** Rejects where the browser refuses to open it: private windows, blocked storage. */
  use<T>(work: (database: IDBPDatabase<EbbSchema>) => Promise<T>): Promise<T>
  /** Called whenever the browser has closed it under us, as it does when a user clears the site's data. */
  onLost(lost: () => void): void
  close(): void
}

/** A browser that is still clearing the site's data calls an opening off: try again after these. */
const clearingMs = [50, 200, 800, 3_200]
/** A browser that neither opens nor refuses has hung, or another tab holds on to an older version. */
const openMs = 3_000

export function createDatabase(name = databaseName): Database {
  const onLost: (() => void)[] = []
  let opening: Promise<IDBPDatabase<EbbSchema>> | undefined

  function open(): Promise<IDBPDatabase<EbbSchema>> {
    opening ??= openPatiently(name, {
      onBlocking: forget,
      onTerminated() {
        forget()
        for (const lost of onLost) lost()
      },
    })
    opening.catch(forget)
    return opening
  }

  function forget(): void {
    opening = undefined
  }

  return {
    async use(work) {
      try {
        return await work(await open())
      } catch (error) {
        // The browser closed it under us, as it does when a user clears the site's data.
        if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error
        forget()
        return work(await open())
      }
    },
    onLost: (lost) => void onLost.push(lost),
    close() {
      opening?.then((database) => database.close()).catch(() => {})
      forget()
    },
  }
}

interface Closed {
  onBlocking(): void
  onTerminated(): void
}

async function openPatiently(name: string, on: Closed): Promise<IDBPDatabase<EbbSchema>> {
  for (const pauseMs of clearingMs) {
    try {
      return await openInTime(name, on)
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'AbortError') throw error
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
  return openInTime(name, on)
}

function openInTime(name: string, on: Closed): Promise<IDBPDatabase<EbbSchema>> {
  return new Promise((resolve, reject) => {
    const impatience = setTimeout(() => {
      reject(new Error('The browser did not open the database in time.'))
    }, openMs)
    openDB<EbbSchema>(name, databaseVersion, {
      upgrade: (database, from) => migrate(unwrap(database), from),
      // A newer version of the app wants to migrate: make way.
      blocking(_current, _blocked, event) {
        on.onBlocking()
        if (event.target instanceof IDBDatabase) event.target.close()
      },
      terminated: on.onTerminated,
    })
      .then(resolve, reject)
      .finally(() => clearTimeout(impatience))
  })
}

/** Whether IndexedDB can be used here at all. */
export async function canStore(database: Database): Promise<boolean> {
  if (typeof indexedDB === 'undefined') return false
  return database.use(async () => true).catch(() => false)
}
