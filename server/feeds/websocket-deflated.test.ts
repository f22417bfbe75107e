import { constants, inflateRawSync } from 'node:zlib'
import { expect, it, vi } from 'vitest'
import { createRandom } from '../../shared/wire/testing/market.ts'
import type { Hub } from '../hub/hub.ts'
import type { Encoding } from '../hub/output.ts'
import type { Subscription } from '../hub/subscriber.ts'
import { stateOf } from '../hub/testing.ts'
import { eachWithBusyHub, instruments, symbols } from './testing/busy-hub.ts'
import { makeCount } from './testing/rig.ts'
import { websocketDeflated } from './websocket-encoding.ts'

let hub: Hub
let encoding: Encoding
eachWithBusyHub((made) => {
  hub = made
  encoding = websocketDeflated(makeCount())
})

interface Reader {
  subscription: Subscription
  isReady: boolean
  isOver: boolean
  deflated: number
  messages: { type: string; symbol: string; price: number; cursor: string }[]
}

function join(): Reader {
  const reader = { isReady: true, isOver: false, deflated: 0, messages: [] as Reader['messages'] }
  let before = Buffer.alloc(0)
  const inflate = (payload: Buffer) => {
    reader.deflated++
    const text = inflateRawSync(Buffer.concat([payload, Buffer.of(0, 0, 255, 255)]), {
      ...{ finishFlush: constants.Z_SYNC_FLUSH, windowBits: 13 },
      ...(before.length > 0 && { dictionary: before }),
    })
    before = Buffer.concat([before, text]).subarray(-(2 ** 13))
    return text
  }
  const output = {
    ready: () => reader.isReady,
    write(bytes: Uint8Array) {
      for (const { isDeflated, payload } of messagesIn(Buffer.from(bytes))) {
        reader.messages.push(JSON.parse(String(isDeflated ? inflate(payload) : payload)))
      }
    },
    hello: () => {},
    close() {
      reader.isOver = true
    },
  }
  const subscription = hub.subscribe({ output, encoding, heartbeatMs: 1_000 })
  return Object.assign(reader, { subscription })
}

function* messagesIn(bytes: Buffer) {
  for (let at = 0; at < bytes.length; ) {
    const isDeflated = bytes[at] === 0xc1
    const isLong = bytes[at + 1] === 126
    const size = isLong ? bytes.readUInt16BE(at + 2) : bytes.readUInt8(at + 1)
    const from = at + (isLong ? 4 : 2)
    at = from + size
    yield { isDeflated, payload: bytes.subarray(from, at) }
  }
}

it('gives each the messages that are meant for it, whoever comes, goes or is skipped', () => {
  let deflated = 0
  for (let seed = 1; seed <= 20; seed++) {
    const random = createRandom(seed)
    const readers: Reader[] = []
    for (let n = 0; n < 80; n++) {
      const reader = readers[random(readers.length + 1)]
      const act = random(6)
      if (reader === undefined) readers.push(join())
      else if (act === 0) reader.isReady = !reader.isReady
      else if (act === 1) vi.advanceTimersByTime(1_500)
      else if (act === 2) reader.subscription.pace({ intervalMs: [250, 500][random(2)] })
      const share = random(4)
      for (const [index, each] of instruments.entries()) {
        if (share > 0 && random(share) === 0)
          hub.record(stateOf(each, 10_000 + index + random(500)))
      }
      vi.advanceTimersByTime(250)
    }
    for (const reader of readers) reader.isReady = true
    for (const [index, each] of instruments.entries()) hub.record(stateOf(each, 20_000 + index))
    vi.advanceTimersByTime(500)
    for (const reader of readers.filter(({ isOver }) => !isOver)) {
      const prices = reader.messages.filter(({ type }) => type === 'price')
      const sequences = prices.map(({ cursor }) => Number(cursor.split('.')[1]))
      expect(sequences).toEqual(sequences.toSorted((a, b) => a - b))
      const newest = Object.fromEntries(prices.map(({ symbol, price }) => [symbol, price]))
      expect(newest).toEqual(
        Object.fromEntries(symbols.map((symbol, index) => [symbol, (20_000 + index) / 100])),
      )
      deflated += reader.deflated
    }
    for (const { subscription } of readers) subscription.close()
  }
  expect(deflated).toBeGreaterThan(1_000)
})
