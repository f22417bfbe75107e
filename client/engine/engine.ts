import { pollPath } from './address.ts'
import { createAlarms } from './alarms.ts'
import { createAudience, type Send } from './audience.ts'
import type { Cause } from './cause.ts'
import { radioOf } from './conditions.ts'
import { type Core, createCore } from './core.ts'
import { midnightAfter } from './day.ts'
import { createHerald } from './herald.ts'
import { createInspection, createTally, type Insight, type Keeping } from './insight.ts'
import { type Doing, type Happening, type Life, step } from './lifecycle.ts'
import type { LiveStatus, PageReport } from './live.ts'
import { createMeter } from './meter.ts'
import { createNotices, type ToldStore } from './notices.ts'
import type { NotificationLog } from './notification-log.ts'
import { createOutlook } from './outlook.ts'
import { isSamePlan, type TransportName } from './plan.ts'
import { createPlanner } from './planner.ts'
import type { watchRequests } from './requests.ts'
import { statusOf } from './status.ts'
import type { PriceStore, Saved } from './store.ts'
import type { Time } from './time.ts'
import { createTimers, within } from './timers.ts'
import type { Traffic } from './traffic.ts'
import type { Transport } from './transport.ts'
import type { UsageStore } from './usage.ts'
import { covers, type Wants } from './wanted.ts'

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
  /** What pages have asked for by themselves counts too. */
  asked(traffic: Traffic, requests: number): void
  /** A session has begun, or is another's now: the connection is made anew with it. */
  renew(): void
  /** For a diagnosis: the connection ends as if it had broken. */
  drop(): void
  /** Closes the connection and saves what is left, or nothing where it `forgets`. */
  stop(forgets?: 'forgets'): Promise<void>
}

export interface EngineOptions {
  store: PriceStore
  usage: UsageStore
  /** How far notifications were told, and where they are read. */
  told: ToldStore
  openLog(onTraffic: (traffic: Traffic) => void): NotificationLog
  transports: Record<TransportName, Transport>
  time: Time
  /** Of the app, and a name for this life of the worker. */
  version: string
  worker: string
  host: 'service' | 'dedicated'
  /** Whether the stores outlive the worker. */
  lasting: boolean
  /** Where the browser tells what requests really took; returns its stop. */
  watchRequests?: typeof watchRequests
}

export function createEngine(options: EngineOptions): Engine {
  const { store, transports, time } = options
  const status = (): LiveStatus => statusOf(life, core)
  const audience = createAudience()
  const herald = createHerald({ audience, time, status })
  const planner = createPlanner()
  const timers = createTimers(time)
  const alarms = createAlarms({
    time,
    timers,
    onDue: () => dispatch({ type: 'due' }),
    onSlept: () => plan({ type: 'device-slept' }, true),
  })
  const tally = createTally()
  const meter = createMeter({ store: options.usage, time, onCarried })
  const log = options.openLog((traffic) => meter.carry('requests', traffic))
  const notices = createNotices({ audience, log, store: options.told, timers })
  const outlook = createOutlook(audience, meter)
  const inspection = createInspection({ audience, time, insight })
  const stopWatching = options.watchRequests?.(({ path, traffic }) => {
    if (path === pollPath) meter.weigh('poll', traffic.bytesDown)
  })
  const since = time.now()
  let life: Life = {
    phase: { name: 'idle' },
    plan: planner.make(undefined, time.now()),
    failures: 0,
    strikes: 0,
  }
  let core: Core | undefined
  let stopped = false
  let keeping: Keeping = options.lasting ? 'lasting' : 'memory'

  const loading = load()

  async function load(): Promise<void> {
    const saved = store.load().catch(() => undefined)
    const remembered = Promise.all([saved, meter.recalled, notices.recalled])
    const known = await within(timers, { name: 'load', ms: loadMs }, remembered)
    if (stopped) return
    begin(known?.[0])
  }

  /** The last known rows are shown at once; then the network. */
  function begin(saved: Saved | undefined): void {
    core = createCore({
      saved,
      store,
      transports,
      time,
      meter,
      tally,
      onHappening: dispatch,
      onPrices: (prices, { replace }) => audience.show(prices, { replace, cached: false }),
      onNotice: notices.take,
      onMessage: herald.tellMessage,
      onTrouble(trouble) {
        keeping = 'off'
        record(life.phase.name, trouble)
      },
    })
    audience.show(core.session.prices(), { replace: true, cached: true })
    plan({ type: 'prices-wanted' })
  }

  /** Makes the plan anew; `returned` where nothing that is open is to be trusted. */
  function plan(why: Cause, returned = false): void {
    if (core === undefined || stopped) return
    timers.clear('settle')
    const now = time.now()
    const conditions = outlook.present()
    const made = planner.make(conditions, now)
    const isFed = conditions !== undefined && made.transport !== 'none'
    meter.opened(isFed ? { radio: radioOf(conditions), front: conditions.visible } : undefined)
    if (conditions?.budgetSpent) timers.set('midnight', midnightAfter(now) - now, consider)
    const retryAt = planner.retryAt(now)
    if (retryAt !== undefined) {
      timers.set('refusal', retryAt - now, () => plan({ type: 'refusal-over' }))
    }
    const isUp = made.transport !== 'none' && life.plan.transport !== 'none'
    if (isSamePlan(made, life.plan) && !(returned && isUp)) return
    dispatch({ type: 'planned', plan: made, returned: returned && isUp, why })
  }

  function dispatch(happening: Happening): void {
    const before = life.phase.name
    const next = step(life, happening, { now: time.now(), random: time.random() })
    life = next.life
    if (next.reason !== undefined) record(before, next.reason)
    alarms.follow(life.phase)
    if (next.doing !== undefined) perform(next.doing)
    herald.tellStatus()
  }

  function perform(doing: Doing): void {
    switch (doing.type) {
      case 'open':
        core?.upstream.open(doing.transport, life.plan, wanted(core))
        break
      case 'close':
        core?.upstream.close()
        // It may be all that there is for a while.
        void flush()
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

  function onCarried(): void {
    if (outlook.hasTurned()) consider()
  }

  /** What a report, a coming or a going changes. */
  function consider(): void {
    const change = outlook.change()
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

  /** A page that changes what it shows wants nothing for a moment: it is given that moment. */
  function considerSoon(): void {
    inspection.review()
    if (audience.wants().symbols.length === 0) timers.set('grace', graceMs, consider)
    else consider()
    widen()
  }

  /** While a page is loaded anew nobody wants anything: what was wanted is not forgotten for that. */
  function wanted({ upstream }: Core): Wants {
    const wants = audience.wants()
    return wants.symbols.length > 0 ? wants : upstream.asked()
  }

  function widen(): void {
    if (core === undefined) return
    const { upstream } = core
    const { symbols, detail } = audience.wants()
    const asked = upstream.asked()
    // What is told in more detail than anybody wants any more is left so: it is a few bits.
    if (covers(asked.symbols, symbols)) {
      if (covers(asked.detail, detail) || upstream.detail(detail)) return
    }
    dispatch({ type: 'outgrown', why: { type: 'more-wanted' } })
  }

  function record(from: Life['phase']['name'], reason: Cause): void {
    const { transport, intervalMs } = life.plan
    herald.record({ at: time.now(), from, to: life.phase.name, transport, intervalMs, reason })
  }

  function insight(): Insight {
    const asked = core?.upstream.asked().symbols ?? []
    return { since, usage: meter.today(), counts: tally.read(), asked, keeping }
  }

  async function flush(): Promise<void> {
    await Promise.all([core?.saver.flush(), meter.flush()])
  }

  return {
    attach(report, send) {
      timers.clear('grace')
      const { worker, version, host } = options
      send({ type: 'hello', worker, version, host })
      const leave = audience.join(report, send, time.now())
      herald.greet(send)
      notices.greet(send)
      if (core) showAll(report.page)
      send({ type: 'status', status: status() })
      considerSoon()
      return () => {
        leave()
        considerSoon()
      }
    },
    report(report) {
      const showsAll = audience.report(report, time.now())
      if (showsAll) showAll(report.page)
      considerSoon()
    },
    asked: (traffic, requests) => meter.carry('requests', traffic, requests),
    renew: () => dispatch({ type: 'outgrown', why: { type: 'session-changed' } }),
    drop() {
      core?.upstream.close()
      dispatch({ type: 'lost', close: { reason: 'broken', why: { type: 'dropped' } } })
    },
    async stop(forgets) {
      stopped = true
      timers.clearAll()
      notices.stop()
      herald.stop()
      inspection.stop()
      stopWatching?.()
      alarms.stop()
      await loading
      core?.upstream.close()
      if (forgets === undefined) await flush()
      core?.saver.stop()
    },
  }

  function showAll(page: string): void {
    if (core === undefined) return
    audience.showAll(page, core.session.prices(), !core.upstream.confirmed())
  }
}
