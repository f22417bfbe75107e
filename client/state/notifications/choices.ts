import { createSignal } from 'solid-js'
import {
  defaultPreferences,
  type Preferences,
  readPreferences,
} from '../../../shared/preferences.ts'
import type { Settings } from '../../db/settings.ts'
import type { AsUser } from './as-user.ts'

/** The device's copy, so that what is told without the network is told as chosen. */
const keptUnder = 'notification-choices'
const path = '/api/preferences'

/** How the user wants to be told: the server's, with a copy on the device. */
export function createChoices({ settings, asUser }: { settings: Settings; asUser: AsUser }) {
  const [value, setValue] = createSignal<Preferences>(defaultPreferences)
  /** One after the other, so that the last one wins. */
  let sending: Promise<unknown> = Promise.resolve()
  let changes = 0

  async function recall(): Promise<void> {
    const kept = await settings.get(keptUnder).catch(() => undefined)
    if (kept !== undefined && changes === 0) setValue(read(kept))
  }
  const recalled = recall()

  function take(next: Preferences): void {
    setValue(next)
    settings.set(keptUnder, next).catch(() => {})
  }

  return {
    value,
    /** Asks the server for them; those of the device hold until then, and where it can't be asked. */
    async load(): Promise<void> {
      await recalled
      const before = changes
      const answer = await asUser.read(path)
      if (answer.ok && changes === before) take(read(answer.value))
    },
    /** Holds at once; resolves to whether it is saved. What isn't is as it was before. */
    async change(patch: Partial<Preferences>): Promise<boolean> {
      const before = value()
      const next = { ...before, ...patch }
      const own = ++changes
      take(next)
      const turn = sending.then(() => asUser.want(path, { method: 'PUT', body: next }))
      sending = turn
      const { ok } = await turn
      if (!ok && own === changes) take(before)
      return ok
    },
  }
}

const read = (value: unknown) => readPreferences(JSON.stringify(value))
