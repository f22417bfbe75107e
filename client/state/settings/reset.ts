import type { Archive } from '../../db/archive.ts'
import { clearChoices } from './choices.ts'

/** Tells the other tabs. Each lets go of its feed at once, and starts anew when it is done. */
const channelName = 'ebb-reset'
type Word = 'begun' | 'done'

export interface ResetOptions {
  archive: Archive
  /** Ends what would write again: the page's hold on the engine. */
  letGo(): void
  /** Opens the app as if for the first time. */
  startOver(): void
}

/**
 * Throws away all that the app keeps on the device: database, choices, cached files and the worker.
 * Goes as far as it gets: what one browser refuses must not save the rest. Resolves once the app has
 * been told to start over; rejects where another tab holds on to the data.
 */
export async function resetEverything({ archive, letGo, startOver }: ResetOptions): Promise<void> {
  const others = new BroadcastChannel(channelName)
  const tell = (word: Word) => others.postMessage(word)
  try {
    letGo()
    tell('begun')
    // Without its worker the page is fed by nobody, and nothing is cached anew under our hands.
    await unregister().catch(() => {})
    await clearCaches().catch(() => {})
    await archive.destroy()
    clearChoices()
    clearSession()
    tell('done')
    startOver()
  } finally {
    others.close()
  }
}

/** Does in this tab what another one's reset asks for. Returns what ends it. */
export function followReset({ letGo, startOver }: Omit<ResetOptions, 'archive'>): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => {}
  const channel = new BroadcastChannel(channelName)
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data === 'begun') letGo()
    else startOver()
  }
  return () => channel.close()
}

async function unregister(): Promise<void> {
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? []
  await Promise.all(registrations.map((registration) => registration.unregister()))
}

async function clearCaches(): Promise<void> {
  if (!('caches' in window)) return
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)))
}

function clearSession(): void {
  try {
    sessionStorage.clear()
  } catch {
    // Refused: then nothing is in it.
  }
}
