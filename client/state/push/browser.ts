import type { Subscriber } from '../../engine/push-subscription.ts'
import { stepsOf } from '../install/way.ts'

/** A worker that isn't there by then won't be on this visit: a private window, a browser of development. */
const workerMs = 10_000

/** What of a browser pushes need. */
export interface PushBrowser {
  /** Why there can be no pushes here; `undefined` where there can. */
  lack(): Lack | undefined
  permission(): NotificationPermission
  /** Lets the browser ask; call it from a gesture. */
  ask(): Promise<NotificationPermission>
  /** Hears that its user has decided otherwise. Returns what ends it. */
  onPermission(heard: () => void): () => void
  /** `undefined` where there is no worker to push to. */
  subscriber(): Promise<Subscriber | undefined>
  fetch(path: string, init?: RequestInit): Promise<Response>
}

/** `home-screen`: Apple's phones push to what is on the Home Screen alone. `insecure`: not over https. */
export type Lack = 'home-screen' | 'insecure' | 'unsupported'

export const realBrowser: PushBrowser = {
  lack() {
    if (!isSecureContext) return 'insecure'
    const can = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
    if (can) return undefined
    return stepsOf(navigator)?.startsWith('apple') ? 'home-screen' : 'unsupported'
  },
  permission: () => Notification.permission,
  ask: () => Notification.requestPermission(),
  onPermission(heard) {
    const owner = new AbortController()
    navigator.permissions?.query({ name: 'notifications' }).then(
      (status) => status.addEventListener('change', heard, { signal: owner.signal }),
      // Safari before 16.4 can't be asked; there it is heard at the next start.
      () => {},
    )
    return () => owner.abort()
  },
  async subscriber() {
    const late = new Promise<undefined>((resolve) => {
      const impatience = AbortSignal.timeout(workerMs)
      impatience.addEventListener('abort', () => resolve(undefined), { once: true })
    })
    return (await Promise.race([navigator.serviceWorker.ready, late]))?.pushManager
  },
  fetch: (path, init) => fetch(path, init),
}
