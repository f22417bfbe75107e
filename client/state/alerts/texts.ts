import type { AlertCondition, AlertDirection, AlertRule } from '../../../shared/alert.ts'
import { formatAge, formatDay, formatDecimal, formatMoment } from '../../words/format.ts'
import { alertWords } from '../../words/late/alerts.ts'
import type { Row } from '../market.ts'
import { pairName } from '../symbols.ts'
import type { ShownAlert } from './changes.ts'
import { dayOf } from './draft.ts'
import { distanceTo, sideOf, thresholdsOf, watchedPrice } from './side.ts'

/** A price as decimal text, written with its own decimals, and no fewer than `decimals`. */
export function priceText(price: string, decimals = 0): string {
  const own = price.split('.')[1]?.length ?? 0
  return formatDecimal(Number(price), Math.max(own, decimals))
}

/** Per cent as a person would write them: `2.7%`. */
function percentText(percent: number): string {
  const decimals = Math.min(4, String(percent).split('.')[1]?.length ?? 0)
  return `${formatDecimal(percent, decimals)}%`
}

type Said = ReturnType<typeof alertWords>['short'] | ReturnType<typeof alertWords>['clause']

function say(said: Said, condition: AlertCondition, decimals: number): string {
  const price = (text: string) => priceText(text, decimals)
  switch (condition.type) {
    case 'above':
    case 'below':
    case 'crosses':
      return said[condition.type](price(condition.price))
    case 'enters':
    case 'leaves':
      return said[condition.type](price(condition.low), price(condition.high))
    case 'change': {
      const { direction, percent, windowMs } = condition
      return said.change[direction](percentText(percent), formatAge(windowMs))
    }
    case 'change-since-close': {
      const direction: AlertDirection = condition.direction
      return said.sinceClose[direction](percentText(condition.percent))
    }
    case 'day-high':
      return said.dayHigh
    case 'day-low':
      return said.dayLow
    case 'volume':
      return said.volume(figureText(condition.times), formatAge(condition.windowMs))
    case 'silence':
      return said.silence(formatAge(condition.afterMs))
  }
}

function figureText(value: number): string {
  return formatDecimal(value, String(value).split('.')[1]?.length ?? 0)
}

/** What is waited for, in a few words. */
export function shortText(condition: AlertCondition, row: Row | undefined): string {
  return say(alertWords().short, condition, row?.decimals ?? 0)
}

/** With the instrument, for who sees no more than this. */
export function nameText({ symbol, condition }: AlertRule, row: Row | undefined): string {
  return `${pairName(symbol)} · ${shortText(condition, row)}`
}

/** What will happen, in whole sentences. */
export function previewText(rule: AlertRule, row: Row | undefined): string {
  const said = alertWords().preview
  const { condition, repeat, source, sessions, expiresAt, symbol } = rule
  const isOfPrice = condition.type !== 'volume' && condition.type !== 'silence'
  const name = said.source[isOfPrice ? source : 'last'](pairName(symbol))
  const clause = say(alertWords().clause, condition, row?.decimals ?? 0)
  const sentences = [said[repeat.type](name, clause)]
  if (repeat.type === 'again') {
    if (isOfPrice) sentences.push(said.rearms(percentText(repeat.hysteresisPercent)))
    if (repeat.cooldownMs > 0) sentences.push(said.cooldown(formatAge(repeat.cooldownMs)))
  }
  if (sessions === 'regular') sentences.push(said.regular)
  if (expiresAt !== null) sentences.push(said.until(formatDay(dayOf(expiresAt - 1))))
  return sentences.join(' ')
}

/** The note that the price is on the far side already; `undefined` where it isn't, or isn't known. */
export function beyondText(
  { source, condition }: Pick<AlertRule, 'source' | 'condition'>,
  row: Row | undefined,
): string | undefined {
  if (sideOf({ source, condition }, row) !== 'beyond') return undefined
  return farSideText(condition, row)
}

function farSideText(condition: AlertCondition, row: Row | undefined): string {
  const said = alertWords().beyond
  switch (condition.type) {
    case 'above':
    case 'below':
      return said[condition.type](priceText(condition.price, row?.decimals))
    case 'enters':
      return said.inside
    case 'leaves':
      return said.outside
    default:
      return said.any
  }
}

/** How an alert stands, in one line. */
export function stateText({ alert, waiting }: ShownAlert, row: Row | undefined): string {
  const said = alertWords().state
  const { rule, phase, since, evaluated, firedAt } = alert
  if (waiting === 'make') return said.unsent
  if (waiting === 'change') return said.unsentChange
  switch (phase) {
    case 'armed':
      return alert.blind ? said.blind : waitText(rule, row)
    case 'beyond':
      return farSideText(rule.condition, row)
    case 'fired': {
      const when = said.fired(formatMoment(firedAt ?? since))
      const isAtPrices = thresholdsOf(rule.condition).length > 0
      return `${when}; ${isAtPrices ? said.rearming : said.rearmingAny}`
    }
    case 'done': {
      const when = formatMoment(firedAt ?? since)
      if (evaluated === undefined) return said.fired(when)
      return said.firedAt(when, priceText(evaluated.price, row?.decimals))
    }
    case 'paused':
      return said.paused
    case 'expired':
      return said.expired(formatMoment(rule.expiresAt ?? since))
    case 'unlisted':
      return said.unlisted
  }
}

function waitText(rule: AlertRule, row: Row | undefined): string {
  const said = alertWords().state
  const price = watchedPrice(rule, row)
  if (price === undefined || row === undefined) return said.watching
  const now = formatDecimal(price, row.decimals)
  // Just crossed, and not told yet what came of it: there is no way left to go.
  const isBeyond = sideOf(rule, row) === 'beyond'
  const distance = isBeyond ? undefined : distanceTo(rule.condition, price)
  return distance === undefined
    ? said.now(now)
    : said.toGo(
        now,
        `${formatDecimal(distance * 100, distance < 0.001 ? 3 : distance < 0.1 ? 2 : 1)}%`,
      )
}
