import { createMemo } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { gainTexts, moneyText } from '../../state/portfolio/figures.ts'
import type { Portfolio } from '../../state/portfolio/portfolio.ts'
import { missingText, nameOfHolding, partsOf } from '../../state/portfolio/texts.ts'
import { Allocation } from '../../ui/allocation.tsx'
import { PortfolioTotal } from '../../ui/portfolio-total.tsx'
import { Select } from '../../ui/select.tsx'
import { formatAge } from '../../words/format.ts'
import { portfolioWords } from '../../words/late/portfolio.ts'

/** What all of it is worth in the chosen currency, and everything that this leaves out. */
export function PortfolioSummary(props: { app: Pick<AppState, 'status'>; portfolio: Portfolio }) {
  const said = () => portfolioWords()
  const total = () => props.portfolio.total()
  const { money } = props.portfolio
  const isValued = () => total().leftOut.length < props.portfolio.held().length
  const age = createMemo(() => {
    const ms = isValued() ? props.portfolio.ageOfTotal() : undefined
    return ms === undefined ? undefined : formatAge(ms)
  })
  const gains = () => {
    const { day, profit } = total()
    const shown = [
      { name: said().dayOfAll, gain: day },
      { name: said().profit, gain: profit },
    ]
    return shown.flatMap(({ name, gain }) =>
      gain ? [{ name, ...gainTexts(gain, money.currency()) }] : [],
    )
  }
  const notes = () => {
    const told = age()
    const { leftOut, uncosted } = total()
    const missing = leftOut.map((each) => {
      const why = missingText(each, { money, status: props.app.status })
      return `${nameOfHolding(each)} (${why})`
    })
    const texts = [
      told !== undefined && said().oldest(told),
      isValued() && missing.length > 0 && said().leftOut(missing.join(', ')),
    ]
    const warnings = texts.filter((text) => text !== false)
    const names = uncosted.map(nameOfHolding).join(', ')
    return [
      ...warnings.map((text) => ({ text, tone: 'warning' as const })),
      ...(names === '' ? [] : [{ text: said().uncosted(names), tone: 'plain' as const }]),
    ]
  }
  const parts = createMemo(() => partsOf(props.portfolio.positions(), total()))

  return (
    <>
      <PortfolioTotal
        name={said().total}
        value={isValued() ? moneyText(total().value, money.currency()) : undefined}
        waiting={said().waiting}
        old={age() !== undefined}
        gains={gains()}
        notes={notes()}
      >
        <Select
          label={said().currency}
          hideLabel
          options={money.choices().map((value) => ({ value, text: value }))}
          value={money.currency()}
          onChoose={money.choose}
        />
      </PortfolioTotal>
      <Allocation label={said().allocation} parts={parts()} />
    </>
  )
}
