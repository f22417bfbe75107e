import {
  type Instrument,
  type InstrumentId,
  isCountedAlike,
  type VenueName,
} from '../../shared/instrument.ts'
import type { Running, Venue, VenueSink } from '../venues/venue.ts'
import { aliasesAt, defaultPairs, type Known, type Pair } from './aliases.ts'
import { type Desk, makeDesk } from './desk.ts'
import type { BeginningMarket, MarketHost, MarketSource, RunningMarkets } from './host.ts'
import { tellPast } from './past.ts'
import { makePreference } from './preference.ts'

/*
 * Live venues, one of which gives the symbols without a venue; the simulated market until the first
 * real price.
 *
 *   connecting ── a real price ───────────────────▶ live at that venue ⟲ another takes over
 *       │ `patienceMs` without one                    ▲
 *       └────────▶ simulated ── a real price ─────────┘
 *
 * Once live it stays live: prices of a venue that is lost are shown with their age. Other venues run
 * while anybody wants something of theirs.
 */
export interface LiveOptions {
  /** Those that may give the default watchlist, the preferred first. */
  venues: readonly Venue[]
  /** Those that only run for what is asked of them by name. */
  others?: readonly Venue[]
  simulated?: Venue | undefined
  /** How long the first real price may take before the simulated market steps in. */
  patienceMs?: number
  /** What is known of instruments before a venue has told its own. */
  listed(): readonly Known[]
  /** A clock that only rises, ms: setting the machine's must not change venues. */
  clock: () => number
  /** Epoch ms: where a simulated past ends. */
  now: () => number
}

type Phase =
  | { name: 'connecting' }
  | { name: 'simulated'; running: Running | undefined; list: readonly Instrument[] }
  | { name: 'live' }
  | { name: 'stopped' }

const lookMs = 500

export function makeLiveMarkets(options: LiveOptions): MarketSource {
  return { start: (host) => run(host, options) }
}

function run(host: MarketHost, options: LiveOptions): RunningMarkets {
  const { venues, others = [], simulated, patienceMs = 5_000, listed, clock, now } = options
  const [preferred] = venues
  if (preferred === undefined) throw new Error('Live markets need a venue.')
  const startedAt = clock()
  const preference = makePreference({ venues: venues.map(({ name }) => name), now: startedAt })
  const desks = [...venues, ...others].map(makeDesk)
  const deskOf = (name: VenueName) => desks.find(({ venue }) => venue.name === name)
  let phase: Phase = { name: 'connecting' }
  /** As the host knows them. */
  let announced = new Map<InstrumentId, Instrument>()
  let aliases = new Map<string, InstrumentId>()

  /** Who gives the symbols without a venue, or is the first to be asked. */
  const giver = () => preference.current() ?? preferred.name

  /** Everything that can be asked for: what is known beforehand, and over it what venues have told since. */
  function instruments(): Known[] {
    const byId = new Map<InstrumentId, Known>()
    for (const each of listed()) if (deskOf(each.venue)) byId.set(each.id, each)
    for (const { watchlist } of desks) for (const each of watchlist) byId.set(each.id, each)
    return [...byId.values()]
  }

  function aliasesNow(all: readonly Known[]): Map<string, InstrumentId> {
    const pairs = new Map<string, Pair>(defaultPairs.map((pair) => [pair.symbol, pair]))
    // Whatever the preferred venue lists may be meant by a symbol without a venue.
    for (const each of all) if (each.venue === preferred?.name) pairs.set(each.symbol, each)
    const own = all.filter(({ venue }) => venue === giver())
    // A venue's watchlist is what it trades most, be it in dollars of another kind.
    const chosen = aliasesAt(deskOf(giver())?.watchlist ?? [], defaultPairs)
    return new Map([...aliasesAt(own, [...pairs.values()]), ...chosen])
  }

  function begin(): void {
    if (phase.name === 'stopped') return
    const all = instruments()
    announced = new Map(all.map((each) => [each.id, each]))
    aliases = aliasesNow(all)
    host.begin(phase.name === 'simulated' ? simulatedMarket(phase.list, all) : realMarket(all))
  }

  function realMarket(all: readonly Instrument[]): BeginningMarket {
    const market = phase.name === 'live' ? 'live' : 'connecting'
    const defaults = defaultPairs.flatMap(({ symbol }) => aliases.get(symbol) ?? [])
    return { market, venue: giver(), instruments: all, defaults, aliases, afresh: false }
  }

  /** Real instruments can be asked for by name meanwhile: the first price of one ends it. */
  function simulatedMarket(
    list: readonly Instrument[],
    all: readonly Instrument[],
  ): BeginningMarket {
    return {
      market: 'simulated',
      venue: 'SIMULATED',
      instruments: [...list, ...all],
      defaults: list.map(({ id }) => id),
      aliases: new Map(),
      afresh: false,
    }
  }

  function extend(more: readonly Instrument[]): void {
    const added = more.filter(({ id }) => !announced.has(id))
    if (added.length === 0) return
    for (const each of added) announced.set(each.id, each)
    host.extend(added)
  }

  function simulate(venue: Venue): void {
    const own: Phase = { name: 'simulated', running: undefined, list: [] }
    phase = own
    own.running = venue.start({
      ...host,
      instruments(list) {
        own.list = list
        begin()
        void tellPast(venue, { host, instruments: list, now: now() })
      },
      status: (status) => host.status(venue.name, status),
      refused: (reason) => host.refused(venue.name, reason),
    })
  }

  function endSimulation(): void {
    if (phase.name === 'simulated') phase.running?.stop()
  }

  /** A real price: it may end the wait, or the simulation. */
  function heard(name: VenueName): void {
    preference.heard(name, clock())
    if (phase.name === 'connecting' || phase.name === 'simulated') look()
  }

  function sinkOf(desk: Desk): VenueSink {
    const { name } = desk.venue
    return {
      trade(trade) {
        heard(name)
        host.trade(trade)
      },
      quote: host.quote,
      ticker(ticker) {
        if (ticker.last !== undefined) heard(name)
        host.ticker(ticker)
      },
      refused: (reason) => host.refused(name, reason),
      status(status) {
        if (status.phase === 'waiting') preference.lost(name, clock())
        host.status(name, status)
      },
      instruments(list) {
        desk.watchlist = list
        if (list.some(isCountedOtherwise) || (name === giver() && isOtherwiseCalled())) begin()
        else extend(list)
        ask(desk)
      },
    }
  }

  /** Whether its figures are counted in other units than the host knows. */
  function isCountedOtherwise(instrument: Instrument): boolean {
    const old = announced.get(instrument.id)
    return old !== undefined && !isCountedAlike(old, instrument)
  }

  /** Whether symbols without a venue mean something else than the host knows. */
  function isOtherwiseCalled(): boolean {
    const next = aliasesNow(instruments())
    return next.size !== aliases.size || [...next].some(([name, id]) => aliases.get(name) !== id)
  }

  function ask(desk: Desk): void {
    desk.ask(preference.atWork(clock()).includes(desk.venue.name))
  }

  function release(desk: Desk): void {
    desk.stop()
    preference.lost(desk.venue.name, clock())
    host.released(desk.venue.name)
  }

  /** Makes up its mind about who is at work and who is current. */
  function look(): void {
    if (phase.name === 'stopped') return
    const at = clock()
    if (preference.decide(at)) {
      endSimulation()
      phase = { name: 'live' }
      begin()
    } else if (phase.name === 'connecting' && simulated && at - startedAt >= patienceMs) {
      simulate(simulated)
    }
    const atWork = new Set(preference.atWork(at))
    for (const desk of desks) {
      const works = atWork.has(desk.venue.name) || desk.wanted.length > 0
      if (works && !desk.isAtWork()) desk.start(sinkOf(desk))
      else if (!works && desk.isAtWork()) release(desk)
      ask(desk)
    }
  }

  begin()
  look()
  const timer = setInterval(look, lookMs)

  return {
    want(wanted) {
      for (const desk of desks) {
        desk.wanted = wanted.filter(({ venue }) => venue === desk.venue.name)
      }
      look()
    },
    relisted(venue) {
      const list = listed().filter((each) => each.venue === venue)
      const desk = deskOf(venue)
      if (desk === undefined || !list.some(isCountedOtherwise)) {
        extend(list)
        return
      }
      // What it delivers must be counted as it is listed from now on: it learns anew.
      desk.watchlist = []
      if (desk.isAtWork()) release(desk)
      begin()
      look()
    },
    stop() {
      clearInterval(timer)
      endSimulation()
      phase = { name: 'stopped' }
      for (const desk of desks) desk.stop()
    },
  }
}
