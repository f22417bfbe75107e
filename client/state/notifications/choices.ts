import { createSignal } from 'solid-js'
import {
  defaultPreferences,
  type Preferences,
  readPreferences,
} from '../../../shared/preferences.ts'
import type { Settings } from '../../db/settings.ts'
import { type Answer, askServer } from '../account/ask-server.ts'

/** The device's copy, so that what is told without the network is told as chosen. */
const keptUnder = 'notification-choices'

export interface ChoicesServer {
  get(): Promise<Answer<Preferences>>
  put(choices: Preferences): Promise<Answer<unknown>>
}

export const choicesServer: ChoicesServer = {
  get: () => askServer('/api/preferences'),
  put: (choices) => askServer('/api/preferences', { method: 'PUT', body: choices }),
}

/** How the user wants to be told: the server's, with a copy on the device. */
export function createChoices({ settings, server }: { settings: Settings; server: ChoicesServer }) {
  const [value, setValue] = createSignal<Preferences>(defaultPreferences)
  const [isLoaded, setLoaded] = createSignal(false)
  /** Changes are sent one after the other, so that the last one wins. */
  let sending: Promise<unknown> = Promise.resolve()
  let changes = 0

  async function recall(): Promise<void> {
    const kept = await settings.get(keptUnder).catch(() => undefined)
    if (!isLoaded() && changes === 0) setValue(readPreferences(JSON.stringify(kept ?? {})))
  }
  const recalled = recall()

  function take(next: Preferences): void {
    setValue(next)
    settings.set(keptUnder, next).catch(() => {})
  }

  return {
    value,
    isLoaded,
    /** Resolves to whether the server's are here; those of the device are, either way. */
    async load(): Promise<boolean> {
      await recalled
      const before = changes
      const answer = await server.get()
      if (!answer.ok) return false
      if (changes === before) take(readPreferences(JSON.stringify(answer.value)))
      setLoaded(true)
      return true
    },
    /** Holds at once; resolves to whether it is saved. What isn't is as it was before. */
    async change(patch: Partial<Preferences>): Promise<boolean> {
      const before = value()
      const next = { ...before, ...patch }
      const own = ++changes
      take(next)
      const turn = sending.then(() => server.put(next))
      sending = turn
      const { ok } = await turn
      if (!ok && own === changes) take(before)
      return ok
    },
  }
}

export type NotificationChoices = ReturnType<typeof createChoices>
