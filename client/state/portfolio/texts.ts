import { formatPrice } from '../../words/format.ts'
import { portfolioWords } from '../../words/late/portfolio.ts'
import { words } from '../../words/words.ts'
import type { AppState } from '../app-state.ts'
import type { Owned } from '../owned.ts'
import { compare, parseDecimalText, zero } from './decimal.ts'
import { amountText, moneyText, quantityText, shareOf, shareText } from './figures.ts'
import type { Lot } from './lot.ts'
import type { Portfolio } from './portfolio.ts'
import type { Position } from './valuation.ts'

/** What isn't known. */
export const unknownText = '–'

/** `BTC/USDT`. */
export function nameOfHolding({ base, quote }: Pick<Position, 'base' | 'quote'>): string {
  return quote === '' ? base : `${base}/${quote}`
}

/** Why a holding has no value; `undefined` where it has one. */
export function missingText(
  { symbol, missing }: Position,
  { money, status }: { money: Portfolio['money']; status: AppState['status'] },
): string | undefined {
  if (missing === undefined) return undefined
  const said = portfolioWords()
  if (missing.what === 'price') {
    return status()?.unknown.includes(symbol) ? words().unlisted : said.noPrice
  }
  const { currency } = missing
  const legs = money.conversions().find(({ from }) => from === currency)?.legs
  return legs === undefined
    ? said.noRate(currency, money.currency())
    : said.noRateYet(currency, money.currency())
}

export function priceText(row: ReturnType<AppState['row']>): string {
  return row ? formatPrice(row.price, row.decimals) : unknownText
}

export function averageText({ average }: Position, currency: string): string {
  if (average === undefined) return unknownText
  // In the currency of everything else it needs no name.
  const write = average.currency === currency ? amountText : moneyText
  return write(average.amount, average.currency)
}

/** One lot in a line: `0.5 at $60,000.00`. */
export function lotText({ value }: Owned<Lot>): string {
  const { details } = portfolioWords()
  const quantity = `${quantityText(parseDecimalText(value.quantity) ?? zero)} ${value.base}`
  if (value.cost === undefined) return details.noCost(quantity)
  const { amount, currency, per } = value.cost
  const paid = moneyText(parseDecimalText(amount) ?? zero, currency)
  return per === 'unit' ? details.at(quantity, paid) : details.forAll(quantity, paid)
}

/** How a whole is divided, as a bar can show it. */
export interface Part {
  name: string
  share: number
  text: string
  isRest: boolean
}

const shownParts = 5

/** The largest holdings and all the rest, as parts of what has a value. */
export function partsOf(positions: readonly Position[], { value }: { value: typeof zero }): Part[] {
  const sorted = positions
    .filter((each) => each.value !== undefined)
    .sort((a, b) => compare(b.value ?? zero, a.value ?? zero))
  const parts = sorted.slice(0, shownParts).flatMap((position) => {
    const share = shareOf(position.value, value)
    if (share === undefined) return []
    return [{ name: position.base, share, text: shareText(share), isRest: false }]
  })
  const rest = 1 - parts.reduce((sum, { share }) => sum + share, 0)
  if (sorted.length <= shownParts) return parts
  const name = portfolioWords().others
  return [...parts, { name, share: rest, text: shareText(rest), isRest: true }]
}
