import { For, Show } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { rateText } from '../../state/portfolio/figures.ts'
import type { Portfolio } from '../../state/portfolio/portfolio.ts'
import { pairName, venueName } from '../../state/symbols.ts'
import { Icon } from '../../ui/icon.tsx'
import { formatAge } from '../../words/format.ts'
import { portfolioWords } from '../../words/late/portfolio.ts'
import { words } from '../../words/words.ts'

/** By which rates currencies were turned into the chosen one, which markets give them, and how old they are. */
export function PortfolioRates(props: { app: Pick<AppState, 'row'>; portfolio: Portfolio }) {
  const said = () => portfolioWords().rates
  const { money } = props.portfolio
  const marketOf = (symbol: string) => {
    const venue = venueName(props.app.row(symbol)?.venue)
    return venue === undefined ? pairName(symbol) : `${pairName(symbol)} ${venue}`
  }
  const ageOf = (symbols: readonly string[]) => {
    const age = props.portfolio.ageOf(symbols)
    return age === undefined ? said().live : words().old(formatAge(age))
  }
  const by = (symbols: readonly string[]) => {
    const isPriced = symbols.every((symbol) => props.app.row(symbol))
    const names = said().by(symbols.map(marketOf).join(', '))
    return isPriced ? `${names} · ${ageOf(symbols)}` : names
  }

  return (
    <Show when={money.conversions().length > 0}>
      <details class="rates">
        <summary>
          <Icon name="info" />
          {said().title}
        </summary>
        <ul>
          <For each={money.conversions()}>
            {({ from, legs, rate, symbols }) => (
              <li>
                {said().rate(from, rate ? rateText(rate.value) : '–', money.currency())}
                <small>{legs ? by(symbols) : said().none}</small>
              </li>
            )}
          </For>
        </ul>
        <p>{said().note}</p>
      </details>
    </Show>
  )
}
