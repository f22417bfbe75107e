import { createMemo } from 'solid-js'
import type { AppState } from '../state/app-state.ts'
import { createAge } from '../state/connection/connection.ts'
import { describe, splitSymbol } from '../state/symbols.ts'
import { PriceRow } from '../ui/price-row.tsx'
import { directionOf, formatChange, formatPrice } from '../words/format.ts'
import { words } from '../words/words.ts'

/** Connects one instrument of the market to its row. */
export function WatchlistRow(props: {
  app: AppState
  symbol: string
  href: string
  chosen: boolean
  tabStop: boolean
}) {
  const row = () => props.app.row(props.symbol)
  const name = createMemo(() => splitSymbol(props.symbol))
  const price = createMemo(() => {
    const current = row()
    return current ? formatPrice(current.price, current.decimals) : '–'
  })
  const change = createMemo(() => {
    const basisPoints = row()?.change24h
    return basisPoints === undefined ? undefined : formatChange(basisPoints)
  })
  const age = createAge(row, props.app)
  const detail = createMemo(() => {
    const told = age()
    if (told !== undefined) return words().old(told)
    const current = row()
    if (!current) return words().unlisted
    return describe(name().base, { venue: current.venue, now: Date.now() })
  })

  return (
    <PriceRow
      href={props.href}
      base={name().base}
      quote={name().quote}
      detail={detail()}
      old={age() !== undefined}
      price={price()}
      change={change()}
      way={directionOf(row()?.change24h)}
      flash={row()?.flash}
      points={props.app.sparklines.points(props.symbol)}
      chosen={props.chosen}
      tabStop={props.tabStop}
    />
  )
}
