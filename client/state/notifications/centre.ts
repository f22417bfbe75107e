import { createEffect, onCleanup } from 'solid-js'
import type { NotificationStores } from '../../db/notification-stores.ts'
import type { Settings } from '../../db/settings.ts'
import type { LiveStatus } from '../../engine/live.ts'
import type { OnNotice } from '../notices.ts'
import { pathOf, paths } from '../paths.ts'
import type { Sound } from '../settings/tones.ts'
import type { Toast } from '../toast.ts'
import { type LogServer, logServer } from './ask-log.ts'
import { followUnread } from './badge.ts'
import { type ChoicesServer, choicesServer, createChoices } from './choices.ts'
import { createLog, type NotificationLog } from './log.ts'
import { createTeller } from './teller.ts'

export interface CentreOptions {
  stores: NotificationStores
  settings: Settings
  onNotice(listener: OnNotice): () => void
  visible(): boolean
  status(): LiveStatus | undefined
  toast: { show(toast: Toast): void }
  sound: { play(sound: Sound): Promise<boolean>; awaitTouch(): () => void }
  go(path: string): void
  /** Stood in for by tests. */
  servers?: { log: LogServer; choices: ChoicesServer }
}

/** The notifications of this page: the log, how they are told, and how their user wants them told. */
export function createCentre(options: CentreOptions) {
  const { stores, settings, servers = ownServers, visible, sound, go } = options
  const choices = createChoices({ settings, server: servers.choices })
  const log: NotificationLog = createLog({
    kept: stores.kept,
    settings,
    server: servers.log,
    onNews: (news) => teller.offer(news),
  })
  const teller = createTeller({
    seen: stores.seen,
    visible,
    choices: choices.value,
    toast: options.toast,
    play: () => sound.play('alert'),
    now: () => Date.now() + (options.status()?.clockAheadMs ?? 0),
    open({ event }) {
      if (log.unread() === 1) void log.read()
      go(event.type === 'alert' ? pathOf(event.rule.symbol) : paths.history)
    },
    openHistory: () => go(paths.history),
  })
  followUnread(log.unread, log.isKnown)
  createEffect(() => {
    if (choices.value().sound) onCleanup(sound.awaitTouch())
  })
  // They may have been changed on another device.
  void choices.load()
  onCleanup(options.onNotice((notice) => void log.take(notice)))
  return { log, choices }
}

export type NotificationCentre = ReturnType<typeof createCentre>

const ownServers = { log: logServer, choices: choicesServer }
