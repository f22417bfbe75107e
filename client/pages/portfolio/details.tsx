import { For } from 'solid-js'
import { pathOf } from '../../../shared/paths.ts'
import type { AppState } from '../../state/app-state.ts'
import type { Owned } from '../../state/owned.ts'
import {
  gainTexts,
  moneyText,
  quantityText,
  shareOf,
  shareText,
} from '../../state/portfolio/figures.ts'
import type { Lot } from '../../state/portfolio/lot.ts'
import type { Portfolio } from '../../state/portfolio/portfolio.ts'
import {
  averageText,
  lotText,
  missingText,
  priceText,
  unknownText,
} from '../../state/portfolio/texts.ts'
import type { Gain, Position } from '../../state/portfolio/valuation.ts'
import type { Route } from '../../state/route.ts'
import { Button } from '../../ui/button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Menu } from '../../ui/menu.tsx'
import { formatAge, formatDay } from '../../words/format.ts'
import { portfolioWords } from '../../words/late/portfolio.ts'
import { words } from '../../words/words.ts'

interface DetailsProps {
  app: Pick<AppState, 'row' | 'status'>
  route: Pick<Route, 'go'>
  portfolio: Portfolio
  position: Position
  onAdd(): void
  onEdit(lot: Owned<Lot>): void
  onRemove(lot: Owned<Lot>): void
}

/** All that is known of a holding, and its lots. */
export function HoldingDetails(props: DetailsProps) {
  const said = () => portfolioWords().details
  return (
    <>
      <Facts facts={factsOf(props)} />
      <section class="lots">
        <h3>{said().lots}</h3>
        <ul>
          <For each={props.position.lots}>{(lot) => <LotLine {...props} lot={lot} />}</For>
        </ul>
      </section>
      <div class="buttons dialog-buttons">
        <Button icon="chart" onPress={() => props.route.go(pathOf(props.position.symbol))}>
          {said().chart}
        </Button>
        <Button kind="primary" icon="add" onPress={props.onAdd}>
          {said().addMore}
        </Button>
      </div>
    </>
  )
}

function LotLine(props: DetailsProps & { lot: Owned<Lot> }) {
  const said = () => portfolioWords().details
  const note = () => {
    const { date, note } = props.lot.value
    return [date === undefined ? said().noDate : formatDay(date), note].filter(Boolean).join(' · ')
  }
  return (
    <li>
      <div>
        <p>{lotText(props.lot)}</p>
        <small>{note()}</small>
      </div>
      <Menu
        label={said().lotMenu(lotText(props.lot))}
        items={[
          { text: said().edit, icon: 'edit', run: () => props.onEdit(props.lot) },
          {
            text: said().remove,
            icon: 'remove',
            danger: true,
            run: () => props.onRemove(props.lot),
          },
        ]}
      />
    </li>
  )
}

function factsOf({ app, portfolio, position }: DetailsProps) {
  const said = portfolioWords().details
  const { money } = portfolio
  const currency = money.currency()
  const missing = missingText(position, { money, status: app.status })
  const age = portfolio.ageOfPosition(position.symbol)
  const priceAge = age === undefined ? '' : ` · ${words().old(formatAge(age))}`
  const share = shareOf(position.value, portfolio.total().value)
  const gain = (of: Gain | undefined) => {
    if (of === undefined) return unknownText
    const { amount, percent } = gainTexts(of, currency)
    return percent === undefined ? amount : `${amount} (${percent})`
  }
  return [
    {
      name: said.value,
      value: position.value ? moneyText(position.value, currency) : (missing ?? unknownText),
    },
    { name: said.quantity, value: `${quantityText(position.quantity)} ${position.base}` },
    {
      name: said.price,
      value: `${priceText(app.row(position.symbol))} ${position.quote}${priceAge}`,
    },
    { name: said.average, value: averageText(position, '') },
    { name: said.cost, value: position.cost ? moneyText(position.cost, currency) : unknownText },
    { name: said.profit, value: gain(position.profit) },
    { name: said.day, value: gain(position.day) },
    { name: said.share, value: share === undefined ? unknownText : shareText(share) },
  ]
}
