import { createResource } from 'solid-js'
import type { Archive, Contents } from '../../db/archive.ts'

/** What the device keeps for the app, in bytes. */
export interface StorageUsed {
  /** By what it is for; `undefined` where the database can't be read. */
  contents: Contents | undefined
  /** The app's own files. */
  shell: number
  /** All of it as the browser counts it, and what it would let the app have; absent where it doesn't tell. */
  estimate: { usage: number; quota: number } | undefined
  /** Whether the browser leaves it alone when it needs room; absent where it doesn't tell. */
  isLasting: boolean | undefined
}

/** Measured when somebody looks, and again on `refetch`. */
export function createStorageUsed(openArchive: () => Promise<Archive>) {
  const [used, { refetch }] = createResource<StorageUsed>(async () => {
    const [contents, shell, estimate, isLasting] = await Promise.all([
      openArchive()
        .then((archive) => archive.measure())
        .catch(() => undefined),
      measureShell().catch(() => 0),
      navigator.storage?.estimate?.().catch(() => undefined),
      navigator.storage?.persisted?.().catch(() => undefined),
    ])
    const { usage, quota } = estimate ?? {}
    const isTold = usage !== undefined && quota !== undefined
    return { contents, shell, estimate: isTold ? { usage, quota } : undefined, isLasting }
  })
  return { used, refetch: () => void refetch() }
}

async function measureShell(): Promise<number> {
  // Absent where the page came over plain HTTP from another machine.
  if (!('caches' in window)) return 0
  const files = await Promise.all(
    (await caches.keys()).map(async (name) => (await caches.open(name)).matchAll()),
  )
  const sizes = await Promise.all(files.flat().map(async (file) => (await file.blob()).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
