import { createMemo, createSignal, onCleanup, onMount, Show, untrack } from 'solid-js'
import type { AppState } from '../state/app-state.ts'
import { tellAge } from '../state/connection/connection.ts'
import { pathOf } from '../state/paths.ts'
import { describe, pairName, splitSymbol, venueName } from '../state/symbols.ts'
import type { Desk } from '../state/watchlists/desk.ts'
import { PriceRow } from '../ui/price-row.tsx'
import { RowItem } from '../ui/row-item.tsx'
import type { InSight, Sight } from '../ui/row-sight.ts'
import { SkeletonRow } from '../ui/skeleton-row.tsx'
import { directionOf, formatChange, formatPrice, formatVolume } from '../words/format.ts'
import { words } from '../words/words.ts'

interface WatchlistRowProps {
  app: AppState
  desk: Desk
  id: string
  symbol: string
  /** The id of the text that tells how a row is moved by keyboard. */
  hint: string
  /** Nothing is known of any row yet. */
  bare: boolean
  chosen: boolean
  tabStop: boolean
  sight: Sight | undefined
  onMove(): void
}

/** Connects one instrument of the market to its row. What is far out of sight stays as it was. */
export function WatchlistRow(props: WatchlistRowProps) {
  const [inSight, setInSight] = createSignal<InSight>('seen')
  let item: HTMLElement | undefined
  onMount(() => {
    if (item && props.sight) onCleanup(props.sight.watch(item, setInSight))
  })
  const isUnlisted = createMemo(() => props.app.status()?.unknown.includes(props.symbol) ?? false)
  const edit = createMemo(() => {
    if (!props.desk.editing() || inSight() === 'far') return undefined
    const name = pairName(props.symbol)
    const { remove, moveTo, grip } = words().watchlist
    return { remove: remove(name), more: moveTo(name), grip: grip(name) }
  })

  return (
    <RowItem
      id={props.id}
      busy={props.bare}
      edit={edit()}
      hint={props.hint}
      lifted={props.desk.reorder.draft()?.id === props.id}
      tabStop={props.tabStop}
      onRemove={() => props.desk.remove(props.id)}
      onMore={props.onMove}
      ref={(element) => {
        item = element
      }}
    >
      <Show when={!props.bare || isUnlisted()} fallback={<SkeletonRow />}>
        <Figures {...props} inSight={inSight()} unlisted={isUnlisted()} />
      </Show>
    </RowItem>
  )
}

function Figures(props: WatchlistRowProps & { inSight: InSight; unlisted: boolean }) {
  const row = () => props.app.row(props.symbol)
  const isKnown = createMemo(() => row() !== undefined)
  const isClose = createMemo(() => props.inSight !== 'far')
  /** Follows what is told while it is in sight or near; beyond, only whether there is anything to tell. */
  function whileClose<T>(tell: () => T): () => T {
    return createMemo(() => {
      if (isClose()) return tell()
      isKnown()
      return untrack(tell)
    })
  }

  const name = createMemo(() => splitSymbol(props.symbol))
  const price = whileClose(() => {
    const current = row()
    return current ? formatPrice(current.price, current.decimals) : '–'
  })
  const basisPoints = whileClose(() => row()?.change24h)
  const change = createMemo(() => {
    const told = basisPoints()
    return told === undefined ? undefined : formatChange(told)
  })
  const age = whileClose(() => tellAge(row(), props.app))
  const detail = whileClose(() => {
    if (props.unlisted) return words().unlisted
    const told = age()
    if (told !== undefined) return words().old(told)
    const turnover = props.app.sparklines.turnover(props.symbol)
    if (props.desk.sort().by === 'volume' && turnover !== undefined) {
      return words().watchlist.volume(formatVolume(turnover))
    }
    const venue = row()?.venue
    const text = describe(name().base, { venue: venue ?? '', now: Date.now() })
    // Several venues may have the same pair: of one that was asked for by its venue, that is told.
    return props.symbol.includes(':') ? `${text} · ${venueName(venue) ?? ''}` : text
  })
  // What flashed before the row was seen is over.
  let seenBefore: number | undefined
  const flash = createMemo(() => {
    if (props.inSight !== 'seen') {
      seenBefore = untrack(row)?.flash?.at
      return undefined
    }
    const latest = row()?.flash
    return latest?.at === seenBefore ? undefined : latest
  })
  const points = whileClose(() => props.app.sparklines.points(props.symbol))

  return (
    <PriceRow
      href={pathOf(props.symbol)}
      base={name().base}
      quote={name().quote}
      detail={detail()}
      old={props.unlisted || age() !== undefined}
      price={price()}
      change={change()}
      way={directionOf(basisPoints())}
      flash={flash()}
      points={points()}
      chosen={props.chosen}
      tabStop={props.tabStop}
    />
  )
}
