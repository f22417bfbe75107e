import { deflateRawSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { createRandom } from '../../shared/wire/testing/market.ts'
import { MessageReader, maxMessageBytes } from './websocket-reader.ts'

type Heard = ['text' | 'binary' | 'ping' | 'pong', string] | ['farewell', number | undefined]

interface FrameOptions {
  isFinal?: boolean
  reserved?: number
  mask?: number
}

/** As a client writes it. */
function frame(
  opcode: number,
  payload: Buffer | string,
  { isFinal = true, reserved = 0, mask = 0x1234abcd }: FrameOptions = {},
): Buffer {
  const bytes = Buffer.from(payload)
  const { length } = bytes
  const size =
    length < 126 ? [0x80 | length] : length < 65_536 ? [0xfe, length >> 8, length & 255] : [0xff]
  const long = Buffer.alloc(size[0] === 0xff ? 8 : 0)
  if (long.length > 0) long.writeBigUInt64BE(BigInt(length))
  const key = Buffer.alloc(4)
  key.writeUInt32BE(mask)
  for (const [i, byte] of bytes.entries()) bytes[i] = byte ^ (key[i % 4] ?? 0)
  const first = (isFinal ? 0x80 : 0) | reserved | opcode
  return Buffer.concat([Buffer.of(first, ...size), long, key, bytes])
}

function listen(takesDeflated = false) {
  const reader = new MessageReader(takesDeflated)
  const heard: Heard[] = []
  const hearer = {
    isOpen: true,
    message: (bytes: Buffer, isBinary: boolean) =>
      void heard.push([isBinary ? 'binary' : 'text', bytes.toString('latin1')]),
    ping: (payload: Buffer) => void heard.push(['ping', payload.toString('latin1')]),
    pong: (payload: Buffer) => void heard.push(['pong', payload.toString('latin1')]),
    farewell: (code: number | undefined) => void heard.push(['farewell', code]),
  }
  const read = (...pieces: Buffer[]) => {
    for (const piece of pieces) {
      const wrong = reader.read(Buffer.from(piece), hearer)
      if (wrong !== undefined) return wrong
    }
    return undefined
  }
  return { heard, hearer, read }
}

const close = (code: number, reason: Buffer | string = '') =>
  Buffer.concat([Buffer.of(code >> 8, code & 255), Buffer.from(reason)])
const text = Buffer.from('grüße, 世界')

it('hears whatever was said, however it is cut into frames and pieces', () => {
  const random = createRandom(7)
  for (let round = 0; round < 300; round++) {
    const said: Heard[] = []
    const frames: Buffer[] = []
    for (let n = random(6); n >= 0; n--) {
      const isBinary = random(2) === 1
      const size = [random(20), 120 + random(12), 65_530 + random(12)][random(round % 10 ? 2 : 3)]
      const payload = Buffer.alloc(size ?? 0, isBinary ? '\xff\x00' : 'a', 'latin1')
      const cuts = Array.from({ length: random(4) }, () => random(payload.length + 1))
      const ends = [...cuts.sort((a, b) => a - b), payload.length]
      for (const [i, end] of ends.entries()) {
        const part = payload.subarray(ends[i - 1] ?? 0, end)
        const mask = random(2) * random(2 ** 31)
        const opcode = i > 0 ? 0 : isBinary ? 2 : 1
        frames.push(frame(opcode, part, { isFinal: i === ends.length - 1, mask }))
        if (i === ends.length - 1 || random(3) > 0) continue
        // Between the frames of a message others may come.
        const kind = random(2) === 0 ? 'ping' : 'pong'
        frames.push(frame(kind === 'ping' ? 9 : 10, `${round}`))
        said.push([kind, `${round}`])
      }
      said.push([isBinary ? 'binary' : 'text', payload.toString('latin1')])
    }
    const bytes = Buffer.concat(frames)
    const { heard, read } = listen()
    for (let at = 0; at < bytes.length; ) {
      const size = 1 + random([3, 200, 100_000][random(3)] ?? 1)
      expect(read(bytes.subarray(at, at + size))).toBeUndefined()
      at += size
    }
    expect(heard).toEqual(said)
  }
})

it('hears a client’s farewell, and nothing but that once it has said its own', () => {
  for (const code of [1000, 1001, 1003, 1007, 1014, 3000, 4999]) {
    const { heard, read } = listen()
    read(frame(8, close(code, 'so long')))
    expect(heard).toEqual([['farewell', code]])
  }
  const { heard, hearer, read } = listen()
  hearer.isOpen = false
  read(frame(1, 'a', { isFinal: false }), frame(1, 'b'), frame(9, ''), frame(8, ''))
  expect(heard).toEqual([['farewell', undefined]])
})

it.each<[string, number, Buffer[]]>([
  ['a frame that is not masked', 1002, [Buffer.from('\x81\x01a', 'latin1')]],
  ['an opcode that nobody knows', 1002, [frame(3, 'a')]],
  ['a control frame that nobody knows', 1002, [frame(11, '')]],
  ['a reserved bit', 1002, [frame(1, 'a', { reserved: 0x20 })]],
  ['deflated text that was not agreed to', 1002, [frame(1, 'a', { reserved: 0x40 })]],
  ['a deflated ping', 1002, [frame(9, 'a', { reserved: 0x40 })]],
  ['a ping in parts', 1002, [frame(9, 'a', { isFinal: false })]],
  ['a ping that is too long', 1002, [frame(9, 'a'.repeat(126))]],
  ['the middle of no message', 1002, [frame(0, 'a')]],
  ['a message within another', 1002, [frame(1, 'a', { isFinal: false }), frame(1, 'b')]],
  ['half a code of a farewell', 1002, [frame(8, '\x03')]],
  ['a code that may not be said', 1002, [frame(8, close(1005))]],
  ['a code of nobody’s', 1002, [frame(8, close(2999))]],
  ['a farewell that is no UTF-8', 1007, [frame(8, close(1000, Buffer.of(0xff)))]],
  ['text that is no UTF-8', 1007, [frame(1, Buffer.of(0xc3, 0x28))]],
  ['text that ends within a character', 1007, [frame(1, text.subarray(0, -1))]],
  [
    'a message that is too long, by its head alone',
    1009,
    [frame(1, Buffer.alloc(maxMessageBytes + 1)).subarray(0, 14)],
  ],
  [
    'parts that are too long together',
    1009,
    [
      frame(1, 'a', { isFinal: false }),
      frame(0, Buffer.alloc(maxMessageBytes - 1), { isFinal: false }),
      frame(0, 'b'),
    ],
  ],
  ['a length that no number holds', 1009, [Buffer.of(0x81, 0xff, ...Array<number>(8).fill(255))]],
])('refuses %s', (_, code, pieces) => {
  const { heard, read } = listen()
  expect(read(...pieces)).toBe(code)
  expect(heard).toEqual([])
})

it('hears text that is cut within a character', () => {
  const { heard, read } = listen()
  const [head, tail] = [text.subarray(0, 3), text.subarray(3)]
  expect(read(frame(1, head, { isFinal: false }), frame(0, tail))).toBeUndefined()
  expect(heard).toEqual([['text', text.toString('latin1')]])
})

it('inflates what was agreed to, in parts too, and never more than it may', () => {
  const deflate = (payload: Buffer | string) =>
    deflateRawSync(payload, { finishFlush: 2 }).subarray(0, -4)
  const deflated = { reserved: 0x40 }
  const { heard, read } = listen(true)
  const bytes = deflate('hello hello hello')
  expect(read(frame(1, bytes, deflated), frame(1, 'plain'))).toBeUndefined()
  const parts = [
    frame(1, bytes.subarray(0, 4), { ...deflated, isFinal: false }),
    frame(0, bytes.subarray(4)),
  ]
  expect(read(...parts)).toBeUndefined()
  expect(heard).toEqual([
    ['text', 'hello hello hello'],
    ['text', 'plain'],
    ['text', 'hello hello hello'],
  ])
  const bomb = deflate(Buffer.alloc(maxMessageBytes + 1))
  expect(listen(true).read(frame(1, bomb, deflated))).toBe(1009)
  expect(listen(true).read(frame(1, Buffer.of(0xff, 0xff), deflated))).toBe(1007)
  expect(listen(true).read(frame(1, deflate(Buffer.of(0xff)), deflated))).toBe(1007)
})

it('never throws, whatever comes', () => {
  const random = createRandom(11)
  for (let n = 0; n < 5_000; n++) {
    const { read } = listen(n % 2 === 0)
    const bytes = frame([0, 1, 2, 8, 9, 10][random(6)] ?? 0, Buffer.alloc(random(140), n), {
      reserved: 0x40 * random(2),
      isFinal: random(4) > 0,
    })
    for (let i = random(4); i >= 0; i--) bytes[random(bytes.length)] = random(256)
    expect([undefined, 1002, 1007, 1009]).toContain(read(bytes, bytes))
  }
})
