import { createEffect, onCleanup } from 'solid-js'
import { type Preferences, quietUntil } from '../../../shared/preferences.ts'
import type { LoggedNotification } from '../../../shared/user-api.ts'
import type { SeenNotifications } from '../../db/seen-notifications.ts'
import { notificationsWords } from '../../words/late/notifications.ts'
import type { Toast } from '../toast.ts'
import { inWords } from './in-words.ts'

/** What fires at once is told at once, in one line. */
const gatherMs = 150
/** A page that is in sight but not in use leaves it to the one in use for so long. */
const yieldMs = 300
/** What is older has its place in the history: nobody is startled by it. */
export const freshMs = 5 * 60_000
/** More than these are told as many, whoever they are. */
const maxWaiting = 50

const shortBuzz = [120, 60, 120]

export interface TellerOptions {
  seen: SeenNotifications
  visible(): boolean
  choices(): Preferences
  toast: { show(toast: Toast): void }
  play(): Promise<unknown>
  vibrate?(pattern: number[]): void
  hasFocus?(): boolean
  /** It is told: the server may know. */
  onTold(notification: LoggedNotification): void
  /** By the server's clock, epoch ms. */
  now(): number
  /** Opens what one is about. */
  open(notification: LoggedNotification): void
  /** Opens the history. */
  openHistory(): void
}

/**
 * Tells what has fired, once on this device: of all tabs the one in front, and not what a push has told
 * already. A page in the back keeps silent; what is fresh still when it comes forward is told then.
 */
export function createTeller(options: TellerOptions) {
  const { seen, visible, toast, now } = options
  const hasFocus = options.hasFocus ?? (() => document.hasFocus())
  const vibrate = options.vibrate ?? ((pattern) => void navigator.vibrate?.(pattern))
  let waiting: LoggedNotification[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  const isFresh = ({ at }: LoggedNotification) => now() - at < freshMs

  async function flush(): Promise<void> {
    timer = undefined
    const due = waiting.filter(isFresh)
    waiting = []
    if (due.length === 0) return
    const ids = due.map(({ id }) => id)
    // Where the device can't remember, once too often is better than never.
    const claimed = new Set(await seen.claim(ids).catch(() => ids))
    tell(due.filter(({ id }) => claimed.has(id)))
    due.forEach(options.onTold)
  }

  function tell(told: readonly LoggedNotification[]): void {
    const [first] = told
    if (first === undefined) return
    toast.show(told.length === 1 ? lineOf(first) : summaryOf(told.length))
    const { sound, vibration, quietHours } = options.choices()
    if (quietUntil(quietHours, Date.now()) !== undefined) return
    if (sound && told.some(isHeard)) options.play().catch(() => {})
    if (vibration) vibrate(shortBuzz)
  }

  function lineOf(notification: LoggedNotification): Toast {
    const { title, evidence } = inWords(notification)
    const run = () => options.open(notification)
    return { text: `${title} — ${evidence}`, action: { text: notificationsWords().open, run } }
  }

  function summaryOf(count: number): Toast {
    const { many, show } = notificationsWords()
    return { text: many(count), action: { text: show, run: options.openHistory } }
  }

  function schedule(): void {
    if (waiting.length === 0 || timer !== undefined || !visible()) return
    timer = setTimeout(() => void flush(), hasFocus() ? gatherMs : gatherMs + yieldMs)
  }

  createEffect(() => {
    if (visible()) return schedule()
    clearTimeout(timer)
    timer = undefined
  })
  onCleanup(() => clearTimeout(timer))

  return {
    /** Those that this page didn't know; the read and the old among them are not told. */
    offer(notifications: readonly LoggedNotification[]): void {
      const told = notifications.filter((each) => each.readAt === undefined && isFresh(each))
      waiting = [...waiting, ...told].slice(-maxWaiting)
      schedule()
    },
  }
}

function isHeard({ event }: LoggedNotification): boolean {
  return event.type === 'test' || event.rule.sound
}
