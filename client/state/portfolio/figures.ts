import {
  type Direction,
  directionOf,
  formatChange,
  formatDecimal,
  formatMoney,
} from '../../words/format.ts'
import { type Decimal, toNumber } from './decimal.ts'
import { type Gain, gainInBasisPoints } from './valuation.ts'

const fiats = new Set(Intl.supportedValuesOf('currency'))
/** As good as a currency of a state, and written like one. */
const stable = new Set(['USDT', 'USDC', 'FDUSD', 'TUSD', 'DAI', 'PYUSD'])
/** A person's quantities have no more; what is beyond it is kept all the same. */
const mostDecimals = 12

/** How many decimals an amount of a currency is written with. */
function decimalsOf(currency: string): number {
  if (stable.has(currency)) return 2
  if (!fiats.has(currency)) return currency === 'BTC' ? 8 : 6
  const options = { style: 'currency', currency } as const
  return new Intl.NumberFormat('en', options).resolvedOptions().maximumFractionDigits ?? 2
}

/** An amount without its currency: `39,231.80`. */
export function amountText(amount: Decimal, currency: string): string {
  return formatDecimal(toNumber(amount), decimalsOf(currency))
}

/** An amount in its currency: `$39,231.80`, `0.5 BTC`. */
export function moneyText(amount: Decimal, currency: string): string {
  if (fiats.has(currency)) return formatMoney(toNumber(amount), currency)
  return `${amountText(amount, currency)}\u00a0${currency}`
}

/** How much of something there is, with the decimals that it has. */
export function quantityText(quantity: Decimal): string {
  return formatDecimal(toNumber(quantity), Math.min(quantity.scale, mostDecimals))
}

/** A price or a rate, with as many digits as say something. */
export function rateText(rate: Decimal): string {
  const value = toNumber(rate)
  const whole = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)))
  return formatDecimal(value, Math.min(mostDecimals, Math.max(2, 5 - whole)))
}

/** A gain by its way, its amount and its share of what was there before. */
export interface GainTexts {
  way: Direction
  amount: string
  percent: string | undefined
}

export function gainTexts(gain: Gain, currency: string): GainTexts {
  const amount = amountText(gain.amount, currency)
  const points = gainInBasisPoints(gain)
  return {
    way: directionOf(toNumber(gain.amount)),
    amount: gain.amount.digits > 0n ? `+${amount}` : amount,
    percent: points === undefined ? undefined : formatChange(points),
  }
}

/** A part of a whole: `12.3%`; `undefined` of nothing. */
export function shareOf(part: Decimal | undefined, whole: Decimal): number | undefined {
  if (part === undefined || whole.digits === 0n) return undefined
  return toNumber(part) / toNumber(whole)
}

export function shareText(share: number): string {
  return `${formatDecimal(share * 100, 1)}%`
}
