import { expect, it } from 'vitest'
import type { AlertCondition } from './alert.ts'
import type { NotificationEvent } from './notification.ts'
import { notificationText } from './notification-text.ts'
import { shortName } from './pair.ts'

const time = Date.UTC(2026, 10, 22, 15, 5)

function fired(condition: AlertCondition, note = ''): NotificationEvent {
  return {
    type: 'alert',
    alert: 'a1',
    rule: {
      ...{ symbol: 'BTCUSDT', condition, source: 'last', repeat: { type: 'once' }, note },
      ...{ expiresAt: null, sessions: 'always', sound: true, paused: false },
    },
    price: '70000.10',
    venue: 'BINANCE',
    time,
  }
}

it('says what has happened, at which price, where and when, in the reader’s language and zone', () => {
  const above = fired({ type: 'above', price: '70000' }, 'Sell half.')
  expect(notificationText(above, { language: 'en-GB', zone: 'Europe/Berlin' })).toEqual({
    title: 'BTC above 70,000',
    body: '70,000.10 at Binance, Nov 22, 16:05\nSell half.',
  })
  expect(notificationText(above, { language: 'ko', zone: 'Asia/Seoul' })).toEqual({
    title: 'BTC 70,000 돌파',
    body: 'Binance 70,000.10, 11월 23일 00:05\nSell half.',
  })
  expect(notificationText(above, { language: 'zh-Hans', zone: 'Asia/Shanghai' })).toEqual({
    title: 'BTC 高于 70,000',
    body: 'Binance 70,000.10，11月22日 23:05\nSell half.',
  })
})

it('tells the time as UTC’s where it knows no zone', () => {
  const { body } = notificationText(fired({ type: 'day-high' }), { language: 'en' })
  expect(body).toBe('70,000.10 at Binance, Nov 22, 15:05 UTC')
  const unknown = { language: 'fr', zone: 'Mars/Olympus' }
  expect(notificationText(fired({ type: 'day-high' }), unknown).body).toBe(body)
})

it('says which way it went, where either was waited for', () => {
  const either = fired({ type: 'change-since-close', direction: 'either', percent: 5 })
  const event = { ...either, direction: 'down' } as const
  expect(notificationText(event, { language: 'en' }).title).toBe('BTC −5% since the previous close')
})

it('names no price where there never was one', () => {
  const silence = fired({ type: 'silence', afterMs: 600_000 }, 'Call them.')
  const event = { ...silence, price: '' }
  expect(notificationText(event, { language: 'en' }).body).toBe('Binance\nCall them.')
})

it('has a title for every kind of alert, in every language', () => {
  const conditions: AlertCondition[] = [
    { type: 'below', price: '0.00001234' },
    { type: 'crosses', price: '1' },
    { type: 'enters', low: '1.50', high: '2' },
    { type: 'leaves', low: '1.50', high: '2' },
    { type: 'change', direction: 'either', percent: 2.5, windowMs: 5_400_000 },
    { type: 'change-since-close', direction: 'down', percent: 5 },
    { type: 'day-low' },
    { type: 'volume', times: 3, windowMs: 86_400_000 },
    { type: 'silence', afterMs: 600_000 },
  ]
  const titles = (language: string) =>
    conditions.map((each) => notificationText(fired(each), { language }).title)
  expect(titles('en')).toEqual([
    'BTC below 0.00001234',
    'BTC crossed 1',
    'BTC is within 1.50–2',
    'BTC has left 1.50–2',
    'BTC ±2.5% within 90 min',
    'BTC −5% since the previous close',
    'BTC: new 24 h low',
    'BTC: 3× the usual volume in 24 hr',
    'BTC: no prices for 10 min',
  ])
  expect(new Set([...titles('ko'), ...titles('zh'), ...titles('en')]).size).toBe(27)
})

it('calls a pair by its base, and by both where the other is no dollar', () => {
  const names = ['BTCUSDT', 'KRAKEN:BTC/USD', 'ETHBTC', 'OKX:SOL-EUR', 'FINNHUB:AAPL', 'BTCFDUSD']
  expect(names.map(shortName)).toEqual(['BTC', 'BTC', 'ETH/BTC', 'SOL/EUR', 'AAPL', 'BTC'])
})
