import type { Instrument, InstrumentId, VenueName } from '../../shared/instrument.ts'
import type { Running, Venue, VenueSink } from '../venues/venue.ts'
import { aliasesAt, defaultPairs, type Pair } from './aliases.ts'
import type { MarketHost, MarketSource } from './host.ts'
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
  listed(): readonly Instrument[]
  now: () => number
}

type Phase =
  | { name: 'connecting' }
  | { name: 'simulated'; running: Running }
  | { name: 'live' }
  | { name: 'stopped' }

/** A venue at work, or not. */
interface Desk {
  venue: Venue
  running: Running | undefined
  /** Its default watchlist, as it trades it. */
  watchlist: readonly Instrument[]
  /** Wanted of it by name. */
  wanted: readonly Instrument[]
  /** What it was told last, by id. */
  told: string
}

const lookMs = 500

export function makeLiveMarkets(options: LiveOptions): MarketSource {
  return { start: (host) => run(host, options) }
}

function run(host: MarketHost, options: LiveOptions) {
  const { venues, others = [], simulated, patienceMs = 5_000, listed, now } = options
  const preferred = venues[0]
  if (preferred === undefined) throw new Error('Live markets need a venue.')
  const startedAt = now()
  const preference = makePreference({ venues: venues.map(({ name }) => name), now: startedAt })
  const desks = [...venues, ...others].map(
    (venue): Desk => ({ venue, running: undefined, watchlist: [], wanted: [], told: '' }),
  )
  let phase: Phase = { name: 'connecting' }

  /** Everything that can be asked for: what is known beforehand, and what venues have told since. */
  function instruments(): Instrument[] {
    const byId = new Map<InstrumentId, Instrument>()
    for (const each of listed()) byId.set(each.id, each)
    for (const { watchlist } of desks) for (const each of watchlist) byId.set(each.id, each)
    return [...byId.values()]
  }

  function begin(market: 'connecting' | 'live', name: VenueName): void {
    const all = instruments()
    const own = all.filter(({ venue }) => venue === name)
    const pairs = new Map<string, Pair>(defaultPairs.map((pair) => [pair.symbol, pair]))
    // Whatever the preferred venue lists may be meant by a symbol without a venue.
    for (const each of all) if (each.venue === preferred?.name) pairs.set(each.symbol, each)
    const aliases = aliasesAt(own, [...pairs.values()])
    const defaults = defaultPairs.flatMap(({ symbol }) => aliases.get(symbol) ?? [])
    host.begin({ market, venue: name, instruments: all, defaults, aliases, afresh: false })
  }

  function simulate(venue: Venue): void {
    const running = venue.start({
      ...host,
      instruments(list) {
        host.begin({
          market: 'simulated',
          venue: venue.name,
          instruments: [...list, ...instruments()],
          defaults: list.map(({ id }) => id),
          aliases: new Map(),
          afresh: false,
        })
        void tellPast(venue, { host, instruments: list, now: now() })
      },
      status: (status) => host.status(venue.name, status),
    })
    phase = { name: 'simulated', running }
  }

  /** A real price: it may end the wait, or the simulation. */
  function heard(name: VenueName): void {
    preference.heard(name, now())
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
      refused: host.refused,
      status(status) {
        if (status.phase === 'waiting') preference.lost(name, now())
        host.status(name, status)
      },
      instruments(list) {
        const isOther = isCountedOtherwise(list)
        desk.watchlist = list
        if (isCurrent(name) || (isOther && phase.name === 'live')) beginAnew()
        else host.extend(list)
        tellWanted(desk)
      },
    }
  }

  /** Whether figures of these are counted in other units than they were listed with. */
  function isCountedOtherwise(list: readonly Instrument[]): boolean {
    const before = new Map(instruments().map((each) => [each.id, each]))
    return list.some((each) => {
      const old = before.get(each.id)
      return (
        old !== undefined &&
        (old.decimals !== each.decimals || old.sizeDecimals !== each.sizeDecimals)
      )
    })
  }

  function beginAnew(): void {
    const name = preference.current() ?? preferred?.name
    if (name !== undefined) begin(phase.name === 'live' ? 'live' : 'connecting', name)
  }

  function isCurrent(name: VenueName): boolean {
    if (phase.name === 'simulated' || phase.name === 'stopped') return false
    return name === (preference.current() ?? preferred?.name)
  }

  /** The watchlist of a venue that gives it, or may soon, and what is wanted of it by name. */
  function tellWanted(desk: Desk): void {
    if (desk.running === undefined) return
    const givesList = preference.atWork(now()).includes(desk.venue.name)
    const all = [...(givesList ? desk.watchlist : []), ...desk.wanted]
    const told = all.map(({ id }) => id).join()
    // A venue begins with its watchlist by itself.
    if (told === desk.told || all.length === 0) return
    desk.told = told
    desk.running.want(all)
  }

  /** Makes up its mind about who is at work and who is current. */
  function look(): void {
    if (phase.name === 'stopped') return
    const at = now()
    const isOther = preference.decide(at)
    const current = preference.current()
    if (isOther && current !== undefined) {
      if (phase.name === 'simulated') phase.running.stop()
      phase = { name: 'live' }
      begin('live', current)
    } else if (phase.name === 'connecting' && simulated && at - startedAt >= patienceMs) {
      simulate(simulated)
    }
    const atWork = new Set(preference.atWork(at))
    for (const desk of desks) {
      const works = atWork.has(desk.venue.name) || desk.wanted.length > 0
      if (works && !desk.running) {
        desk.told = ''
        desk.running = desk.venue.start(sinkOf(desk))
        tellWanted(desk)
      } else if (!works && desk.running) {
        desk.running.stop()
        desk.running = undefined
        preference.lost(desk.venue.name, at)
      }
    }
  }

  begin('connecting', preferred.name)
  look()
  const timer = setInterval(look, lookMs)

  return {
    want(wanted: readonly Instrument[]) {
      for (const desk of desks) {
        desk.wanted = wanted.filter(
          ({ id, venue }) =>
            venue === desk.venue.name && !desk.watchlist.some((each) => each.id === id),
        )
        tellWanted(desk)
      }
      look()
    },
    stop() {
      clearInterval(timer)
      if (phase.name === 'simulated') phase.running.stop()
      phase = { name: 'stopped' }
      for (const { running } of desks) running?.stop()
    },
  }
}
