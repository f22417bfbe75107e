import { constants, inflateSync } from 'node:zlib'
import { expect, it, vi } from 'vitest'
import { createRandom } from '../../shared/wire/testing/market.ts'
import type { Hub } from '../hub/hub.ts'
import type { Encoding } from '../hub/output.ts'
import type { Subscription } from '../hub/subscriber.ts'
import { stateOf } from '../hub/testing.ts'
import { adlerOf, adlerOfNothing, deflateEnd, deflateHead, joinAdler, stored } from './deflated.ts'
import { sseEncoding } from './sse-encoding.ts'
import { sseBytes, sumIn } from './sse-packing.ts'
import { eachWithBusyHub, instruments, symbols } from './testing/busy-hub.ts'
import { makeCount } from './testing/rig.ts'

let hub: Hub
let encoding: Encoding
eachWithBusyHub((made) => {
  hub = made
  encoding = sseEncoding('price', 'deflated', makeCount())
})

interface Reader {
  subscription: Subscription
  isReady: boolean
  /** It was stuck for too long. */
  isOver: boolean
  written: Uint8Array[]
  /** Is told something that nobody else is. */
  tell(): void
  text(): string
}

function join(): Reader {
  const written: Uint8Array[] = []
  const write = (bytes: Uint8Array) => written.push(bytes)
  const say = (text: string) => write(sseBytes(text, 'deflated'))
  const state = { isReady: true, isOver: false }
  const output = {
    ready: () => state.isReady,
    write,
    hello: () => say('event: connected\n\n'),
    close() {
      state.isOver = true
    },
  }
  const subscription = hub.subscribe({ output, encoding, heartbeatMs: 1_000 })
  return Object.assign(state, {
    subscription,
    written,
    tell() {
      say('event: notification\n\n')
      subscription.interrupted()
    },
    text: () => textOf(written),
  })
}

function textOf(chunks: readonly Uint8Array[]): string {
  const body = chunks.map((chunk) => Buffer.from(chunk).subarray(chunk.indexOf(10) + 1, -2))
  const readSoFar = { finishFlush: constants.Z_SYNC_FLUSH }
  return inflateSync(Buffer.concat([deflateHead, ...body]), readSoFar).toString()
}

function change(price: number, chosen: (index: number) => boolean = () => true): void {
  for (const [index, each] of instruments.entries()) {
    if (chosen(index)) hub.record(stateOf(each, price + index))
  }
  vi.advanceTimersByTime(250)
}

/** Its text is, byte by byte, what it was to be told. */
function expectWhole({ text, written }: Reader): void {
  const sums = written.map((bytes) => sumIn(bytes) ?? adlerOfNothing)
  expect(adlerOf(Buffer.from(text()))).toEqual(sums.reduce(joinAdler, adlerOfNothing))
}

const last = ({ written }: Reader) => written.at(-1) ?? new Uint8Array()

it('makes the same few bytes for all, a tenth of the text', () => {
  const readers = [join(), join(), join()]
  for (let n = 1; n <= 8; n++) change(10_000 + n)
  expect(new Set(readers.map(last)).size).toBe(1)
  const before = textOf(readers[0]?.written.slice(0, -1) ?? []).length
  const added = (readers[0]?.text().length ?? 0) - before
  expect(last(readers[0] as Reader).length).toBeLessThan(added / 10)
})

it('lets others join once a second, for whom all begin anew', () => {
  const first = join()
  for (let n = 1; n <= 8; n++) change(10_000 + n)
  const second = join()
  change(10_100)
  change(10_101)
  expect(last(second)).toBe(last(first))
  const third = join()
  change(10_102)
  change(10_103)
  expect(last(third)).not.toBe(last(first))
  for (let n = 0; n < 4; n++) change(10_110 + n)
  expect(new Set([first, second, third].map(last)).size).toBe(1)
  for (const reader of [first, second, third]) expect(reader.text()).toContain('"price":101.28,')
})

it('begins anew too where two go on together who had gone on apart', () => {
  const [first, second] = [join(), join()]
  for (let n = 1; n <= 8; n++) change(10_000 + n)
  second.isReady = false
  change(10_009)
  second.isReady = true
  vi.advanceTimersByTime(250)
  change(10_010, (index) => index === 0)
  expect(last(second)).not.toBe(last(first))
  change(10_011)
  expect(last(second)).toBe(last(first))
  for (const reader of [first, second]) expectWhole(reader)
})

it('gives each the text that is meant for it, whoever comes, goes, is skipped or is told more', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = createRandom(seed)
    const readers: Reader[] = []
    for (let n = 0; n < 120; n++) {
      const reader = readers[random(readers.length + 1)]
      const act = random(8)
      if (reader === undefined) readers.push(join())
      else if (act === 0) reader.isReady = !reader.isReady
      else if (act === 1) reader.tell()
      else if (act === 2) {
        reader.subscription.close()
        readers.splice(readers.indexOf(reader), 1)
      } else if (act === 3) vi.advanceTimersByTime(1_500)
      else if (act === 4) reader.subscription.pace({ intervalMs: [250, 500][random(2)] })
      // Now and then nothing changes, and who was skipped is told alone.
      const share = random(4)
      change(10_000 + random(500), () => share > 0 && random(share) === 0)
    }
    for (const reader of readers) reader.isReady = true
    change(20_000 + seed)
    vi.advanceTimersByTime(500)
    for (const reader of readers.filter(({ isOver }) => !isOver)) {
      const heard = reader.text()
      expectWhole(reader)
      const ids = [...heard.matchAll(/^event: price\nid: e\d+\.(\d+)$/gm)].map(([, id]) =>
        Number(id),
      )
      expect(ids).toEqual(ids.toSorted((a, b) => a - b))
      const newest = new Map(
        [...heard.matchAll(/"symbol":"(\w+)".*?"price":([\d.]+)/g)].map(([, symbol, price]) => [
          symbol,
          Math.round(Number(price) * 100),
        ]),
      )
      expect([...newest.keys()].sort()).toEqual(symbols)
      for (const [index, symbol] of symbols.entries()) {
        expect(newest.get(symbol)).toBe(20_000 + seed + index)
      }
      reader.subscription.close()
    }
  }
})

it('deflates no more than its share of the time, and tells the rest as it is', () => {
  const reader = join()
  reader.subscription.pace({ intervalMs: 0 })
  change(10_001)
  const sizes: number[] = []
  for (let n = 0; n < 400; n++) {
    for (const each of instruments) hub.record(stateOf(each, 20_000 + n))
    vi.advanceTimersByTime(0)
    sizes.push(last(reader).length)
  }
  expect(sizes.filter((size) => size < 1_000).length).toBeLessThan(100)
  expect(reader.text()).toContain('"price":203.99,')
})

it('ends with the sum of its text, however it was put together', () => {
  const texts = ['', 'a', 'zäh\n', 'x'.repeat(200_000)].map((text) => Buffer.from(text))
  const sum = texts.map(adlerOf).reduce(joinAdler, adlerOfNothing)
  const body = Buffer.concat([deflateHead, ...texts.map(stored), deflateEnd(sum)])
  expect(inflateSync(body)).toEqual(Buffer.concat(texts))
})
