import { createEffect, createMemo, createSignal, onCleanup } from 'solid-js'
import type { Records } from '../../db/records.ts'
import { createMedia } from '../media.ts'
import { isGoodMoment, looked, opened, readVisits, type Visits } from './moment.ts'
import { stepsOf } from './way.ts'

/** Chromium's own, which lib.dom doesn't list. */
interface InstallPromptEvent extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>
}

const key = 'ebb.install'
/** So often it is looked whether the moment has come, while the page is in front. */
const lookMs = 10_000

/**
 * The way onto the home screen, and whether to offer it now: never where the app is installed, never
 * early, and not again for a long time where it was put away.
 */
export function createInstall({ records, visible }: { records: Records; visible: () => boolean }) {
  const [prompt, setPrompt] = createSignal<InstallPromptEvent>()
  const [visits, setVisits] = createSignal(read())
  const [accepted, setAccepted] = createSignal(false)
  const [hereMs, setHereMs] = createSignal(0)
  const standalone = createMedia('(display-mode: standalone)')
  const owner = new AbortController()
  onCleanup(() => owner.abort())

  addEventListener(
    'beforeinstallprompt',
    (event) => {
      // Not at the browser's moment but at ours.
      event.preventDefault()
      if (isInstallPrompt(event)) setPrompt(event)
    },
    { signal: owner.signal },
  )
  addEventListener('appinstalled', () => setAccepted(true), { signal: owner.signal })

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

  const isInstalled = () => accepted() || standalone() || isOnHomeScreenOfApple()
  const way = createMemo(() => {
    if (isInstalled()) return undefined
    return prompt() === undefined ? stepsOf(navigator) : 'prompt'
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
    /** Lets the browser ask. Call it from a gesture. It can be asked once. */
    async ask(): Promise<void> {
      const event = prompt()
      setPrompt(undefined)
      const choice = await event?.prompt()
      if (choice?.outcome === 'dismissed') dismiss()
    },
  }
}

function isInstallPrompt(event: Event): event is InstallPromptEvent {
  return 'prompt' in event && typeof event.prompt === 'function'
}

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
