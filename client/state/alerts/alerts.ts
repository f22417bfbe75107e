import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import { type Alert, type AlertRule, alertLimits } from '../../../shared/alert.ts'
import type { Settings } from '../../db/settings.ts'
import type { Row } from '../market.ts'
import { newId } from '../owned.ts'
import type { AlertsApi, AlertsProblem } from './ask-alerts.ts'
import { type AlertChange, maxChanges, type Refusal, shownAlerts, withChange } from './changes.ts'
import { createKeptAlerts, type KeptAlerts, noAlerts } from './kept-alerts.ts'
import { makeSending } from './sending.ts'
import { sideOf } from './side.ts'

/** What became of what was asked for. */
export type Outcome =
  | { type: 'done' }
  /** Kept on the device, until there is a connection. */
  | { type: 'waiting' }
  /** Nothing has changed. */
  | { type: 'refused'; refusal: Refusal }
  /** Too much waits, or there are too many. */
  | { type: 'full' }

export interface AlertsOptions {
  api: AlertsApi
  settings: Settings
  /** Whether anything can be sent. */
  online: Accessor<boolean>
  visible: Accessor<boolean>
  row(symbol: string): Row | undefined
  onTrouble(error: unknown): void
}

/** A crossing is known here before the server has told what it made of it, ms. */
const crossedMs = 1_200
/** What no price of ours tells (a window that has passed, an expiry) is read so often while somebody looks, ms. */
const againMs = 60_000
const retryMs = { first: 3_000, longest: 60_000 }

/** What the person waits for: the server's, as the device last knew it, with what hasn't arrived yet. */
export function createAlerts(options: AlertsOptions) {
  const { api, settings, online, visible } = options
  const [kept, setKept] = createSignal<KeptAlerts>(noAlerts)
  const [ready, setReady] = createSignal(false)
  const [problem, setProblem] = createSignal<AlertsProblem>()
  let retry: ReturnType<typeof setTimeout> | undefined
  let soon: ReturnType<typeof setTimeout> | undefined
  let pause = retryMs.first
  let reading: Promise<void> | undefined
  let isOver = false

  const store = createKeptAlerts(settings, (next) => {
    if (!isOver) setKept(next)
  })
  const update = (next: (kept: KeptAlerts) => KeptAlerts) =>
    store.update(next).catch((error: unknown) => {
      options.onTrouble(error)
      setKept(next(kept()))
    })
  const sending = makeSending({ api, changes: () => kept().changes, update })

  async function read(): Promise<void> {
    const answer = await api.read()
    if (isOver) return
    if (answer.ok) {
      setProblem(undefined)
      await update((now) => ({ ...now, alerts: answer.value, readAt: Date.now() }))
    } else if (answer.problem !== 'refused') setProblem(answer.problem)
  }

  /** How they stand now; one question at a time. */
  function refresh(): Promise<void> {
    reading ??= read().finally(() => {
      reading = undefined
    })
    return reading
  }

  async function flush(how = { isAsked: false }): Promise<void> {
    clearTimeout(retry)
    if (!online()) return
    const isDone = await sending.flush(how)
    if (isOver || isDone) {
      pause = retryMs.first
      return
    }
    retry = setTimeout(() => void flush(), pause)
    pause = Math.min(retryMs.longest, pause * 2)
  }

  /** It may go on: what waits is sent, and how they stand is read. */
  function resume(): void {
    void flush()
    void refresh()
  }

  const items = createMemo(() => shownAlerts(kept().alerts, kept().changes))

  async function submit(change: AlertChange): Promise<Outcome> {
    const { length } = kept().changes
    if (length >= maxChanges && !kept().changes.some(({ id }) => id === change.id)) {
      return { type: 'full' }
    }
    await update((now) => ({ ...now, changes: withChange(now.changes, change) }))
    await flush({ isAsked: true })
    const left = kept().changes.find(({ id, at }) => id === change.id && at === change.at)
    if (left === undefined) return { type: 'done' }
    if (left.refusal === undefined) return { type: 'waiting' }
    // Its user is here to be told.
    await drop(change.id)
    return { type: 'refused', refusal: left.refusal }
  }

  async function drop(id: string): Promise<void> {
    await update((now) => ({ ...now, changes: now.changes.filter((each) => each.id !== id) }))
  }

  const alert = (id: string) => kept().alerts.find((each) => each.id === id)
  /** No two changes of a device are of the same instant. */
  let latest = 0
  function stamp(): number {
    latest = Math.max(Date.now(), latest + 1)
    return latest
  }

  async function start(): Promise<void> {
    setKept(await store.read())
    setReady(true)
    await flush()
    await refresh()
  }
  void start()

  createEffect(
    on(
      [online, visible],
      ([isOnline, isVisible]) => {
        if (isOnline && isVisible) resume()
      },
      { defer: true },
    ),
  )
  createEffect(() => {
    const isNone = items().length === 0 && problem() === undefined
    if (!online() || !visible() || isNone) return
    const timer = setInterval(() => void refresh(), againMs)
    onCleanup(() => clearInterval(timer))
  })
  // A price that has come to the other side of a threshold is what makes an alert another.
  const sides = createMemo(() =>
    items()
      .map(({ alert: { id, rule } }) => `${id} ${sideOf(rule, options.row(rule.symbol))}`)
      .join(),
  )
  createEffect(
    on(
      sides,
      () => {
        clearTimeout(soon)
        soon = setTimeout(() => void refresh(), crossedMs)
      },
      { defer: true },
    ),
  )
  onCleanup(() => {
    isOver = true
    clearTimeout(retry)
    clearTimeout(soon)
    store.close()
  })

  return {
    /** False until the device has told what it knows. */
    ready,
    /** In the order of making. */
    items,
    of: (symbol: string) => items().filter(({ alert }) => alert.rule.symbol === symbol),
    find: (id: string) => items().find((shown) => shown.alert.id === id),
    /** When the server told them last, epoch ms. */
    readAt: () => kept().readAt,
    /** Why what is shown is what was last known. */
    problem,
    refresh,
    resume,
    make(rule: AlertRule): Promise<Outcome> {
      if (items().length >= alertLimits.perUser) return Promise.resolve({ type: 'full' })
      return submit({ type: 'make', id: newId(), at: stamp(), rule })
    },
    /** Puts back one that was removed. What has fired already comes back paused: it is not to fire again unasked. */
    restore({ id, rule, phase }: Alert): Promise<Outcome> {
      const isOver = phase === 'done' || phase === 'expired'
      const paused = rule.paused || isOver
      return submit({ type: 'make', id, at: stamp(), rule: { ...rule, paused } })
    },
    async change(id: string, rule: Partial<AlertRule>): Promise<Outcome> {
      const before = alert(id)
      const base = before?.rule ?? items().find((each) => each.alert.id === id)?.alert.rule
      if (base === undefined) return { type: 'refused', refusal: { type: 'gone' } }
      const version = before?.version ?? 0
      return await submit({ type: 'change', id, at: stamp(), rule, base, version })
    },
    remove: (id: string): Promise<Outcome> => submit({ type: 'remove', id, at: stamp() }),
    /** Lets what was refused be: the server's stays. */
    drop,
  }
}

export type Alerts = ReturnType<typeof createAlerts>
