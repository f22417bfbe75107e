import { createSignal, onCleanup } from 'solid-js'

/** Chromium's own, which lib.dom doesn't list. */
interface InstallPromptEvent extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>
}

/**
 * Keeps the browser's prompt, which comes soon after the page and only once, until there is a good
 * moment for it; and hears when the app was installed.
 */
export function createInstallPrompt() {
  const [event, setEvent] = createSignal<InstallPromptEvent>()
  const [isAccepted, setAccepted] = createSignal(false)
  const owner = new AbortController()
  onCleanup(() => owner.abort())
  addEventListener(
    'beforeinstallprompt',
    (event) => {
      // Not at the browser's moment but at ours.
      event.preventDefault()
      if (isInstallPrompt(event)) setEvent(event)
    },
    { signal: owner.signal },
  )
  addEventListener('appinstalled', () => setAccepted(true), { signal: owner.signal })

  return {
    isThere: () => event() !== undefined,
    isAccepted,
    /** Lets the browser ask, from a gesture. It can be asked once. */
    async ask(): Promise<'accepted' | 'dismissed' | undefined> {
      const current = event()
      setEvent(undefined)
      return (await current?.prompt())?.outcome
    },
  }
}

export type InstallPrompt = ReturnType<typeof createInstallPrompt>

function isInstallPrompt(event: Event): event is InstallPromptEvent {
  return 'prompt' in event && typeof event.prompt === 'function'
}
