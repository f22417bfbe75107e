import { createMemo, untrack } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { tellAge } from '../../state/connection/connection.ts'
import { describe, splitSymbol, venueName } from '../../state/symbols.ts'
import type { Desk } from '../../state/watchlists/desk.ts'
import type { RowFigures } from '../../ui/price-row.tsx'
import type { InSight } from '../../ui/row-sight.ts'
import { directionOf, formatChange, formatPrice, formatVolume } from '../../words/format.ts'
import { words } from '../../words/words.ts'

export interface FiguresOptions {
  app: AppState
  desk: Desk
  symbol: string
  inSight(): InSight
  /** Nobody lists it. */
  isUnlisted(): boolean
}

/**
 * What is told of one instrument, following the market while it is in sight or near. Beyond, it follows
 * only whether there is anything to tell: a list of hundreds costs what is seen of it.
 */
export function createRowFigures(options: FiguresOptions): RowFigures {
  const { app, desk, symbol, inSight, isUnlisted } = options
  const row = () => app.row(symbol)
  const isKnown = createMemo(() => row() !== undefined)
  const isClose = createMemo(() => inSight() !== 'far')
  function whileClose<T>(tell: () => T): () => T {
    return createMemo(() => {
      if (isClose()) return tell()
      isKnown()
      return untrack(tell)
    })
  }

  const price = whileClose(() => {
    const current = row()
    return current ? formatPrice(current.price, current.decimals) : '–'
  })
  const basisPoints = whileClose(() => row()?.change24h)
  const age = whileClose(() => tellAge(row(), app))
  const points = whileClose(() => app.sparklines.points(symbol))
  const detail = whileClose(() => {
    if (isUnlisted()) return words().unlisted
    const told = age()
    if (told !== undefined) return words().old(told)
    const turnover = app.sparklines.turnover(symbol)
    if (desk.sort().by === 'volume' && turnover !== undefined) {
      return words().watchlist.volume(formatVolume(turnover))
    }
    const venue = row()?.venue
    const text = describe(splitSymbol(symbol).base, { venue: venue ?? '', now: Date.now() })
    // Several venues may have the same pair: of one that was asked for by its venue, that is told.
    return symbol.includes(':') ? `${text} · ${venueName(venue) ?? ''}` : text
  })
  // What flashed before the row was seen is over.
  let seenBefore: number | undefined
  const move = createMemo(() => {
    if (inSight() !== 'seen') {
      seenBefore = untrack(row)?.flash?.at
      return undefined
    }
    const latest = row()?.flash
    return latest?.at === seenBefore ? undefined : latest
  })
  const flash = app.flashes.of(move)

  return {
    get detail() {
      return detail()
    },
    get old() {
      return isUnlisted() || age() !== undefined
    },
    get price() {
      return price()
    },
    get change() {
      const told = basisPoints()
      return told === undefined ? undefined : formatChange(told)
    },
    get way() {
      return directionOf(basisPoints())
    },
    get flash() {
      return flash()
    },
    get points() {
      return points()
    },
  }
}
