import type { Instrument } from '../../shared/instrument.ts'
import type { VenueEvent } from './event.ts'
import type { MarketHost, MarketSource, Running, Venue, VenueSink } from './venue.ts'

/*
 *   connecting ── a real price ──────────────▶ real
 *       │ patience over                         ▲
 *       └────────▶ simulated ── a real price ───┘
 *
 * Once real, it stays real: where the venue fails later, its last prices are shown with their age.
 */
type Phase =
  | { name: 'connecting'; early: Figure[]; patience: NodeJS.Timeout | undefined }
  | { name: 'simulated'; early: Figure[]; hush: () => void }
  | { name: 'real' }
  | { name: 'stopped' }

type Figure = Extract<VenueEvent, { type: 'trade' | 'ticker' }> | { type: 'quote'; quote: Quote }
type Quote = Parameters<VenueSink['quote']>[0]

/** Quotes may come before the first price; so many are kept, the oldest go first. */
const maxEarly = 256

export interface AutoOptions {
  real: Venue
  simulated: Venue
  /** How long the real venue may take for its first price before the simulated one steps in. */
  patienceMs?: number | undefined
}

/** The real market, and the simulated one until the real one has a price. */
export function makeAuto({ real, simulated, patienceMs = 5000 }: AutoOptions): MarketSource {
  return { start: (host) => run(host, { real, standIn: { venue: simulated, patienceMs } }) }
}

/** One venue alone. A live one is `connecting` until its first price. */
export function makeFixed(venue: Venue): MarketSource {
  return { start: (host) => run(host, { real: venue, standIn: undefined }) }
}

interface Choice {
  real: Venue
  standIn: { venue: Venue; patienceMs: number } | undefined
}

function run(host: MarketHost, { real, standIn }: Choice): Running {
  let instruments: readonly Instrument[] = []
  let phase: Phase = {
    name: 'connecting',
    early: [],
    patience: standIn && setTimeout(simulate, standIn.patienceMs),
  }

  function simulate(): void {
    if (phase.name !== 'connecting' || !standIn) return
    const { early } = phase
    const { venue } = standIn
    // A venue may speak while it is being started.
    let over = false
    const running = venue.start(
      guarded(() => !over, {
        instruments: (list) =>
          host.begin({ market: venue.market, venue: venue.name, instruments: list }),
        trade: host.trade,
        quote: host.quote,
        ticker: host.ticker,
        status: (status) => host.status(venue.name, status),
        refused: host.refused,
      }),
    )
    phase = {
      name: 'simulated',
      early,
      hush: () => {
        over = true
        running.stop()
      },
    }
  }

  function begin(market: 'connecting' | Venue['market']): void {
    host.begin({ market, venue: real.name, instruments })
  }

  function changeOver(): void {
    if (phase.name !== 'connecting' && phase.name !== 'simulated') return
    const { early } = phase
    if (phase.name === 'simulated') phase.hush()
    else clearTimeout(phase.patience)
    phase = { name: 'real' }
    begin(real.market)
    for (const figure of early) deliver(figure)
  }

  function hear(figure: Figure): void {
    if (phase.name === 'connecting' || phase.name === 'simulated') {
      if (!isPrice(figure)) {
        phase.early.push(figure)
        if (phase.early.length > maxEarly) phase.early.shift()
        return
      }
      changeOver()
    }
    deliver(figure)
  }

  function deliver(figure: Figure): void {
    if (phase.name !== 'real') return
    if (figure.type === 'trade') host.trade(figure.trade)
    else if (figure.type === 'quote') host.quote(figure.quote)
    else host.ticker(figure.ticker)
  }

  const running = real.start(
    guarded(() => phase.name !== 'stopped', {
      instruments(list) {
        instruments = list
        switch (phase.name) {
          case 'connecting':
            // Counted in units of instruments that may have changed.
            phase.early.length = 0
            begin(real.market === 'live' ? 'connecting' : real.market)
            if (real.market !== 'live') phase = { name: 'real' }
            break
          case 'simulated':
            phase.early.length = 0
            break
          case 'real':
            begin(real.market)
            break
        }
      },
      trade: (trade) => hear({ type: 'trade', trade }),
      quote: (quote) => hear({ type: 'quote', quote }),
      ticker: (ticker) => hear({ type: 'ticker', ticker }),
      status: (status) => host.status(real.name, status),
      refused: host.refused,
    }),
  )

  return {
    // The simulation has what it has; of the real venue only its own instruments can be wanted.
    want: (list) => running.want(list.filter(({ venue }) => venue === real.name)),
    stop() {
      if (phase.name === 'connecting') clearTimeout(phase.patience)
      if (phase.name === 'simulated') phase.hush()
      phase = { name: 'stopped' }
      running.stop()
    },
  }
}

function isPrice(figure: Figure): boolean {
  if (figure.type === 'ticker') return figure.ticker.last !== undefined
  return figure.type === 'trade'
}

/** Passes on only while `isOpen`: a venue that speaks on after its stop isn't heard. */
function guarded(isOpen: () => boolean, sink: VenueSink): VenueSink {
  return {
    instruments: (list) => isOpen() && sink.instruments(list),
    trade: (trade) => isOpen() && sink.trade(trade),
    quote: (quote) => isOpen() && sink.quote(quote),
    ticker: (ticker) => isOpen() && sink.ticker(ticker),
    status: (status) => isOpen() && sink.status(status),
    refused: (reason) => isOpen() && sink.refused(reason),
  }
}
