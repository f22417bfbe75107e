import { createEffect, createMemo, createSignal, onCleanup } from 'solid-js'
import type { Records } from '../../db/records.ts'
import { createMedia } from '../media.ts'
import { isGoodMoment, looked, opened, readVisits, type Visits } from './moment.ts'
import type { InstallPrompt } from './prompt.ts'
import { stepsOf } from './way.ts'

const key = 'ebb.install'
/** So often it is looked whether the moment has come, while the page is in front. */
const lookMs = 10_000

/**
 * The way onto the home screen, and whether to offer it now: never where the app is installed, never
 * early, and not again for a long time where it was put away.
 */
export function createInstall({
  prompt,
  records,
  visible,
}: {
  prompt: InstallPrompt
  records: Records
  visible: () => boolean
}) {
  const [visits, setVisits] = createSignal(read())
  const [hereMs, setHereMs] = createSignal(0)
  const standalone = createMedia('(display-mode: standalone)')

  /** Another tab writes too: what it has added is kept. */
  function update(change: (visits: Visits) => Visits): void {
    const next = change(read())
    setVisits(next)
    write(next)
  }
  update((kept) => opened(kept, Date.now()))
  onCleanup(
    records.listen(() => {
      if (!visits().personal) update((kept) => ({ ...kept, personal: true }))
    }),
  )

  const isInstalled = () => prompt.isAccepted() || standalone() || isOnHomeScreenOfApple()
  const way = createMemo(() => {
    if (isInstalled()) return undefined
    return prompt.isThere() ? 'prompt' : stepsOf(navigator)
  })
  const isOffered = createMemo(
    () => way() !== undefined && isGoodMoment(visits(), { now: Date.now(), hereMs: hereMs() }),
  )

  createEffect(() => {
    if (!visible() || way() === undefined) return
    const timer = setInterval(() => {
      setHereMs((ms) => ms + lookMs)
      update((kept) => looked(kept, { ms: lookMs, now: Date.now() }))
    }, lookMs)
    onCleanup(() => clearInterval(timer))
  })

  const dismiss = () => update((kept) => ({ ...kept, dismissedAt: Date.now() }))

  return {
    /** `prompt`: the browser asks. Else the steps to tell; `undefined` where there is no way, or no need. */
    way,
    isInstalled,
    isOffered,
    dismiss,
    /** Lets the browser ask; call it from a gesture. */
    async ask(): Promise<void> {
      if ((await prompt.ask()) === 'dismissed') dismiss()
    },
  }
}

export type Install = ReturnType<typeof createInstall>

function isOnHomeScreenOfApple(): boolean {
  return 'standalone' in navigator && navigator.standalone === true
}

function read(): Visits {
  try {
    return readVisits(localStorage.getItem(key))
  } catch {
    return readVisits(null)
  }
}

function write(visits: Visits): void {
  try {
    localStorage.setItem(key, JSON.stringify(visits))
  } catch {
    // Refused: every visit is then the first one, and nothing is ever offered.
  }
}
