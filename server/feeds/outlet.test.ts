import { connect, createServer, type Server, type Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../testing/until.ts'
import type { FeedCount } from './count.ts'
import { handleOutlet } from './handle-outlet.ts'
import { makeOutlet, type Outlet, streamOutlet } from './outlet.ts'
import { makeCount } from './testing/rig.ts'

let server: Server
let near: Socket
let far: Socket
let count: FeedCount
const errors: unknown[] = []
const onError = (error: unknown) => errors.push(error)

beforeEach(async () => {
  count = makeCount()
  process.on('uncaughtException', onError)
  server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('No port.')
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve))
  far = connect(address.port, '127.0.0.1')
  far.on('error', () => {})
  near = await accepted
  near.on('error', () => {})
})

afterEach(() => {
  near.destroy()
  far.destroy()
  server.close()
  process.off('uncaughtException', onError)
  expect(errors.splice(0)).toEqual([])
})

const bytes = (text: string) => Buffer.from(text)

function read(): { text(): string; length(): number } {
  const chunks: Buffer[] = []
  far.on('data', (chunk: Buffer) => chunks.push(chunk))
  return {
    text: () => Buffer.concat(chunks).toString(),
    length: () => chunks.reduce((sum, { length }) => sum + length, 0),
  }
}

function throughHandle(): Outlet {
  const outlet = handleOutlet(near, count)
  if (outlet === undefined) throw new Error('This Node has another handle; see tcp-handle.ts.')
  return outlet
}

const outlets = [
  { name: 'by the handle', open: throughHandle },
  { name: 'by the stream', open: () => streamOutlet(near, count) },
]

describe.each(outlets)('$name', ({ open }) => {
  /** Until the kernel takes no more. */
  function fill(outlet: Outlet): number {
    const block = Buffer.alloc(65_536, 'x')
    let written = 0
    for (; outlet.ready(); written += block.length) outlet.write(block)
    return written
  }

  it('writes whole messages in order, and is ready again at once', async () => {
    const outlet = open()
    const heard = read()
    for (let i = 0; i < 1_000; i++) outlet.write(bytes(`${i},`))
    const all = Array.from({ length: 1_000 }, (_, i) => `${i},`).join('')
    await until(() => expect(heard.text()).toBe(all))
    expect(outlet.ready()).toBe(true)
    expect(outlet.pending()).toBe(0)
    expect(count).toMatchObject({ frames: 1_000, bytes: all.length })
    expect(near.bytesWritten).toBe(all.length)
  })

  it('comes in its place among what others write to the socket', async () => {
    const outlet = open()
    const heard = read()
    near.write('a')
    outlet.write(bytes('b'))
    near.cork()
    near.write('c')
    near.uncork()
    outlet.write(bytes('d'))
    near.write('e')
    await until(() => expect(heard.text()).toBe('abcde'))
  })

  it('comes before what others write later, also when the client is behind, and they can end it', async () => {
    const outlet = open()
    const before = fill(outlet)
    near.write('1')
    outlet.write(bytes('2'))
    outlet.write(bytes('3'))
    outlet.close()
    near.end('4')
    const heard = read()
    await until(() => expect(heard.length()).toBe(before + 4))
    expect(heard.text().slice(-5)).toBe('x1234')
  })

  it('leaves whole what others write whole, though it may come before it when the client is behind', async () => {
    const outlet = open()
    const before = fill(outlet)
    near.write('1')
    near.cork()
    near.write('(')
    near.write(')')
    near.uncork()
    outlet.write(bytes('2'))
    const heard = read()
    await until(() => expect(heard.length()).toBe(before + 4))
    expect(['x1()2', 'x12()']).toContain(heard.text().slice(-5))
    expect(outlet.ready()).toBe(true)
  })

  it('is not ready while the client leaves bytes unread, says how many, and is when it has read', async () => {
    const outlet = open()
    const written = fill(outlet)
    expect(outlet.ready()).toBe(false)
    expect(outlet.pending()).toBe(65_536)
    const heard = read()
    await until(() => expect(outlet.ready()).toBe(true))
    expect(outlet.pending()).toBe(0)
    await until(() => expect(heard.length()).toBe(written))
    outlet.write(bytes('end'))
    await until(() => expect(heard.text().slice(-4)).toBe('xend'))
  })

  it('holds the bytes that wait, whatever becomes of the garbage', async () => {
    const outlet = open()
    const before = fill(outlet)
    for (let i = 0; i < 100; i++) outlet.write(Buffer.alloc(10_000, `${i % 10}`))
    // As much again, so that what had been let go of would be written over.
    const litter = Array.from({ length: 500 }, () => Buffer.alloc(10_000, '!'))
    const heard = read()
    await until(() => expect(heard.length()).toBe(before + 1_000_000))
    expect(litter).toHaveLength(500)
    const tail = heard.text().slice(before)
    for (let i = 0; i < 100; i++) {
      expect(tail.slice(i * 10_000, (i + 1) * 10_000)).toBe(`${i % 10}`.repeat(10_000))
    }
  })

  it('lets the socket end after what waits, and writes nothing once it is closed', async () => {
    const outlet = open()
    const before = fill(outlet)
    outlet.close()
    expect(outlet.ready()).toBe(false)
    near.end('bye')
    outlet.write(bytes('too late'))
    const heard = read()
    const ended = new Promise((resolve) => far.once('end', resolve))
    await ended
    expect(heard.length()).toBe(before + 3)
    expect(heard.text().slice(-4)).toBe('xbye')
  })

  it('writes nothing to a socket that was destroyed, also while bytes wait', async () => {
    const outlet = open()
    fill(outlet)
    const { frames } = count
    near.destroy()
    outlet.write(bytes('lost'))
    expect(outlet.ready()).toBe(false)
    await until(() => expect(near.closed).toBe(true))
    outlet.write(bytes('lost'))
    expect(count.frames).toBe(frames)
  })

  it('destroys a socket whose client has reset it', async () => {
    const outlet = open()
    const closed = new Promise((resolve) => near.once('close', resolve))
    far.resetAndDestroy()
    await until(() => {
      outlet.write(bytes('x'))
      expect(near.destroyed).toBe(true)
    })
    await closed
    expect(outlet.ready()).toBe(false)
  })

  it('destroys a socket whose client resets it while bytes wait', async () => {
    const outlet = open()
    fill(outlet)
    const closed = new Promise((resolve) => near.once('close', resolve))
    far.resetAndDestroy()
    await closed
    expect(near.destroyed).toBe(true)
  })
})

it('goes past a stream that is corked', async () => {
  const outlet = throughHandle()
  const heard = read()
  near.cork()
  near.write('later')
  outlet.write(bytes('now,'))
  near.uncork()
  await until(() => expect(heard.text()).toBe('now,later'))
})

it('goes by the handle where it can, and by the stream where it is not sure', () => {
  expect(makeOutlet(near, count)).toBeInstanceOf(throughHandle().constructor)
  expect(handleOutlet(new PassThrough(), count)).toBeUndefined()
  near.cork()
  near.write('still on its way')
  expect(handleOutlet(near, count)).toBeUndefined()
  expect(handleOutlet(new TLSSocket(near), count)).toBeUndefined()
})
