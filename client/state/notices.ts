import type { Notice } from '../../shared/notice.ts'
import type { LiveMessage } from '../engine/live.ts'

export type OnNotice = (notice: Notice) => void

/** What came before anybody listened; the standing says that there are more. */
const maxUnheard = 20

/**
 * What the engine tells of the user: notifications, how far their log has come, the end of their
 * session. In the first script, while whoever shows them comes later.
 */
export function makeNotices() {
  const listeners = new Set<OnNotice>()
  const watchers = new Set<OnNotice>()
  let standing: Notice | undefined
  let unheard: Notice[] = []

  function take(notice: Notice): void {
    if (notice.type !== 'notification') standing = notice
    else if (listeners.size === 0) unheard = [...unheard, notice].slice(-maxUnheard)
    for (const listener of listeners) listener(notice)
    if (notice === standing) for (const watcher of watchers) watcher(notice)
  }

  return {
    apply(messages: readonly LiveMessage[]): void {
      for (const message of messages) if (message.type === 'notice') take(message.notice)
    },
    /**
     * Calls for each notice from now on; the first listener also hears the notifications that came
     * before it, and everybody the newest standing, or that the session has ended. The same
     * notification may come twice: drop the second by its id. Returns its stop.
     */
    onNotice(listener: OnNotice): () => void {
      listeners.add(listener)
      const missed = unheard
      unheard = []
      for (const notice of missed) listener(notice)
      if (standing !== undefined) listener(standing)
      return () => listeners.delete(listener)
    },
    /** Calls for the standing alone, or that the session has ended: the newest, and each from now on. */
    onStanding(watcher: OnNotice): () => void {
      watchers.add(watcher)
      if (standing !== undefined) watcher(standing)
      return () => watchers.delete(watcher)
    },
  }
}

export type Notices = ReturnType<typeof makeNotices>
