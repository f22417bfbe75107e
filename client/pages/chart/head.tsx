import { Show } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { marketLabel } from '../../state/connection/connection.ts'
import { splitSymbol } from '../../state/symbols.ts'
import { IconButton } from '../../ui/button.tsx'
import { Change } from '../../ui/change.tsx'
import { Price } from '../../ui/price.tsx'
import { Strip } from '../../ui/strip.tsx'
import { directionOf, formatChange, formatPrice } from '../../words/format.ts'
import { chartWords } from '../../words/late/chart.ts'
import { words } from '../../words/words.ts'

/** What stays of the page where the chart has it all: the way back, the price, and what market it is. */
export function ChartHead(props: {
  app: AppState
  symbol: string
  /** The page's own way back, where the page is as it came. */
  onBack: (() => void) | undefined
  /** The page is to be seen again. */
  onLeave(): void
}) {
  const row = () => props.app.market.rows[props.symbol]
  const flash = props.app.flashes.of(() => row()?.flash)
  const name = () => splitSymbol(props.symbol)
  const label = () => marketLabel(props.app.known(), props.app.status())
  const change = () => {
    const basisPoints = row()?.change24h
    return basisPoints === undefined ? undefined : formatChange(basisPoints)
  }
  return (
    <>
      <Show when={label()}>
        {(market) => (
          <Strip
            market={market()}
            text={market() === 'simulated' ? words().simulated : words().replayed}
          />
        )}
      </Show>
      <header class="chart-head">
        <IconButton
          icon="back"
          label={props.onBack ? words().back : chartWords().leaveFill}
          onPress={() => (props.onBack ?? props.onLeave)()}
        />
        <h2>
          {name().base}
          <small>{name().quote}</small>
        </h2>
        <Show when={row()}>
          {(known) => (
            <>
              <Price text={formatPrice(known().price, known().decimals)} flash={flash()} />
              <Change way={directionOf(known().change24h)} text={change()} />
            </>
          )}
        </Show>
      </header>
    </>
  )
}
