import { createMemo, mapArray } from 'solid-js'
import type { AppState } from '../app-state.ts'
import { ageToTell } from '../connection/connection.ts'
import { createOwned } from '../owned.ts'
import { tradedOf } from './conversion.ts'
import { parseLot } from './lot.ts'
import { createMoney } from './money.ts'
import { groupLots, totalOf, type Valuing, valuePosition } from './valuation.ts'

/** A subscription holds 500 instruments. */
const mostWanted = 450

/** What the portfolio needs of the app. */
export type PortfolioApp = Pick<
  AppState,
  'records' | 'settings' | 'fetchInstruments' | 'row' | 'status' | 'now' | 'want'
> & { keeping: Pick<AppState['keeping'], 'report'> }

export interface PortfolioOptions {
  app: PortfolioApp
  /** Whether an instrument is looked at, of those that are held; all where it is left out. */
  only?: (symbol: string) => boolean
}

/** What the person holds, what it is worth now, and how old that is. For as long as its owner lives. */
export function createPortfolio({ app, only = () => true }: PortfolioOptions) {
  const lots = createOwned({
    records: app.records,
    kind: 'holding',
    parse: parseLot,
    onTrouble: app.keeping.report,
  })
  const groups = createMemo(() => groupLots(lots.items().filter(({ value }) => only(value.symbol))))
  const held = createMemo<readonly string[]>(() => [...groups().keys()], [], {
    equals: (a, b) => a.length === b.length && a.every((each, index) => each === b[index]),
  })
  const money = createMoney({ app, groups })
  // Rates first: without them nothing has a value. What is beyond the limit is held without a price.
  app.want(() => [...money.symbols(), ...held()].slice(0, mostWanted))

  const valuing: Valuing = {
    quotedOf(symbol) {
      const row = app.row(symbol)
      const traded = tradedOf(row)
      return row && traded && { ...traded, currency: row.quote }
    },
    rateFrom: money.rateFrom,
  }
  // Each is valued anew when its own price or rate moves, and no other with it.
  const valued = mapArray(held, (symbol) =>
    createMemo(() => {
      const lots = groups().get(symbol)
      return lots && valuePosition(lots, valuing)
    }),
  )
  const positions = createMemo(() => valued().flatMap((position) => position() ?? []))
  const bySymbol = createMemo(() => new Map(positions().map((each) => [each.symbol, each])))

  /** The age of the oldest of some prices, ms, where it must be told. */
  function ageOf(symbols: readonly string[]): number | undefined {
    const told = { status: app.status(), now: app.now() }
    const ages = symbols.flatMap((symbol) => {
      const row = app.row(symbol)
      return (row && ageToTell(row, told)) ?? []
    })
    return ages.length === 0 ? undefined : Math.max(...ages)
  }

  return {
    /** Whether the device has told what is held. */
    ready: lots.ready,
    lots: lots.items,
    put: lots.put,
    remove: lots.remove,
    /** Those held, in the order in which they were added. */
    held,
    positions,
    position: (symbol: string) => bySymbol().get(symbol),
    total: createMemo(() => totalOf(positions())),
    money,
    ageOf,
    /** Of a holding's price and the rates that it is turned by. */
    ageOfPosition: (symbol: string) => ageOf([symbol, ...money.symbolsOf(money.quoteOf(symbol))]),
    /** Of everything that the total is made of. */
    ageOfTotal: () =>
      ageOf([
        ...positions().flatMap(({ symbol, value }) => (value ? [symbol] : [])),
        ...money.symbols(),
      ]),
  }
}

export type Portfolio = ReturnType<typeof createPortfolio>
