import { onCleanup } from 'solid-js'

/**
 * Goes where a notification leads that was clicked while the app is open: the worker has brought this
 * page to the front, and says where to.
 */
export function followClicks(go: (path: string) => void): void {
  const workers = 'serviceWorker' in navigator ? navigator.serviceWorker : undefined
  const follow = ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'object' || data === null || !('type' in data) || data.type !== 'go') return
    if ('path' in data && typeof data.path === 'string') go(data.path)
  }
  workers?.addEventListener('message', follow)
  onCleanup(() => workers?.removeEventListener('message', follow))
}
