import {
  formatMinute,
  formatMoment,
  formatPrice,
  formatRough,
  formatVolume,
} from '../../words/format.ts'
import { instrumentWords } from '../../words/late/instrument.ts'
import { words } from '../../words/words.ts'
import { venueName } from '../symbols.ts'
import { placeInRange, spreadOf } from './day.ts'
import type { InstrumentState } from './instrument.ts'

/** What is not known. */
const none = '–'

/** The figures of an instrument as text; each follows what it is made of, and nothing else. */
export function makeFigures({ row, day, quote, base, session, kind, age }: InstrumentState) {
  const price = (units: number | undefined) => {
    const current = row()
    return current && units !== undefined ? formatPrice(units, current.decimals) : none
  }
  const volume = (value: number | undefined, currency: string) =>
    value === undefined ? none : `${formatVolume(value)}\u00a0${currency}`.trim()

  return {
    price,
    bid: () => price(row()?.bid),
    ask: () => price(row()?.ask),
    /** In the currency, and as a part of the price. */
    spread: () => {
      const spread = spreadOf(row() ?? { bid: undefined, ask: undefined })
      if (!spread) return none
      const part = instrumentWords().basisPoints(formatRough(spread.basisPoints))
      return `${price(spread.units)} · ${part}`
    },
    high: () => price(day()?.high),
    low: () => price(day()?.low),
    open: () => price(day()?.open),
    /** Of a stock the volume is in shares, which have no sign. */
    volume: () => volume(day()?.volume, kind() === 'stock' ? '' : base()),
    turnover: () => volume(day()?.turnover, quote()),
    venue: () => venueName(row()?.venue) ?? none,
    session: () => {
      const { phase, opensAt, closesAt } = session()
      const { allHours, openUntil, opensAt: opens } = instrumentWords()
      if (!Number.isFinite(closesAt)) return allHours
      if (phase === 'regular') return openUntil(formatMinute(closesAt))
      return opens(words().sessions[phase], formatMinute(opensAt))
    },
    lastTrade: () => {
      const current = row()
      return current ? formatMoment(current.time) : none
    },
    updated: () => (row() ? (age() ?? instrumentWords().upToDate) : none),
    /** Where the price stands between low and high, 0 to 1. */
    place: () => {
      const [current, range] = [row(), day()]
      return current && range && placeInRange(current.price, range)
    },
  }
}
