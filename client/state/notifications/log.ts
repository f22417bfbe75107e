import { createMemo, createSignal, onCleanup } from 'solid-js'
import type { Notice, Standing } from '../../../shared/notice.ts'
import type { LoggedNotification } from '../../../shared/user-api.ts'
import type { KeptNotifications } from '../../db/notifications.ts'
import type { Settings } from '../../db/settings.ts'
import type { LogServer } from './ask-log.ts'
import { readNotifications } from './read-notification.ts'

/** So many at once, as the history is read and as what was missed is asked for. */
const pageSize = 50
/** Whose log the device keeps, and how far it was read here. */
const keptUnder = 'notifications-of'
/** Between tabs: how far the log has been read. */
const channelName = 'ebb-notifications'

/*
 * What the history knows of the server's:
 *
 *   device ──▶ loading ──▶ ready ◀──▶ (older ones)
 *                └───────▶ failed: what the device keeps is shown, and said to be that
 */
export type HistoryPhase =
  | { name: 'device' }
  | { name: 'loading' }
  | { name: 'ready'; more: boolean; older: 'idle' | 'loading' | 'failed' }
  | { name: 'failed'; isOffline: boolean }

export interface LogOptions {
  kept: KeptNotifications
  settings: Settings
  server: LogServer
  /** Those that this page didn't know, as they come. */
  onNews(notifications: readonly LoggedNotification[]): void
}

/** The user's notifications as this page knows them: what the device keeps, what comes, what is asked for. */
export function createLog({ kept, settings, server, onNews }: LogOptions) {
  const [known, setKnown] = createSignal<ReadonlyMap<string, LoggedNotification>>(new Map())
  const [standing, setStanding] = createSignal<Standing>()
  const [readHere, setReadHere] = createSignal(0)
  const [phase, setPhase] = createSignal<HistoryPhase>({ name: 'device' })
  /** Below it there may be some that this page doesn't know. */
  const [floor, setFloor] = createSignal(0)
  let owner: string | undefined
  let asking: Promise<void> | undefined
  let isOver = false

  const newest = () => Math.max(0, ...[...known().values()].map(({ sequence }) => sequence))
  const upTo = createMemo(() => Math.max(standing()?.upTo ?? 0, readHere()))
  const list = createMemo(() =>
    [...known().values()]
      .filter(({ sequence }) => sequence >= floor())
      .sort((a, b) => b.sequence - a.sequence),
  )

  const isUnread = ({ sequence, readAt }: LoggedNotification) =>
    readAt === undefined && sequence > upTo()
  const readIds = createMemo(
    () => new Set([...known().values()].filter((each) => !isUnread(each)).map(({ id }) => id)),
  )

  const channel =
    typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(channelName)
  channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'number') setReadHere((here) => Math.max(here, data))
  })
  onCleanup(() => {
    isOver = true
    channel?.close()
  })

  /** Where the evidence is newer it takes the place of what was known. */
  function add(notifications: readonly LoggedNotification[]): void {
    if (isOver || notifications.length === 0) return
    const before = known()
    const added = notifications.map((each) => {
      const old = before.get(each.id)
      const isPoorer = each.deliveries.length === 0 && old !== undefined
      return isPoorer ? { ...each, deliveries: old.deliveries } : each
    })
    setKnown(new Map([...before, ...added.map((each) => [each.id, each] as const)]))
    kept.put(added).catch(() => {})
    const news = added.filter(({ id }) => !before.has(id))
    if (news.length > 0) onNews(news)
  }

  async function recall(): Promise<void> {
    const [all, of] = await Promise.all([
      kept.all().catch(() => []),
      settings.get(keptUnder).catch(() => undefined),
    ])
    if (isOver) return
    const about = isOwner(of) ? of : undefined
    owner = about?.user
    setReadHere((here) => Math.max(here, about?.upTo ?? 0))
    const read = readNotifications(all).map((each) => [each.id, each] as const)
    setKnown((now) => new Map([...read, ...now]))
  }
  const recalled = recall()

  function remember(): void {
    if (owner !== undefined)
      settings.set(keptUnder, { user: owner, upTo: readHere() }).catch(() => {})
  }

  /** What came while nobody listened; where too much did, the newest. */
  async function catchUp(): Promise<void> {
    const since = newest()
    const missed = (standing()?.newest ?? 0) - since
    if (missed <= 0) return
    const isFew = since > 0 && missed <= pageSize
    const answer = await server.page(isFew ? { since, limit: pageSize } : { limit: pageSize })
    if (!answer.ok) return
    if (!isFew) settle(answer.value)
    add(answer.value.notifications)
  }

  function settle(page: { notifications: LoggedNotification[]; more: boolean }): void {
    const lowest = Math.min(...page.notifications.map(({ sequence }) => sequence))
    setFloor(page.more ? lowest : 0)
    setPhase({ name: 'ready', more: page.more, older: 'idle' })
  }

  /** One request at a time: a second one waits for the first, and mostly has nothing left to ask. */
  function inTurn(ask: () => Promise<void>): Promise<void> {
    const turn = (asking ?? recalled).then(() => (isOver ? undefined : ask()))
    asking = turn
    return turn
  }

  async function tellRead(): Promise<void> {
    const here = readHere()
    const now = standing()
    if (now === undefined || here <= now.upTo) return
    await server.read(Math.min(here, now.newest))
  }

  async function take(notice: Notice): Promise<void> {
    await recalled
    if (isOver) return
    if (notice.type === 'session-ended') return void setStanding(undefined)
    if (notice.type === 'notification') return add([{ ...notice.notification, deliveries: [] }])
    if (notice.user !== owner) {
      // A login has made this device somebody else's: what it keeps was the other's.
      if (owner !== undefined) forget()
      owner = notice.user
      remember()
    }
    setStanding(notice)
    await inTurn(catchUp)
    await tellRead()
  }

  function forget(): void {
    setKnown(new Map())
    setReadHere(0)
    setFloor(0)
    setPhase({ name: 'device' })
    kept.clear().catch(() => {})
  }

  return {
    /** The newest first, without a gap. */
    list,
    get: (id: string) => known().get(id),
    phase,
    unread: () => (readHere() >= (standing()?.newest ?? 0) ? 0 : (standing()?.unread ?? 0)),
    /** Whether it is known how far the log has come: not before the engine has told. */
    isKnown: () => standing() !== undefined,
    isUnread,
    /** Of those that are known. */
    readIds,
    /** A notice of the engine's. */
    take,
    /** Asks for the newest. */
    load: () =>
      inTurn(async () => {
        if (phase().name !== 'ready') setPhase({ name: 'loading' })
        const answer = await server.page({ limit: pageSize })
        // Nobody yet: there is nothing to load.
        const page = answer.ok ? answer.value : answer.status === 401 ? noPage : undefined
        if (page !== undefined) {
          settle(page)
          return add(page.notifications)
        }
        setPhase({ name: 'failed', isOffline: !answer.ok && answer.status === 0 })
      }),
    older: () =>
      inTurn(async () => {
        if (phase().name !== 'ready') return
        setPhase({ name: 'ready', more: true, older: 'loading' })
        const answer = await server.page({ before: floor(), limit: pageSize })
        if (!answer.ok) return void setPhase({ name: 'ready', more: true, older: 'failed' })
        settle(answer.value)
        add(answer.value.notifications)
      }),
    /** Asks for the evidence of one anew. */
    async look({ sequence }: LoggedNotification): Promise<void> {
      const answer = await server.page({ before: sequence + 1, limit: 1 })
      if (answer.ok) add(answer.value.notifications)
    },
    /** "Send me a test". */
    async test() {
      const answer = await server.test()
      if (answer.ok) add([answer.value])
      return answer
    },
    /** All that is known is read; told to the server, now or once it can be. */
    async read(): Promise<void> {
      const latest = newest()
      if (latest <= upTo()) return
      setReadHere(latest)
      remember()
      channel?.postMessage(latest)
      await tellRead()
    },
  }
}

export type NotificationLog = ReturnType<typeof createLog>

const noPage = { notifications: [], more: false }

function isOwner(value: unknown): value is { user: string; upTo: number } {
  if (typeof value !== 'object' || value === null) return false
  return (
    'user' in value &&
    typeof value.user === 'string' &&
    'upTo' in value &&
    typeof value.upTo === 'number'
  )
}
