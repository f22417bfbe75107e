import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isRefused, parseUpMessage } from './up-message.ts'

const parse = (value: unknown) => parseUpMessage(JSON.stringify(value))
const codeOf = (value: unknown) => {
  const parsed = parse(value)
  return isRefused(parsed) ? parsed.code : 'fine'
}

it('reads every message in its shortest and its longest form', () => {
  const messages = [
    { type: 'subscribe', symbols: ['BTCUSDT'] },
    {
      type: 'subscribe',
      symbols: ['btcusdt', 'KRAKEN:BTC/USD'],
      cursor: 'e1.7',
      interval_ms: 0,
      heartbeat_ms: 1_000,
    },
    { type: 'unsubscribe', symbols: ['BTCUSDT'] },
    { type: 'cadence', interval_ms: 60_000 },
    { type: 'cadence', interval_ms: 100, heartbeat_ms: 600_000 },
    { type: 'ping' },
    { type: 'ping', id: 3 },
  ]
  for (const message of messages) expect(parse(message)).toEqual(message)
})

it('leaves out what it does not know', () => {
  expect(parse({ type: 'ping', later: true })).toEqual({ type: 'ping' })
  expect(parseUpMessage('{"type":"ping","__proto__":{"id":1}}')).toEqual({ type: 'ping' })
})

it('refuses what is no message', () => {
  for (const text of [
    '',
    ' ',
    '{',
    'undefined',
    '\0',
    '[',
    '{"type":"ping"}x',
    '['.repeat(200_000),
  ]) {
    expect(parseUpMessage(text)).toMatchObject({ code: 'bad-message' })
  }
  for (const value of [null, 1, 'ping', true, [], ['ping'], {}, { type: 1 }, { type: 'Ping' }]) {
    expect(codeOf(value)).toBe('bad-message')
  }
})

it('refuses symbols of the wrong type, shape or number', () => {
  const subscribe = (symbols: unknown) => codeOf({ type: 'subscribe', symbols })
  for (const wrong of [undefined, null, 'BTCUSDT', {}, [], [1], [null], [['BTCUSDT']]]) {
    expect(subscribe(wrong)).toBe('bad-message')
  }
  for (const wrong of ['', ' ', 'A B', 'a'.repeat(33), 'X:Y:Z', ':A', 'A:', '<A>', 'A\u0000']) {
    expect(subscribe(['BTCUSDT', wrong])).toBe('bad-symbol')
  }
  expect(subscribe(Array.from({ length: 500 }, () => 'A'))).toBe('fine')
  expect(subscribe(Array.from({ length: 501 }, () => 'A'))).toBe('too-many-symbols')
  expect(codeOf({ type: 'unsubscribe', symbols: ['A B'] })).toBe('bad-symbol')
})

it('quotes malformed symbols back, but not without bound', () => {
  const parsed = parse({
    type: 'subscribe',
    symbols: Array.from({ length: 300 }, () => '!'.repeat(500)),
  })
  expect(JSON.stringify(parsed).length).toBeLessThan(2_000)
})

it('refuses absurd cursors', () => {
  for (const cursor of [
    null,
    1,
    {},
    '',
    'x',
    '.',
    'e1.',
    '.1',
    'e1.-1',
    'e1.1.1',
    'e1.1e3',
    'E1.1',
    'e1.9007199254740992',
    ' e1.1',
    'e1.1\n',
  ]) {
    expect(codeOf({ type: 'subscribe', symbols: ['A'], cursor })).toBe('bad-cursor')
  }
})

it('refuses intervals and heartbeats that are out of range or no whole numbers', () => {
  for (const wrong of [null, '100', -1, 0.5, 60_001, 1e308, [], true]) {
    expect(codeOf({ type: 'cadence', interval_ms: wrong })).toBe('bad-interval')
    expect(codeOf({ type: 'subscribe', symbols: ['A'], interval_ms: wrong })).toBe('bad-interval')
  }
  for (const wrong of [null, '1000', 999, 600_001, 1_000.5]) {
    expect(codeOf({ type: 'cadence', interval_ms: 1, heartbeat_ms: wrong })).toBe('bad-interval')
  }
  expect(codeOf({ type: 'cadence' })).toBe('bad-message')
})

it('refuses an id that is no number', () => {
  for (const id of [null, '1', {}, true]) expect(codeOf({ type: 'ping', id })).toBe('bad-message')
})

it('never throws, and what it accepts it accepts again', () => {
  const anything = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record(
        {
          type: fc.constantFrom('subscribe', 'unsubscribe', 'cadence', 'ping'),
          symbols: fc.oneof(fc.array(fc.oneof(fc.string(), fc.constant('BTCUSDT'))), fc.anything()),
          cursor: fc.oneof(fc.constant('e1.1'), fc.anything()),
          interval_ms: fc.oneof(fc.integer(), fc.anything()),
          id: fc.oneof(fc.integer(), fc.anything()),
        },
        { requiredKeys: ['type'] },
      )
      .map((value) => {
        try {
          return JSON.stringify(value)
        } catch {
          return ''
        }
      }),
  )
  fc.assert(
    fc.property(anything, (text) => {
      const parsed = parseUpMessage(text)
      if (!isRefused(parsed)) expect(parse(parsed)).toEqual(parsed)
    }),
    { numRuns: 2_000 },
  )
})
