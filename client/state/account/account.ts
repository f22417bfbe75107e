import { createMemo, createSignal, onCleanup } from 'solid-js'
import type { Notice } from '../../../shared/notice.ts'
import { createLater } from '../later.ts'
import { createSetting } from '../setting.ts'
import type { Sync } from '../sync/start-sync.ts'

/*
 *   none ── something is worth keeping elsewhere ──▶ begun ◀── a new session, or a passkey ── ended
 *                                                     └── the server knows it no more (401) ────▲
 */
const phases = ['none', 'begun', 'ended'] as const
export type SessionPhase = (typeof phases)[number]
/** As it is kept on the device. */
export const sessionChoice = { key: 'session', values: phases, fallback: 'none' } as const

export interface AccountOptions {
  /** Hears how the user stands at the server, and when their session has ended. Returns its stop. */
  onStanding(heard: (notice: Notice) => void): () => void
  /** The engine connects with another session. */
  sessionChanged(): void
  startSync(): Promise<() => Sync>
}

/**
 * Who this device is at the server. Nobody, until its user does something that is worth keeping there
 * (an alert, a passkey): whoever only reads prices leaves no trace. The cookie can't be read, so what
 * is known of it is kept beside; all tabs follow.
 */
export function createAccount({ onStanding, sessionChanged, startSync }: AccountOptions) {
  const session = createSetting<SessionPhase>(sessionChoice)
  const phase = session.value
  const [isEndTold, setEndTold] = createSignal(false)
  // What the user owns goes along with the session, and only with one.
  const sync = createMemo(() => (phase() === 'begun' ? createLater(startSync) : undefined))

  function begun(): void {
    session.set('begun')
    sessionChanged()
  }
  async function begin(): Promise<boolean> {
    const loaded = await import('./begin-session.ts').catch(() => undefined)
    const isThere = (await loaded?.beginSession()) ?? false
    if (isThere && phase() !== 'begun') begun()
    return isThere
  }
  /** The server has answered 401: the session has ended. */
  function ended(): void {
    if (phase() !== 'begun') return
    setEndTold(false)
    session.set('ended')
  }
  onCleanup(
    onStanding(({ type }) => {
      if (type === 'session-ended') ended()
    }),
  )

  return {
    phase,
    /**
     * Sees to it that there is a session, beginning one where there is none; false where the server is
     * out of reach. Call it before the first thing that the server keeps for the user.
     */
    begin,
    /**
     * The same after a 401 to what the user wanted. False too where their session has ended: they are
     * told first, and choose whom to be, since nobody else is begun behind their back.
     */
    async beginUnlessEnded(): Promise<boolean> {
      if (phase() !== 'begun') return await begin()
      ended()
      return false
    },
    /** There is a session, and another than before. */
    begun,
    ended,
    /** The user has ended it, or was told that it has, and wants no other for now. */
    left(): void {
      session.set('none')
      sessionChanged()
    },
    /** That it has ended is to be told, on every visit until something is done about it. */
    isEndUntold: () => phase() === 'ended' && !isEndTold(),
    dismissEnd: () => setEndTold(true),
    /** `undefined` while nothing is carried to other devices. */
    sync: () => sync()?.(),
  }
}

export type Account = ReturnType<typeof createAccount>
