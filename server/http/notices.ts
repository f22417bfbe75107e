import type { IncomingMessage } from 'node:http'
import type { Notice, Standing } from '../../shared/notice.ts'
import type { Identity } from './sessions.ts'

/** One open connection that can be told of what happens to its user. */
export interface NoticeListener {
  /** False while earlier bytes have not drained: what it misses it is told when they have. */
  ready(): boolean
  tell(notice: Notice): void
}

/** Who is told of what happens to them. */
export interface Notices {
  /**
   * Tells the standing at once, then each notification after `since`, in order; without it those after
   * the standing. Ends with `session-ended`. Returns its stop.
   */
  follow(
    session: Pick<Identity, 'id' | 'user'>,
    listener: NoticeListener,
    since?: number,
  ): () => void
  /**
   * The same for whoever has sent this request, where they have a session; what stands in the way of
   * knowing that delays nobody, and is tried again.
   */
  listen(incoming: IncomingMessage, listener: NoticeListener): () => void
  /** `undefined` where there is no session, or it can't be told soon. */
  standing(incoming: IncomingMessage): Promise<Standing | undefined>
  /** Something of this user's has changed, or their sessions have. */
  stir(user: string): void
  stop(): void
}
