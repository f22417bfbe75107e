import type { AlertCondition, AlertDirection } from './alert.ts'
import type { NotificationEvent } from './notification.ts'
import { chinese, english, korean, type Sentences } from './notification-sentences.ts'
import { shortName } from './pair.ts'
import { unreachable } from './unreachable.ts'

/** How a notification is told, in the languages of the app; of others English is taken. */
export interface Reader {
  /** BCP 47. */
  language: string
  /** IANA name; UTC where it is absent or unknown. */
  zone?: string | undefined
}

export interface NotificationText {
  title: string
  /** One line each; the note is the last. */
  body: string
}

/** What is shown of it: a title such as `BTC above 70,000`, then the price, the venue, the time and the note. */
export function notificationText(event: NotificationEvent, reader: Reader): NotificationText {
  const say = sentencesOf(reader.language)
  if (event.type === 'test') return { title: say.test, body: say.testBody }
  const { rule, price, venue, time, direction } = event
  const place = venueName(venue)
  const at = timeOf(time, say.locale, reader.zone)
  const evidence = rule.condition.type === 'silence' ? say.lastSeen : say.evidence
  const told = price === '' ? place : evidence(number(price, say.locale), place, at)
  const { condition } = rule
  const isOfWay = direction !== undefined && 'direction' in condition
  const happened = isOfWay ? { ...condition, direction } : condition
  return {
    title: titleOf(happened, shortName(rule.symbol), say),
    body: rule.note === '' ? told : `${told}\n${rule.note}`,
  }
}

/** What can be done with it at once, where a system shows buttons: one that fires again can be paused. */
export function notificationActions(
  event: NotificationEvent,
  { language }: Reader,
): { action: string; title: string }[] {
  if (event.type !== 'alert' || event.rule.repeat.type === 'once') return []
  return [{ action: 'pause', title: sentencesOf(language).pause }]
}

/** Which of the app's languages a BCP 47 tag is. */
export function languageOf(tag: string): 'en' | 'ko' | 'zh-Hans' {
  const spoken = tag.toLowerCase().split('-')[0]
  return spoken === 'ko' ? 'ko' : spoken === 'zh' ? 'zh-Hans' : 'en'
}

function sentencesOf(tag: string): Sentences {
  switch (languageOf(tag)) {
    case 'en':
      return english
    case 'ko':
      return korean
    case 'zh-Hans':
      return chinese
  }
}

function titleOf(condition: AlertCondition, name: string, say: Sentences): string {
  const figure = (text: string) => number(text, say.locale)
  switch (condition.type) {
    case 'above':
      return say.above(name, figure(condition.price))
    case 'below':
      return say.below(name, figure(condition.price))
    case 'crosses':
      return say.crossed(name, figure(condition.price))
    case 'enters':
      return say.entered(name, figure(condition.low), figure(condition.high))
    case 'leaves':
      return say.left(name, figure(condition.low), figure(condition.high))
    case 'change':
      return say.change(name, change(condition, say), span(condition.windowMs, say))
    case 'change-since-close':
      return say.changeSinceClose(name, change(condition, say))
    case 'day-high':
      return say.dayHigh(name)
    case 'day-low':
      return say.dayLow(name)
    case 'volume':
      return say.volume(name, figure(String(condition.times)), span(condition.windowMs, say))
    case 'silence':
      return say.silence(name, span(condition.afterMs, say))
    default:
      return unreachable(condition)
  }
}

const signs: Record<AlertDirection, string> = { up: '+', down: '−', either: '±' }

/** `+5%`. */
function change(asked: { direction: AlertDirection; percent: number }, say: Sentences): string {
  return `${signs[asked.direction]}${number(String(asked.percent), say.locale)}%`
}

/** `1 h`, `90 min`: hours where they are whole. */
function span(ms: number, say: Sentences): string {
  const minutes = Math.round(ms / 60_000)
  const isHours = minutes % 60 === 0
  return new Intl.NumberFormat(say.locale, {
    style: 'unit',
    unit: isHours ? 'hour' : 'minute',
    unitDisplay: say === english ? 'short' : 'long',
  }).format(isHours ? minutes / 60 : minutes)
}

/** Decimal text grouped as the language does, each of its decimals written. */
function number(text: string, locale: string): string {
  const value = Number(text)
  if (!Number.isFinite(value)) return text
  const decimals = Math.min(20, /\.(\d*)$/.exec(text)?.[1]?.length ?? 0)
  const style = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  return new Intl.NumberFormat(locale, style).format(value)
}

/** With its day: what is told may be read the next morning. */
function timeOf(time: number, locale: string, zone: string | undefined): string {
  const style = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' } as const
  const told = (timeZone: string, more: Intl.DateTimeFormatOptions = {}) =>
    new Intl.DateTimeFormat(locale, { ...style, hourCycle: 'h23', timeZone, ...more }).format(time)
  try {
    return zone === undefined ? told('UTC', { timeZoneName: 'short' }) : told(zone)
  } catch {
    // A zone that this machine doesn't know.
    return told('UTC', { timeZoneName: 'short' })
  }
}

const venueNames: Partial<Record<string, string>> = {
  BINANCE: 'Binance',
  BYBIT: 'Bybit',
  COINBASE: 'Coinbase',
  KRAKEN: 'Kraken',
  FINNHUB: 'Finnhub',
  ALPHAVANTAGE: 'Alpha Vantage',
}

/** As it writes itself. */
function venueName(venue: string): string {
  return venueNames[venue] ?? venue
}
