import { expect, it } from 'vitest'
import { makeGathering } from './gathering.ts'
import type { Outlet } from './outlet.ts'
import { makeCount } from './testing/rig.ts'

/** An outlet that keeps a list of what happens to it. */
function start() {
  const count = makeCount()
  const happened: string[] = []
  const outlet: Outlet = {
    ready: () => true,
    write(bytes) {
      happened.push(Buffer.from(bytes).toString())
      count.frames++
    },
    pending: () => 5,
    close: () => happened.push('closed'),
  }
  return { count, happened, gathering: makeGathering(outlet, count) }
}

it('writes all that was said at once, and counts each message', () => {
  const { count, happened, gathering } = start()
  for (const text of ['hello ', 'first ', 'prices']) gathering.write(Buffer.from(text))
  expect([happened, gathering.pending()]).toEqual([[], 23])
  gathering.done()
  gathering.done()
  expect(happened).toEqual(['hello first prices'])
  expect(count.frames).toBe(3)
})

it('writes nothing where nothing was said', () => {
  const { count, happened, gathering } = start()
  gathering.done()
  expect([happened, count.frames]).toEqual([[], 0])
})

it('lets what was said go out before it closes', () => {
  const { happened, gathering } = start()
  gathering.write(Buffer.from('goodbye'))
  gathering.close()
  gathering.done()
  expect(happened).toEqual(['goodbye', 'closed'])
})

it('joins what many are told one after the other once', () => {
  const written: Uint8Array[] = []
  const { count } = start()
  const outlet = { ...start().gathering, write: (bytes: Uint8Array) => written.push(bytes) }
  const [hello, prices] = [Buffer.from('hello '), Buffer.from('prices')]
  for (const second of [prices, prices, Buffer.from('other')]) {
    const gathering = makeGathering(outlet, count)
    gathering.write(hello)
    gathering.write(second)
    gathering.done()
  }
  expect(written.map(String)).toEqual(['hello prices', 'hello prices', 'hello other'])
  expect(written[1]).toBe(written[0])
})
