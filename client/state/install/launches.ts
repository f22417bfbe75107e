/** Chromium's own, which lib.dom doesn't list. */
interface LaunchQueue {
  setConsumer(consume: (launch: { readonly targetURL?: string }) => void): void
}

/** What a page is told so soon after its start is the launch that it was opened by, or once was. */
const startMs = 2_000

/**
 * Goes where the installed app is launched to while it is open already: a shortcut, a link. The
 * manifest asks for that (`launch_handler`: `focus-existing`), and without this the app would only come
 * to the front. https://developer.mozilla.org/docs/Web/API/LaunchQueue
 */
export function followLaunches(go: (path: string) => void): void {
  const { launchQueue }: Window & { launchQueue?: LaunchQueue } = window
  const startedAt = performance.now()
  launchQueue?.setConsumer(({ targetURL }) => {
    // A page that is reloaded is told again of the launch before, and has its own address by now.
    if (targetURL === undefined || performance.now() - startedAt < startMs) return
    const { pathname, search } = new URL(targetURL)
    if (pathname + search !== location.pathname + location.search) go(pathname + search)
  })
}
