import { once } from 'node:events'
import { createServer as createHttp } from 'node:http'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { type Duplex, PassThrough } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { until } from '../testing/until.ts'
import { handleInlet } from './handle-inlet.ts'
import { type Hear, type Inlet, makeInlet, streamInlet } from './inlet.ts'

let server: Server
let near: Socket
let far: Socket
const others: Socket[] = []
const errors: unknown[] = []
const onError = (error: unknown) => errors.push(error)

beforeEach(async () => {
  process.on('uncaughtException', onError)
  server = createServer({ allowHalfOpen: true })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ;[near, far] = await pair()
})

afterEach(() => {
  for (const socket of [near, far, ...others.splice(0)]) socket.destroy()
  server.close()
  process.off('uncaughtException', onError)
  expect(errors.splice(0)).toEqual([])
})

const portOf = (of: Server) => (of.address() as AddressInfo).port

async function pair(): Promise<[Socket, Socket]> {
  const accepted = once(server, 'connection')
  const [there, [here]] = [connect(portOf(server), '127.0.0.1'), await accepted]
  for (const socket of [here, there]) socket.on('error', () => {})
  others.push(here, there)
  return [here, there]
}

/** Copies, since the bytes are its own only until it returns. */
function listen() {
  const heard = new Map<Duplex, Buffer[]>()
  const hear: Hear = function (bytes) {
    heard.set(this, [...(heard.get(this) ?? []), Buffer.from(bytes)])
  }
  const text = (socket: Duplex = near) => Buffer.concat(heard.get(socket) ?? []).toString()
  return { hear, text }
}

function byHandle(hear: Hear): Inlet {
  const inlet = handleInlet(hear)
  return (socket) => {
    if (!inlet?.(socket)) throw new Error('This Node has other sockets; see tcp-handle.ts.')
  }
}

const inlets = [
  { name: 'by the handle', make: byHandle },
  { name: 'by the stream', make: streamInlet },
]

describe.each(inlets)('$name', ({ make }) => {
  it('hears whatever comes, in order', async () => {
    const { hear, text } = listen()
    make(hear)(near)
    const said = Array.from({ length: 100_000 }, (_, i) => `${i},`)
    for (let at = 0; at < said.length; at += 1 + (at % 7_000)) {
      far.write(said.slice(at, at + 1 + (at % 7_000)).join(''))
    }
    const all = said.join('')
    await until(() => expect(text().length).toBe(all.length))
    expect(text()).toBe(all)
    expect(near.bytesRead).toBe(all.length)
  })

  it('tells the bytes of one socket from those of another', async () => {
    const { hear, text } = listen()
    const inlet = make(hear)
    const [otherNear, otherFar] = await pair()
    for (const socket of [near, otherNear]) inlet(socket)
    const said = { far: '', other: '' }
    for (let i = 0; i < 100; i++) {
      said.far += `a${i}`
      said.other += `b${i + 100}`
      far.write(`a${i}`)
      otherFar.write(`b${i + 100}`)
      await until(() => expect([text(), text(otherNear)]).toEqual([said.far, said.other]))
    }
  })

  it('hears the last words before the end, after which it can still be written', async () => {
    const { hear, text } = listen()
    make(hear)(near)
    const ended = vi.fn(() => text())
    near.on('end', ended)
    far.end('last')
    await until(() => expect(ended).toHaveBeenCalledTimes(1))
    expect(ended).toHaveReturnedWith('last')
    expect(near.destroyed).toBe(false)
    const answer = once(far, 'data')
    near.end('farewell')
    expect((await answer).toString()).toBe('farewell')
    await until(() => expect([near.closed, far.closed]).toEqual([true, true]))
  })

  it('tells a reset by an error and a close, and no end', async () => {
    make(listen().hear)(near)
    const [failed, closed, ended] = [vi.fn(), vi.fn(), vi.fn()]
    near.on('error', failed).on('close', closed).on('end', ended)
    far.resetAndDestroy()
    await until(() => expect(closed).toHaveBeenCalledWith(true))
    expect(failed.mock.lastCall?.[0]).toMatchObject({ code: 'ECONNRESET' })
    expect(ended).not.toHaveBeenCalled()
  })

  it('hears nothing once the socket is destroyed, which it may do itself', async () => {
    const { hear, text } = listen()
    make(function (bytes) {
      hear.call(this, bytes)
      this.destroy()
    })(near)
    far.write('x'.repeat(1_000_000))
    await until(() => expect(near.closed).toBe(true))
    expect(text().length).toBeLessThanOrEqual(65_536)
  })

  it('stops reading while it is paused, for as long as there is room underway', async () => {
    const { hear, text } = listen()
    make(hear)(near)
    far.write('a')
    await until(() => expect(text()).toBe('a'))
    near.pause()
    const block = Buffer.alloc(65_536, 'b')
    let written = 0
    while (far.writableLength < 1_048_576) {
      far.write(block)
      written += block.length
      await new Promise(setImmediate)
    }
    expect(text()).toBe('a')
    near.resume()
    await until(() => expect(text().length).toBe(1 + written))
  })

  it('puts off a timeout with all that is heard', async () => {
    const { hear, text } = listen()
    make(hear)(near)
    const timeoutMs = 150
    let heardAt = Number.POSITIVE_INFINITY
    let lateMs = 0
    near.setTimeout(timeoutMs)
    const since = performance.now()
    near.on('timeout', () => {
      lateMs = performance.now() - heardAt
    })
    await until(() => expect(performance.now()).toBeGreaterThan(since + timeoutMs / 2))
    far.write('a')
    await until(() => expect(text()).toBe('a'))
    heardAt = performance.now()
    await until(() => expect(lateMs).toBeGreaterThan(timeoutMs * 0.75))
  })

  it('leaves writes that wait to be told when they are done', async () => {
    make(listen().hear)(near)
    const written = vi.fn()
    near.write(Buffer.alloc(16_000_000), written)
    await new Promise(setImmediate)
    expect(written).not.toHaveBeenCalled()
    far.resume()
    await until(() => expect(written).toHaveBeenCalledTimes(1))
  })

  it('lets what hears throw, and hears on', async () => {
    const { hear, text } = listen()
    make(function (bytes) {
      hear.call(this, bytes)
      if (text() === 'a') throw new Error('Not that.')
    })(near)
    far.write('a')
    await until(() => expect(errors).toHaveLength(1))
    expect(errors.splice(0)).toEqual([new Error('Not that.')])
    far.write('b')
    await until(() => expect(text()).toBe('ab'))
  })

  it('hears a socket that HTTP has let go of', async () => {
    const { hear, text } = listen()
    const http = createHttp()
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    const upgraded = once(http, 'upgrade')
    const client = connect(portOf(http), '127.0.0.1')
    others.push(client)
    client.write('GET / HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nhead')
    const inlet = make(hear)
    const ended = vi.fn()
    http.on('upgrade', (_, socket) => {
      socket.on('end', ended)
      inlet(socket)
    })
    const [, socket, head] = await upgraded
    expect(head.toString()).toBe('head')
    client.write('and')
    await until(() => expect(text(socket)).toBe('and'))
    client.end('more')
    await until(() => expect(ended).toHaveBeenCalledTimes(1))
    expect(text(socket)).toBe('andmore')
    socket.destroy()
    await new Promise((resolve) => http.close(resolve))
  })
})

it('goes by the handle where it can, and by the stream where it is not sure', async () => {
  const { hear } = listen()
  const inlet = handleInlet(hear)
  expect(inlet?.(new PassThrough())).toBe(false)
  expect(inlet?.(new TLSSocket(new PassThrough()))).toBe(false)
  const onread = { buffer: Buffer.alloc(10), callback: () => true }
  const taken = connect({ port: portOf(server), host: '127.0.0.1', onread })
  others.push(taken)
  await once(taken, 'connect')
  expect(inlet?.(taken)).toBe(false)
  makeInlet(hear)(near)
  expect(near.listenerCount('data')).toBe(0)
  expect(inlet?.(near)).toBe(false)
})

it('hears what the stream has already before what comes', async () => {
  const { hear, text } = listen()
  near.unshift(Buffer.from('first,'))
  expect(handleInlet(hear)?.(near)).toBe(false)
  makeInlet(hear)(near)
  far.write('then')
  await until(() => expect(text()).toBe('first,then'))
})
