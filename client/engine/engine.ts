import { createAudience, type Send } from './audience.ts'
import { watchSleep } from './awake.ts'
import type { Cause } from './cause.ts'
import { type Conditions, changeOf } from './conditions.ts'
import { createHerald } from './herald.ts'
import { type Doing, type Happening, type Life, step } from './lifecycle.ts'
import type { LiveStatus, PageReport } from './live.ts'
import { isSamePlan, type TransportName } from './plan.ts'
import { createPlanner } from './planner.ts'
import { createSaver, type Saver } from './saver.ts'
import { createSession, type Session } from './session.ts'
import type { PriceStore, Saved } from './store.ts'
import type { Time } from './time.ts'
import { createTimers } from './timers.ts'
import type { Transport } from './transport.ts'
import { createUpstream, type Upstream } from './upstream.ts'
import { covers } from './wanted.ts'

/** A battery's charging state comes before the level that goes with it: wait until both are here. */
const settleMs = 1_000
/** A page that reloads is back by then; one that has gone leaves no upstream behind for a second. */
const graceMs = 500
/** A store that hangs must not keep prices away. */
const loadMs = 1_500

/** Feeds all pages from one connection. Knows neither page nor worker: whoever hosts it does. */
export interface Engine {
  /** A page holds a stream; the returned function lets go of it. */
  attach(report: PageReport, send: Send): () => void
  /** Ignored where the page holds no stream. */
  report(report: PageReport): void
  /** Closes the connection and saves what is left. */
  stop(): Promise<void>
}

export interface EngineOptions {
  store: PriceStore
  transports: Record<TransportName, Transport>
  time: Time
  /** Of the app, and a name for this life of the worker. */
  version: string
  worker: string
}

interface Core {
  session: Session
  upstream: Upstream
  saver: Saver
}

export function createEngine({ store, transports, time, version, worker }: EngineOptions): Engine {
  const audience = createAudience()
  const herald = createHerald({ audience, time, status })
  const planner = createPlanner()
  const timers = createTimers(time)
  let life: Life = {
    phase: { name: 'idle' },
    plan: planner.make(undefined, time.now()),
    failures: 0,
    strikes: 0,
  }
  let seen: Conditions | undefined
  let core: Core | undefined
  let stopSleepWatch: (() => void) | undefined
  let stopped = false
  /** What pages were last told of the market. */
  let told = ''

  const loading = load()

  async function load(): Promise<void> {
    const patience = new Promise<undefined>((resolve) => {
      timers.set('load', loadMs, () => resolve(undefined))
    })
    const saved = await Promise.race([store.load().catch(() => undefined), patience])
    timers.clear('load')
    if (stopped) return
    begin(saved)
  }

  /** The last known rows are shown at once; then the network. */
  function begin(saved: Saved | undefined): void {
    const session = createSession(saved)
    const upstream = createUpstream({
      transports,
      session,
      covered: saved?.head.symbols ?? [],
      time,
      onHappening: dispatch,
      onPrices(prices, { replace }) {
        audience.show(prices, { replace, cached: false })
        saver.changed(prices, replace)
      },
      onMessage: tellMessage,
    })
    const saver = createSaver({
      store,
      time,
      base: saved?.head.cursor,
      state() {
        const cursor = session.cursor()
        if (cursor === undefined) return undefined
        const { market, simulated } = session.about()
        const head = { cursor, symbols: [...upstream.covered()], market, simulated }
        return { head, prices: session.prices(), listing: session.listing() }
      },
      onTrouble: (trouble) => record(life.phase.name, trouble),
    })
    core = { session, upstream, saver }
    audience.show(session.prices(), { replace: true, cached: true })
    plan({ type: 'prices-wanted' })
  }

  /** Makes the plan anew; `returned` where nothing that is open is to be trusted. */
  function plan(why: Cause, returned = false): void {
    if (core === undefined || stopped) return
    timers.clear('settle')
    const now = time.now()
    const made = planner.make(present(), now)
    const retryAt = planner.retryAt(now)
    if (retryAt !== undefined) {
      timers.set('refusal', retryAt - now, () => plan({ type: 'refusal-over' }))
    }
    const isUp = made.transport !== 'none' && life.plan.transport !== 'none'
    if (isSamePlan(made, life.plan) && !(returned && isUp)) return
    dispatch({ type: 'planned', plan: made, returned: returned && isUp, why })
  }

  /** A market that was found or has changed is told at once; a latency that did can wait. */
  function tellMessage(): void {
    const { phase, market, simulated, cursor, unknown } = status()
    const news = [phase.name, market, simulated, cursor === undefined, ...unknown].join()
    if (news === told) herald.tellStatusSoon()
    else herald.tellStatus()
    told = news
  }

  function dispatch(happening: Happening): void {
    const before = life.phase.name
    const next = step(life, happening, { now: time.now(), random: time.random() })
    life = next.life
    if (next.reason !== undefined) record(before, next.reason)
    setPhaseTimers()
    if (next.doing !== undefined) perform(next.doing)
    herald.tellStatus()
  }

  function perform(doing: Doing): void {
    switch (doing.type) {
      case 'open':
        core?.upstream.open(doing.transport, life.plan, audience.symbols())
        break
      case 'close':
        core?.upstream.close()
        if (life.plan.transport === 'none') void core?.saver.flush()
        break
      case 'pace':
        if (core?.upstream.pace(life.plan) === false) {
          dispatch({ type: 'outgrown', why: { type: 'cadence-changed' } })
        }
        break
      case 'refuse':
        core?.upstream.close()
        planner.refuse(doing.transport, time.now())
        plan({ type: 'going-without', transport: doing.transport })
    }
  }

  function setPhaseTimers(): void {
    const { phase } = life
    timers.clear('phase')
    const dueAt =
      phase.name === 'waiting' ? phase.retryAt : phase.name === 'resting' ? phase.nextAt : undefined
    if (dueAt !== undefined) {
      timers.set('phase', dueAt - time.now(), () => dispatch({ type: 'due' }))
    }
    if (phase.name === 'live') {
      stopSleepWatch ??= watchSleep(time, () => plan({ type: 'device-slept' }, true))
    } else {
      stopSleepWatch?.()
      stopSleepWatch = undefined
    }
  }

  /** Pages that want nothing count as none. */
  function present(): Conditions | undefined {
    return audience.symbols().length > 0 ? audience.conditions() : undefined
  }

  /** What a report, a coming or a going changes. */
  function consider(): void {
    const before = seen
    seen = present()
    const change = changeOf(before, seen)
    switch (change.type) {
      case 'none':
        break
      case 'battery':
        timers.set('settle', settleMs, () => plan({ type: 'battery-changed' }))
        break
      case 'returned':
      case 'other':
        if (change.network) planner.forgetRefusals()
        plan(change.why, change.type === 'returned')
    }
  }

  function widen(): void {
    if (core === undefined || covers(core.upstream.asked(), audience.symbols())) return
    dispatch({ type: 'outgrown', why: { type: 'more-wanted' } })
  }

  function record(from: Life['phase']['name'], reason: Cause): void {
    const { transport, intervalMs } = life.plan
    herald.record({ at: time.now(), from, to: life.phase.name, transport, intervalMs, reason })
  }

  function status(): LiveStatus {
    const { phase, plan } = life
    const about = core?.session.about() ?? {
      market: 'connecting' as const,
      simulated: false,
      unknown: [],
    }
    const timing = core?.upstream.timing() ?? {
      latencyMs: undefined,
      clockAheadMs: undefined,
      heardAt: undefined,
    }
    return { phase, plan, ...about, cursor: core?.session.cursor(), ...timing }
  }

  return {
    attach(report, send) {
      timers.clear('grace')
      send({ type: 'hello', worker, version })
      const leave = audience.join(report, send, time.now())
      herald.greet(send)
      if (core) showAll(report.page)
      send({ type: 'status', status: status() })
      consider()
      widen()
      return () => {
        leave()
        if (audience.size > 0) consider()
        else timers.set('grace', graceMs, consider)
      }
    },
    report(report) {
      const showsAll = audience.report(report, time.now())
      if (showsAll) showAll(report.page)
      consider()
      widen()
    },
    async stop() {
      stopped = true
      timers.clearAll()
      herald.stop()
      stopSleepWatch?.()
      await loading
      core?.upstream.close()
      await core?.saver.flush()
      core?.saver.stop()
    },
  }

  function showAll(page: string): void {
    if (core === undefined) return
    audience.showAll(page, core.session.prices(), !core.upstream.confirmed())
  }
}
