import { createMemo, createSignal, onCleanup, onMount, Show } from 'solid-js'
import { pathOf } from '../../../shared/paths.ts'
import type { AppState } from '../../state/app-state.ts'
import { pairName, splitSymbol } from '../../state/symbols.ts'
import type { Desk } from '../../state/watchlists/desk.ts'
import { PriceRow, type RowFigures } from '../../ui/price-row.tsx'
import { RowItem } from '../../ui/row-item.tsx'
import type { InSight, Sight } from '../../ui/row-sight.ts'
import { SkeletonRow } from '../../ui/skeleton-row.tsx'
import { words } from '../../words/words.ts'
import { createRowFigures } from './figures.ts'

/** Connects one instrument of the market to its row. One that nobody has seen yet is its name alone. */
export function WatchlistRow(props: {
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
  /** It is among the first, which are seen at once. */
  early: boolean
  sight: Sight | undefined
  onMove(): void
}) {
  const [inSight, setInSight] = createSignal<InSight>(props.early ? 'seen' : 'far')
  let item: HTMLElement | undefined
  onMount(() => {
    if (item && props.sight) onCleanup(props.sight.watch(item, inSight(), setInSight))
  })
  const isUnlisted = createMemo(() => props.app.status()?.unknown.includes(props.symbol) ?? false)
  const isVisited = createMemo<boolean>((before) => before || inSight() !== 'far', false)
  const figures = createMemo<RowFigures | undefined>(() => {
    if (!isVisited()) return undefined
    return createRowFigures({
      app: props.app,
      desk: props.desk,
      symbol: props.symbol,
      inSight,
      isUnlisted,
    })
  })
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
        <PriceRow
          href={pathOf(props.symbol)}
          {...splitSymbol(props.symbol)}
          figures={figures()}
          chosen={props.chosen}
          tabStop={props.tabStop}
        />
      </Show>
    </RowItem>
  )
}
