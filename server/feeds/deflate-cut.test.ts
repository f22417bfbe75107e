import { constants, createInflateRaw, deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cutDeflated } from './deflate-cut.ts'

/** As a client of permessage-deflate reads them, one after the other. */
async function inflated(payloads: readonly Uint8Array[]): Promise<string[]> {
  const inflate = createInflateRaw({ finishFlush: constants.Z_SYNC_FLUSH })
  const texts: string[] = []
  for (const payload of payloads) {
    const parts: Buffer[] = []
    inflate.on('data', (part: Buffer) => parts.push(part))
    inflate.write(payload)
    await new Promise<void>((resolve, reject) => {
      inflate.once('error', reject)
      inflate.write(Buffer.of(0, 0, 255, 255), () => resolve())
    })
    inflate.removeAllListeners()
    texts.push(Buffer.concat(parts).toString('latin1'))
  }
  inflate.destroy()
  return texts
}

function cut(texts: readonly string[]): Uint8Array[] {
  const bytes = texts.map((text) => Buffer.from(text, 'latin1'))
  const options = { strategy: constants.Z_FIXED, finishFlush: constants.Z_SYNC_FLUSH }
  return cutDeflated(deflateRawSync(Buffer.concat(bytes), options), bytes)
}

it.each<[string, string[]]>([
  ['what is alike', Array.from({ length: 50 }, (_, n) => `{"price":${600 + n},"symbol":"BTC"}`)],
  ['references across an end', ['abcabcab', 'cabca', 'b', 'cabcabc', 'ab', 'cabcabcabc']],
  ['references across several', ['x'.repeat(300), 'x', 'xx', 'xxx', 'x'.repeat(700), 'x']],
  ['nothing', ['', 'a', '', '', 'a']],
  ['many blocks', Array.from({ length: 99 }, (_, n) => `${(n * 7919) ** 3}`.repeat(40 + n))],
])('cuts %s', async (_, texts) => {
  expect(await inflated(cut(texts))).toEqual(texts)
})

it('cuts whatever it is, such as zlib leaves as it was', async () => {
  const byte = fc.integer({ min: 0, max: 255 })
  const few = fc.integer({ min: 97, max: 99 })
  const text = fc
    .oneof(fc.array(byte, { maxLength: 900 }), fc.array(few, { maxLength: 900 }))
    .map((bytes) => Buffer.from(bytes).toString('latin1'))
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), async (texts) => {
      expect(await inflated(cut(texts))).toEqual(texts)
    }),
    { numRuns: 200, seed: 7 },
  )
})

it('refuses what has codes of its own', () => {
  const text = Buffer.from('what has codes of its own '.repeat(40) + '0123456789'.repeat(90))
  const own = deflateRawSync(text, { strategy: constants.Z_HUFFMAN_ONLY })
  expect(() => cutDeflated(own, [text])).toThrow('Z_FIXED')
})
