import type { Archive } from '../../db/archive.ts'
import { type SessionPhase, sessionChoice } from '../account/account.ts'
import { askServer } from '../account/ask-server.ts'
import { readSetting } from '../setting.ts'
import { clearChoices } from './choices.ts'
import { type Resettable, type ResetWord, resetChannel } from './follow-reset.ts'

/**
 * Throws away all that the app keeps on the device: database, choices, cached files and the worker.
 * Goes as far as it gets: what one browser refuses must not save the rest. Resolves once the app has
 * been told to start over; rejects where another tab holds on to the data.
 */
export async function resetEverything(
  { letGo, startOver }: Resettable,
  openArchive: () => Promise<Archive>,
): Promise<void> {
  const others = new BroadcastChannel(resetChannel)
  const tell = (word: ResetWord) => others.postMessage(word)
  try {
    // While it can be loaded still.
    const archive = await openArchive()
    // Else what the server has of this device would come back with the next session.
    await leaveServer()
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

async function leaveServer(): Promise<void> {
  if (readSetting<SessionPhase>(sessionChoice) !== 'begun') return
  await askServer('/api/session', { method: 'DELETE' })
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
