import '../../ui/holding-card.css'
import { Show } from 'solid-js'
import { paths } from '../../../shared/paths.ts'
import type { AppState } from '../../state/app-state.ts'
import { gainTexts, moneyText, quantityText } from '../../state/portfolio/figures.ts'
import { createPortfolio } from '../../state/portfolio/portfolio.ts'
import { missingText, unknownText } from '../../state/portfolio/texts.ts'
import type { Position } from '../../state/portfolio/valuation.ts'
import { HoldingCard } from '../../ui/holding-card.tsx'
import { formatAge } from '../../words/format.ts'
import { portfolioWords } from '../../words/late/portfolio.ts'
import { words } from '../../words/words.ts'

/** What the person holds of one instrument, for its page; nothing where they hold none. */
export function HoldingSummary(props: { app: AppState; symbol: string }) {
  const portfolio = createPortfolio({ app: props.app, only: (symbol) => symbol === props.symbol })
  const { money } = portfolio
  const note = (position: Position) => {
    const missing = missingText(position, { money, status: props.app.status })
    if (missing !== undefined) return missing
    const age = portfolio.ageOfPosition(position.symbol)
    return age === undefined ? undefined : words().old(formatAge(age))
  }
  return (
    <Show when={portfolio.position(props.symbol)}>
      {(position) => (
        <HoldingCard
          href={paths.portfolio}
          title={portfolioWords().summary.title}
          quantity={`${quantityText(position().quantity)} ${position().base}`}
          value={valueText(position(), money.currency())}
          note={note(position())}
          profit={profitTexts(position(), money.currency())}
        />
      )}
    </Show>
  )
}

function valueText({ value }: Position, currency: string): string {
  return value ? moneyText(value, currency) : unknownText
}

function profitTexts({ profit }: Position, currency: string) {
  return profit && gainTexts(profit, currency)
}
