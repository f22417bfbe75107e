import { createMemo, For, on, Show } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import {
  amountText,
  gainTexts,
  quantityText,
  shareOf,
  shareText,
} from '../../state/portfolio/figures.ts'
import { inOrder, type Order } from '../../state/portfolio/order.ts'
import type { Portfolio } from '../../state/portfolio/portfolio.ts'
import {
  averageText,
  missingText,
  nameOfHolding,
  priceText,
  unknownText,
} from '../../state/portfolio/texts.ts'
import type { Position } from '../../state/portfolio/valuation.ts'
import { nameOf } from '../../state/symbols.ts'
import { HoldingRow } from '../../ui/holding-row.tsx'
import { directionOf, formatAge, formatChange } from '../../words/format.ts'
import { portfolioWords } from '../../words/late/portfolio.ts'
import { words } from '../../words/words.ts'

interface HoldingsProps {
  app: Pick<AppState, 'row' | 'status'>
  portfolio: Portfolio
  onOpen(symbol: string): void
}

/** What is held, one line each. */
export function PortfolioHoldings(props: HoldingsProps & { order: Order }) {
  const names = () => portfolioWords().columns
  const known = createMemo(() => props.portfolio.positions().filter(({ value }) => value).length)
  // Sorted anew when something is added, chosen or known, not whenever a price moves: no line jumps
  // away from under a finger.
  const symbols = createMemo(
    on([props.portfolio.held, () => props.order, known], ([, order]) =>
      inOrder(props.portfolio.positions(), order).map(({ symbol }) => symbol),
    ),
  )
  return (
    <section class="holdings" aria-label={portfolioWords().title}>
      <div class="holdings-head" aria-hidden="true">
        <span>{names().holding}</span>
        <span class="holding-wide">{names().quantity}</span>
        <span class="holding-wide">{names().average}</span>
        <span>{names().price}</span>
        <span>{names().value}</span>
        <span class="holding-wide">{names().profit}</span>
      </div>
      <ul>
        <For each={symbols()}>
          {(symbol) => (
            <li>
              <Show when={props.portfolio.position(symbol)}>
                {(position) => <Holding {...props} position={position()} />}
              </Show>
            </li>
          )}
        </For>
      </ul>
    </section>
  )
}

function Holding(props: HoldingsProps & { position: Position }) {
  const { money } = props.portfolio
  const row = () => props.app.row(props.position.symbol)
  const day = () => row()?.change24h
  const note = () => {
    const missing = missingText(props.position, { money, status: props.app.status })
    if (missing !== undefined) return missing
    const age = props.portfolio.ageOfPosition(props.position.symbol)
    return age === undefined ? undefined : words().old(formatAge(age))
  }
  const value = () => props.position.value && amountText(props.position.value, money.currency())
  const share = () => shareOf(props.position.value, props.portfolio.total().value)
  const profit = () => props.position.profit && gainTexts(props.position.profit, money.currency())
  const shareShown = () => {
    const part = share()
    return part === undefined ? unknownText : shareText(part)
  }
  const dayShown = () => {
    const change = day()
    return {
      way: directionOf(change),
      text: change === undefined ? undefined : formatChange(change),
    }
  }

  return (
    <HoldingRow
      label={portfolioWords().details.open(nameOfHolding(props.position))}
      base={props.position.base}
      quote={props.position.quote}
      fullName={nameOf(props.position.base)}
      quantity={quantityText(props.position.quantity)}
      average={averageText(props.position, money.currency())}
      price={priceText(row())}
      day={dayShown()}
      value={value() ?? unknownText}
      share={shareShown()}
      profit={profit()}
      note={note()}
      names={{ ...portfolioWords().columns, day: portfolioWords().day }}
      onOpen={() => props.onOpen(props.position.symbol)}
    />
  )
}
