import { readPreferences } from '../../shared/preferences.ts'
import type { Log } from '../operations/log.ts'
import type { Outbox, Outcome, Parcel, Target } from '../storage/alerts/alerts.ts'
import { StorageError } from '../storage/storage.ts'
import type { Attempt } from './attempt.ts'
import { wishFor } from './hold.ts'
import { endOf, outcomeOf } from './outcome.ts'
import type { Pace } from './pace.ts'
import { makeSettling } from './settling.ts'
import { troubleSentence } from './trouble-sentence.ts'

/*
 * Takes what is due from the outbox and delivers it:
 *
 *   take (lease) ─ wishes, pace ─ carrier of its channel ─ settle: sent, retry, failed, gone, later
 *
 * Whoever dies in between leaves its parcels, and another takes them: at once where it is seen to be
 * dead, else when the lease is over. So each arrives at least once, and carries the notification's id,
 * by which a second copy is known.
 */
export interface Courier {
  /** Something was put into the outbox. */
  wake(): void
  /** Waits a little for what is on its way. */
  stop(): Promise<void>
}

/** Delivers on one channel; never rejects for what the other end does. */
export type Carrier = (parcel: Parcel, how: { silently: boolean }) => Promise<Attempt>

export interface CourierOptions {
  outbox: Pick<Outbox, 'take' | 'settle' | 'nextDueAt'>
  carriers: Partial<Record<Target['channel'], Carrier>>
  /** A user's, as JSON. */
  preferences(user: string): Promise<string | undefined>
  pace: Pace
  /** Other servers put something in, or died with what they had taken: nobody tells. */
  lookEveryMs?: number
  now(): number
  random(): number
  log: Log
  onSettled(what: { channel: Target['channel']; outcome: Outcome['type']; ms: number }): void
}

/** Long enough for what waits behind a slow host, and for one try. */
const leaseMs = 60_000
/** A parcel whose turn comes later than that isn't sent any more: its lease could end meanwhile. */
const startWithinMs = 30_000
/** On their way or waiting for their turn: in all, and for one host, whose others are put off. */
const maxTaken = 256
const maxTakenPerHost = 128
/** On their way at once to one host. */
const maxRunningPerHost = 48
const putOffMs = 5_000
const minSleepMs = 25
const troubledMs = 5_000
const stopWithinMs = 2_000

interface Load {
  parcel: Parcel
  host: string
  takenAt: number
}

export function startCourier(options: CourierOptions): Courier {
  const { outbox, carriers, preferences, pace, now, random, log, onSettled } = options
  const { lookEveryMs = 30_000 } = options
  const waiting: Load[] = []
  /** By host: those waiting are in `taken` too. */
  const running = new Map<string, number>()
  const taken = new Map<string, number>()
  const underway = new Set<Promise<void>>()
  const settling = makeSettling(outbox.settle, (err) =>
    log.warn({ err }, 'What became of deliveries can’t be kept; it is tried again.'),
  )
  let alarm: { at: number; timer: NodeJS.Timeout } | undefined
  let isCollecting = false
  let isWanted = false
  let isStopped = false

  function wake(): void {
    isWanted = true
    if (!isCollecting && !isStopped) void collect()
  }

  async function collect(): Promise<void> {
    isCollecting = true
    clearAlarm()
    try {
      while (isWanted && !isStopped) {
        const room = roomLeft()
        // Whoever ends next asks again.
        if (room === 0) return
        isWanted = false
        const takenAt = now()
        const parcels = await outbox.take({ now: takenAt, leaseMs, limit: room })
        if (parcels.length === room) isWanted = true
        for (const parcel of parcels) accept({ parcel, host: hostOf(parcel.target), takenAt })
        begin()
      }
      const next = await outbox.nextDueAt()
      wakeIn(next === undefined ? lookEveryMs : next - now())
    } catch (err) {
      log.warn({ err }, 'The outbox can’t be read; it is tried again.')
      wakeIn(troubledMs)
    } finally {
      isCollecting = false
      if (isWanted && roomLeft() > 0) wakeIn(minSleepMs)
    }
  }

  function roomLeft(): number {
    return Math.max(0, maxTaken - waiting.length - underway.size)
  }

  /** Sooner where something else is due sooner. */
  function wakeIn(ms: number): void {
    const at = now() + Math.min(Math.max(ms, minSleepMs), lookEveryMs)
    if (isStopped || (alarm !== undefined && alarm.at <= at)) return
    clearAlarm()
    alarm = { at, timer: setTimeout(wake, at - now()) }
  }

  function clearAlarm(): void {
    clearTimeout(alarm?.timer)
    alarm = undefined
  }

  function accept(load: Load): void {
    const { host, parcel } = load
    if ((taken.get(host) ?? 0) >= maxTakenPerHost) {
      const trouble = { code: 'crowd' } as const
      track(settle(parcel, { type: 'later', dueAt: now() + putOffMs, trouble }))
      return
    }
    count(taken, host, 1)
    waiting.push(load)
  }

  /** Those whose host has room. */
  function begin(): void {
    for (const load of waiting.splice(0)) {
      const { host, parcel, takenAt } = load
      if (isStopped || now() - takenAt > startWithinMs) {
        count(taken, host, -1)
      } else if ((running.get(host) ?? 0) >= maxRunningPerHost) {
        waiting.push(load)
      } else {
        count(running, host, 1)
        track(
          deliver(parcel).finally(() => {
            count(running, host, -1)
            count(taken, host, -1)
          }),
        )
      }
    }
  }

  function track(work: Promise<void>): void {
    const done = work
      .catch((err) => log.warn({ err }, 'A delivery could not be settled; it is taken again.'))
      .then(() => {
        underway.delete(done)
        begin()
        if (isWanted && !isStopped) wake()
      })
    underway.add(done)
  }

  async function deliver(parcel: Parcel): Promise<void> {
    await settle(parcel, await outcomeFor(parcel))
  }

  async function outcomeFor(parcel: Parcel): Promise<Outcome> {
    const { target, user } = parcel
    const carry = carriers[target.channel]
    if (carry === undefined) {
      return { type: 'withheld', trouble: { code: 'not-offered' } }
    }
    if (now() >= endOf(parcel)) {
      return { type: 'failed', trouble: { code: 'too-late' } }
    }
    const wish = wishFor(parcel, readPreferences(await preferences(user)), now())
    if (wish.type !== 'deliver') return wish
    const waitMs = await pace(target)
    if (waitMs !== undefined) {
      return {
        type: 'later',
        dueAt: now() + waitMs,
        trouble: { code: 'pace' },
      }
    }
    const attempt = await carry(parcel, wish).catch((err) => spoilt(parcel, err))
    return outcomeOf(attempt, { parcel, now: now(), random: random() })
  }

  /** What can't even be written, because of what is kept of its target: it would fail ever after. */
  function spoilt({ target }: Parcel, err: unknown): Attempt {
    if (err instanceof StorageError) throw err
    log.error({ err, channel: target.channel, target: target.id }, 'A delivery can’t be written.')
    return { type: 'failed', trouble: { code: 'broken' } }
  }

  async function settle(parcel: Parcel, outcome: Outcome): Promise<void> {
    const { notification, target } = parcel
    const at = now()
    await settling.write({ notification: notification.id, target: target.id, outcome, at })
    onSettled({ channel: target.channel, outcome: outcome.type, ms: at - notification.at })
    if (outcome.type === 'retry' || outcome.type === 'later') wakeIn(outcome.dueAt - at)
    if (outcome.type === 'sent' || outcome.type === 'later') return
    const { channel } = target
    const about = { channel, host: hostOf(target), target: target.id, attempts: parcel.attempts }
    const trouble = troubleSentence(outcome.trouble)
    log.info({ ...about, outcome: outcome.type, trouble }, 'Not delivered.')
  }

  wake()
  return {
    wake,
    async stop() {
      isStopped = true
      clearAlarm()
      waiting.length = 0
      let late: NodeJS.Timeout | undefined
      const enough = new Promise((resolve) => {
        late = setTimeout(resolve, stopWithinMs)
      })
      await Promise.race([Promise.all(underway), enough])
      clearTimeout(late)
      settling.stop()
    },
  }
}

/** What it is bounded by; an e-mail's is our own server. */
function hostOf({ channel, address }: Target): string {
  return channel !== 'email' && URL.canParse(address) ? new URL(address).host : channel
}

function count(counts: Map<string, number>, key: string, by: number): void {
  const next = (counts.get(key) ?? 0) + by
  if (next <= 0) counts.delete(key)
  else counts.set(key, next)
}
