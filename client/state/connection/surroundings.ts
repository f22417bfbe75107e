import type { StorageState } from './report.ts'

/** The build names its files by their content: the name of the one that this is in. */
export const pageVersion = new URL(import.meta.url).pathname.split('/').at(-1) ?? ''

/** What the browser says of its room; `undefined` where it doesn't. */
export async function readStorage(): Promise<StorageState | undefined> {
  const storage: StorageManager | undefined = navigator.storage
  try {
    const [estimate, lasting] = await Promise.all([storage?.estimate(), storage?.persisted()])
    const { usage, quota } = estimate ?? {}
    if (usage === undefined || quota === undefined) return undefined
    return { used: usage, quota, lasting: lasting ?? false }
  } catch {
    return undefined
  }
}
