import type { IncomingMessage } from 'node:http'
import type { Standing } from '../../shared/notice.ts'
import type { Notices } from '../http/notices.ts'
import type { Sessions } from '../http/sessions.ts'
import { type FollowingOptions, makeFollowing } from './following.ts'

export interface NoticesOptions extends FollowingOptions {
  sessions: Pick<Sessions, 'of'>
}

/** A standing that takes longer is not waited for: prices go first. */
const patienceMs = 250
/** Who somebody is is asked again after so long, where it could not be told. */
const retryMs = 5_000
/** One for all: a function made where it is returned would keep what is known there. */
const nothing = () => {}

/** Tells whoever has a session of what happens to them, and asks nobody to wait for it. */
export function makeNotices(options: NoticesOptions): Notices {
  const { sessions, notifications, onTrouble } = options
  const following = makeFollowing(options)

  return {
    ...following,
    listen(incoming, listener) {
      // Nearly everybody: nothing of the request is kept for them.
      if (incoming.headers.cookie === undefined) return nothing
      // Let go of once it is known who has sent it: connections outlive their requests by days.
      let request: IncomingMessage | undefined = incoming
      let retry: ReturnType<typeof setTimeout> | undefined
      let stop = () => {}
      let isOver = false
      const begin = async (): Promise<void> => {
        if (request === undefined) return
        try {
          const session = await sessions.of(request)
          request = undefined
          if (session !== undefined && !isOver) stop = following.follow(session, listener)
        } catch (err) {
          onTrouble(err)
          if (!isOver) retry = setTimeout(begin, retryMs)
        }
      }
      void begin()
      return () => {
        isOver = true
        clearTimeout(retry)
        stop()
      }
    },
    async standing(incoming) {
      if (incoming.headers.cookie === undefined) return undefined
      const ask = async (): Promise<Standing | undefined> => {
        const session = await sessions.of(incoming)
        return session && (await notifications.standings([session.id])).get(session.id)
      }
      const asked = ask().catch((err: unknown) => {
        onTrouble(err)
        return undefined
      })
      let timer: ReturnType<typeof setTimeout> | undefined
      const patience = new Promise<undefined>((resolve) => {
        timer = setTimeout(() => resolve(undefined), patienceMs)
      })
      const standing = await Promise.race([asked, patience])
      clearTimeout(timer)
      return standing
    },
  }
}
