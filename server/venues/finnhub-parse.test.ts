import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Instrument } from '../../shared/instrument.ts'
import { sessionAt } from '../../shared/sessions.ts'
import { makeFrameRepeats, parseFinnhub } from './finnhub-parse.ts'
import { stock } from './finnhub-rest.ts'
import { expectSound, inShort } from './testing/events.ts'

const now = Date.UTC(2026, 10, 21)
const known = ['AAPL', 'TSLA', 'GOOG'].map(stock)
const parse = (text: string, more: Instrument[] = []) =>
  parseFinnhub(text, {
    instruments: new Map([...known, ...more].map((each) => [each.symbol, each])),
    receivedAt: now,
    now,
  })

const file = new URL('../../../shared/data/fixtures/finnhub/ws.json', import.meta.url)
const absent = !existsSync(fileURLToPath(file))
const why = absent ? ' (skipped: the recorded frames are not beside the project)' : ''

interface Fixture {
  name: string
  dir: string
  raw: string
}
const received = () =>
  (JSON.parse(readFileSync(file, 'utf8')) as Fixture[]).filter(({ dir }) => dir === 'recv')

const strangers = 'An event of "BINANCE:'

/** How many events each recorded frame holds, and what the first and the last of them say. */
const expected: Record<string, [number, string?, string?]> = {
  frame_01: [10, 'AAPL 1640601 5 undefined undefined 1680286537580', 'AAPL 1640615 1 '],
  frame_02: [8, 'AAPL 1640641 52 ', 'AAPL 1640601 10 '],
  // Executions of one moment that are alike are executions each.
  frame_03: [10, 'AAPL 1640609 3 ', 'AAPL 1640600 10 '],
  frame_04: [10, 'AAPL 1640600 100 ', 'AAPL 1640600 173 '],
  frame_05: [9, 'AAPL 1640600 1 ', 'AAPL 1640650 1 '],
  frame_06: [6, 'AAPL 1640608 2 ', 'AAPL 1640600 1 '],
  frame_07: [3, 'AAPL 1640700 1 ', 'AAPL 1640600 50 '],
  frame_08: [5, 'AAPL 1640600 1 ', 'AAPL 1640591 1 '],
  frame_09: [9, 'TSLA 1221000 1 ', 'AAPL 1295750 1 '],
  frame_10: [4, 'AAPL 1332200 13 ', 'AAPL 1332150 50 '],
  frame_11: [
    4,
    'AAPL 2268900 30 undefined undefined 1731599126006',
    '2268800 1 undefined undefined 1731599125982',
  ],
  frame_12: [2, 'TSLA 2030400 1 ', 'TSLA 2030500 1 '],
  frame_13: [3, 'TSLA 2030400 500 ', 'AAPL 1774600 72 '],
  frame_14: [3, 'TSLA 1303498 1667 ', 'GOOG 984556 51 '],
  frame_15: [5, strangers, strangers],
  frame_16: [1, strangers],
  frame_17: [1, strangers],
  frame_18: [4, 'AAPL 1714650 1 ', strangers],
  frame_19: [1, strangers],
  frame_20: [1, 'alive'],
  frame_21: [1, 'Finnhub answered an error: "Subscribing to too many symbols".'],
  // The same trade three times counts once.
  dups_descending: [3, 'AAPL 2844500 100 ', 'AAPL 2844700 10 '],
}

it.skipIf(absent)(`reads every recorded frame as what it is, or names why not${why}`, () => {
  const frames = received()
  expect(frames.map(({ name }) => name).sort()).toEqual(Object.keys(expected).sort())
  for (const { name, raw } of frames) {
    const events = parse(raw)
    events.forEach(expectSound)
    const said = events.map(inShort)
    const [count, first = '', last = first] = expected[name] ?? [0]
    expect([name, said.length]).toEqual([name, count])
    expect(said.at(0)).toContain(first)
    expect(said.at(-1)).toContain(last)
  }
})

it.skipIf(absent)(`reads tiny sizes of what is counted finely${why}`, () => {
  const symbol = 'BINANCE:BTCUSDT'
  const bitcoin: Instrument = {
    ...stock('X'),
    id: `FINNHUB:${symbol}`,
    symbol,
    decimals: 2,
    sizeDecimals: 6,
  }
  const raw = received().find(({ name }) => name === 'frame_15')?.raw ?? ''
  expect(parse(raw, [bitcoin]).map(inShort)[0]).toContain(`${symbol} 3472799 4 `)
})

it.skipIf(absent)(`has condition 24 on exactly the prints out of hours${why}`, () => {
  for (const { raw } of received()) {
    const { data = [] } = JSON.parse(raw) as {
      data?: { s: string; t: number; c?: string[] | null }[]
    }
    for (const { s, t, c } of data) {
      if (s.includes(':') || !c?.length) continue
      expect(c.includes('24')).toBe(sessionAt('stock', t).phase !== 'regular')
    }
  }
})

const print = (more: object) => ({ s: 'AAPL', p: 164.06, t: now, v: 100, c: ['1'], ...more })
const frame = (...data: unknown[]) => JSON.stringify({ type: 'trade', data })

it('takes conditions in every form, and none', () => {
  for (const c of [['1', '12'], [], null, undefined, 'odd', 7]) {
    expect(parse(frame(print({ c }))).map(inShort)).toEqual([
      `trade FINNHUB:AAPL 1640600 100 undefined undefined ${now}`,
    ])
  }
})

it('leaves out prices that are not of their moment', () => {
  for (const c of ['3', '16', '21', '25', '30', '32', '37']) {
    expect(parse(frame(print({ c: ['1', c] }), print({})))).toHaveLength(1)
  }
})

it('keeps executions that look alike, and counts copies without conditions once', () => {
  expect(parse(frame(print({}), print({})))).toHaveLength(2)
  expect(parse(frame(print({ c: null }), print({ c: null }), print({ c: null })))).toHaveLength(1)
  expect(parse(frame(print({ c: null }), print({ c: null, v: 7 })))).toHaveLength(2)
})

it('passes a frame on once that is sent three times in a row', () => {
  const isRepeat = makeFrameRepeats()
  const sent = [frame(print({})), '{"type":"ping"}', frame(print({ p: 165 }))]
  const repeats = sent
    .flatMap((text) => [text, text, text])
    .map((text) => isRepeat(text, parse(text)))
  expect(repeats).toEqual([false, true, true, false, false, false, false, true, true])
})

it('refuses by name what is no trade', () => {
  const cases: [string, string][] = [
    ['<html>', 'no JSON'],
    ['[]', 'no object'],
    ['{"type":"trade"}', 'A trade frame holds nothing'],
    ['{"type":"news","data":[]}', 'of the type "news"'],
    ['{}', 'of the type nothing'],
    [frame(null), 'holds null where a trade belongs'],
    [frame(print({ s: 5 })), 'names no symbol: 5'],
    [frame(print({ p: 0 })), 'at the price 0'],
    [frame(print({ p: null })), 'at the price null'],
    [frame(print({ v: 0 })), 'of the size 0'],
    [frame(print({ t: 0 })), 'at the time 0'],
    [frame(print({ t: 1_680_286_537 })), 'at the time 1680286537'],
  ]
  for (const [text, sentence] of cases) {
    expect(parse(text).map(inShort)).toEqual([expect.stringContaining(sentence)])
  }
  expect(parse(frame())).toEqual([])
})

it('never throws, and yields only figures above zero and times of this century', () => {
  const value = fc.oneof(
    fc.constantFrom(0, '0', null, 'NaN', '', -1, 1e300, 4e-6, {}, [], now, 'AAPL', 164.06, ['1']),
    fc.double(),
    fc.string(),
  )
  const item = fc.dictionary(fc.constantFrom('s', 'p', 't', 'v', 'c'), value)
  const likely = item.map((rest) => ({ ...print({}), ...rest }))
  const texts = fc.oneof(
    fc.json(),
    fc.string(),
    fc.array(fc.oneof(item, likely)).map((data) => frame(...data)),
  )
  fc.assert(
    fc.property(texts, (text) => {
      for (const event of parse(text)) expectSound(event)
    }),
    { numRuns: 2000 },
  )
})
