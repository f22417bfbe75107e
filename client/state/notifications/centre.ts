import { createEffect, onCleanup } from 'solid-js'
import { pathOf, paths } from '../../../shared/paths.ts'
import type { NotificationStores } from '../../db/notification-stores.ts'
import type { Settings } from '../../db/settings.ts'
import type { LiveStatus } from '../../engine/live.ts'
import type { Account } from '../account/account.ts'
import type { OnNotice } from '../notices.ts'
import type { Sound } from '../settings/tones.ts'
import type { Toast } from '../toast.ts'
import { makeAsUser } from './as-user.ts'
import { createLogServer, type LogServer } from './ask-log.ts'
import { followUnread } from './badge.ts'
import { createChannels } from './channels.ts'
import { createChoices } from './choices.ts'
import { createLog, type NotificationLog } from './log.ts'
import { createTeller } from './teller.ts'
import { createTrial } from './trial.ts'

export interface CentreOptions {
  stores: NotificationStores
  settings: Settings
  onNotice(listener: OnNotice): () => void
  visible(): boolean
  /** Keeps prices coming for as long as it names any. */
  want(symbols: () => readonly string[]): void
  /** Those of the user's list. */
  symbols(): readonly string[]
  status(): LiveStatus | undefined
  toast: { show(toast: Toast): void }
  sound: { play(sound: Sound): Promise<boolean>; awaitTouch(): () => void }
  go(path: string): void
  account: Account
  /** A test's stand-in. */
  server?: LogServer
}

/** The notifications of this page: the log, how they are told, and how their user wants them told. */
export function createCentre(options: CentreOptions) {
  const { stores, settings, visible, sound, go } = options
  const asUser = makeAsUser(options.account)
  const server = options.server ?? createLogServer(asUser)
  const choices = createChoices({ settings, asUser })
  const log: NotificationLog = createLog({
    kept: stores.kept,
    settings,
    server,
    onNews: (news) => teller.offer(news),
  })
  const teller = createTeller({
    seen: stores.seen,
    visible,
    choices: choices.value,
    toast: options.toast,
    play: () => sound.play('alert'),
    onTold: ({ id }) => void server.received(id),
    now: () => Date.now() + (options.status()?.clockAheadMs ?? 0),
    open({ event }) {
      if (log.unread() === 1) void log.read()
      go(event.type === 'alert' ? pathOf(event.rule.symbol) : paths.history)
    },
    openHistory: () => go(paths.history),
  })
  // Notices come with prices: a page in front that shows none (these settings, the history) asks for one.
  options.want(() => (visible() ? options.symbols().slice(0, 1) : []))
  followUnread(log)
  createEffect(() => {
    if (choices.value().sound) onCleanup(sound.awaitTouch())
  })
  // They may have been changed on another device.
  void choices.load()
  onCleanup(options.onNotice((notice) => void log.take(notice)))
  return {
    log,
    choices,
    /** For as long as somebody looks at them. */
    channels: () => createChannels(asUser),
    trial: () => createTrial(log),
  }
}

export type NotificationCentre = ReturnType<typeof createCentre>
