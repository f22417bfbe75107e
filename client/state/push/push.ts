import { createEffect, createSignal, on, onCleanup, untrack } from 'solid-js'
import type { Settings } from '../../db/settings.ts'
import {
  askServerKey,
  type KeptPush,
  type Outcome,
  type PushProblem,
  pushSetting,
  readKept,
  type Subscription,
  subscribe,
  tellServer,
} from '../../engine/push-subscription.ts'
import type { Lack, PushBrowser } from './browser.ts'

/*
 *   starting ──▶ lacking                       this browser can't
 *      │
 *      ├──▶ off ── turned on, and allowed ──▶ turning on ──▶ on ── turned off ──▶ off
 *      │     ▲                                    └──▶ failed ── again, or online ──▶ turning on
 *      │     └── forgotten ── lost: it was on, and the browser asks anew
 *      └──▶ blocked: its user, or the browser by itself, allows none
 *
 * At every start, whenever the permission changes, when its user looks after their alerts, and where the
 * server is seen not to have it, what its user wants is compared with what the browser and the server
 * have, and what is missing is renewed without a word.
 */
export type PushState =
  | { type: 'starting' }
  | { type: 'lacking'; lack: Lack }
  | { type: 'off' }
  | { type: 'turning-on' }
  /** `known`: the server has said so since the start. */
  | { type: 'on'; known: boolean }
  | { type: 'failed'; problem: Exclude<PushProblem, 'ended'> }
  | { type: 'blocked'; wasOn: boolean }
  | { type: 'lost' }

export interface PushOptions {
  browser: PushBrowser
  settings: Settings
  /** In which the server writes to this device, and tells times. */
  language(): string
  zone(): string
  /** Makes who uses this device known to the server; false where it can't, or they are to choose first. */
  begin(): Promise<boolean>
}

/** Whoever goes to and fro between pages asks the server no more often than this. */
const lookMs = 60_000

const nothing: KeptPush = {
  ...{ wanted: false, id: undefined, endpoint: undefined, language: 'en', zone: 'UTC' },
}

/** Whether alerts reach this device while the app is closed, and the ways to change that. */
export function createPush({ browser, settings, language, zone, begin }: PushOptions) {
  const [state, setState] = createSignal<PushState>({ type: 'starting' })
  /** One thing at a time. */
  let last: Promise<void> = Promise.resolve()
  let isOver = false
  /** When the server was asked last. */
  let askedAt = Number.NEGATIVE_INFINITY

  const queue = (work: () => Promise<void>): Promise<void> => {
    last = last.then(() => (isOver ? undefined : work()))
    return last
  }
  const read = async () => readKept(await settings.get(pushSetting).catch(() => {})) ?? nothing
  // Where nothing can be kept, it is on for as long as the page.
  const keep = (kept: KeptPush) => settings.set(pushSetting, kept).catch(() => {})

  async function reconcile(): Promise<void> {
    const lack = browser.lack()
    if (lack !== undefined) return void setState({ type: 'lacking', lack })
    const kept = await read()
    const permission = browser.permission()
    if (permission === 'denied') return block(kept)
    if (!kept.wanted) return void setState({ type: 'off' })
    if (permission === 'default') return void setState({ type: 'lost' })
    await renew(kept, 'quietly')
  }

  async function block(kept: KeptPush): Promise<void> {
    setState({ type: 'blocked', wasOn: kept.wanted })
    if (kept.id === undefined) return
    // The server needn't find out by sending in vain.
    await drop(kept.id)
    await keep({ ...kept, id: undefined, endpoint: undefined })
  }

  async function renew(kept: KeptPush, how: 'asked' | 'quietly'): Promise<void> {
    askedAt = Date.now()
    setState(kept.id === undefined ? { type: 'turning-on' } : { type: 'on', known: false })
    const told = { language: language(), zone: zone() }
    const ask = () => reach({ ...told, renews: how === 'quietly' })
    const first = await ask()
    // Nobody's session is begun anew behind their back: they may have ended it.
    const isNobody = !first.ok && first.problem === 'nobody'
    const outcome = how === 'asked' && isNobody && (await begin()) ? await ask() : first
    if (!outcome.ok) {
      // Its user has removed this device from their list: it stays so until they want it here.
      if (outcome.problem === 'ended') return end(undefined)
      // Pushes come to a device that is offline just now as soon as it isn't.
      const isThere = outcome.problem === 'network' && (await has(kept.endpoint))
      if (!isThere) setState({ type: 'failed', problem: outcome.problem })
      return
    }
    // The server had dropped it, and that is because its push service did: the browser isn't told.
    const isDead =
      kept.id !== undefined &&
      kept.id !== outcome.id &&
      kept.endpoint === outcome.subscription.endpoint
    if (isDead && how === 'quietly') return replace(outcome.subscription)
    const { id, subscription } = outcome
    await keep({ wanted: true, id, endpoint: subscription.endpoint, ...told })
    if (kept.id !== undefined && kept.id !== id) await drop(kept.id)
    setState({ type: 'on', known: true })
  }

  async function replace(dead: Subscription): Promise<void> {
    await dead.unsubscribe().catch(() => false)
    await renew({ ...(await read()), endpoint: undefined }, 'quietly')
  }

  /** All the way: the server's key, the browser's subscription with it, and the server told of that. */
  async function reach(told: {
    language: string
    zone: string
    renews: boolean
  }): Promise<Outcome<{ id: string; subscription: Subscription }>> {
    const subscriber = await browser.subscriber()
    if (subscriber === undefined) return { ok: false, problem: 'refused' }
    const known = await askServerKey(browser.fetch)
    if (!known.ok) return known
    const taken = await subscribe(subscriber, known.key)
    if (!taken.ok) return taken
    const { subscription } = taken
    const kept = await tellServer(browser.fetch, { subscription, ...told })
    return kept.ok ? { ...kept, subscription } : kept
  }

  /** `id`: what the server still has of it. */
  async function end(id: string | undefined): Promise<void> {
    await keep(nothing)
    const subscription = await (await browser.subscriber())?.getSubscription()
    await subscription?.unsubscribe().catch(() => false)
    // Where it can't be told now, it hears from the push service that nobody is there.
    if (id !== undefined) await drop(id)
    await reconcile()
  }

  async function has(endpoint: string | undefined): Promise<boolean> {
    const subscription = await (await browser.subscriber())?.getSubscription().catch(() => null)
    return subscription?.endpoint === endpoint
  }

  const drop = (id: string) =>
    browser.fetch(`/api/push/${id}`, { method: 'DELETE' }).catch(() => undefined)

  const again = () => {
    const now = state()
    if (now.type === 'failed' || (now.type === 'on' && !now.known)) void queue(reconcile)
  }
  addEventListener('online', again)
  onCleanup(() => removeEventListener('online', again))
  onCleanup(browser.lack() ? () => {} : browser.onPermission(() => void queue(reconcile)))
  onCleanup(() => {
    isOver = true
  })
  createEffect(on([language, zone], () => void queue(reconcile)))

  return {
    state,
    /** It was on, and its user may not know that it isn't any more. */
    trouble(): 'blocked' | 'lost' | undefined {
      const now = state()
      if (now.type === 'blocked') return now.wasOn ? 'blocked' : undefined
      return now.type === 'lost' ? 'lost' : undefined
    },
    /** From a gesture: the browser asks its user at once, or not at all. */
    async turnOn(): Promise<void> {
      setState({ type: 'turning-on' })
      const permission = await browser.ask().catch(() => browser.permission())
      return queue(async () => {
        const kept = await read()
        if (permission === 'denied') return block(kept)
        // Put away without an answer.
        if (permission === 'default') return void setState({ type: kept.wanted ? 'lost' : 'off' })
        await renew(kept, 'asked')
      })
    },
    turnOff: () => queue(async () => end((await read()).id)),
    /** Its user looks after their alerts: they should see whether these come to this device. */
    look(): void {
      const isDue = Math.abs(Date.now() - askedAt) >= lookMs
      if (isDue && untrack(state).type === 'on') void queue(reconcile)
    },
    /** It was seen that the server doesn't have this device: its user may have removed it from another. */
    missed(): void {
      if (state().type === 'on') void queue(reconcile)
    },
    /** Its user knows that it isn't on any more, and leaves it so. */
    accept: () =>
      queue(async () => {
        await keep(nothing)
        await reconcile()
      }),
  }
}

export type Push = ReturnType<typeof createPush>
