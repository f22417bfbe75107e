import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { until } from '../testing/until.ts'
import { type Rig, startRig } from './testing/rig.ts'

/** What a stream leaves of its connection, whether Node's HTTP lets go of the socket or not. */
let rig: Rig
const sockets: Socket[] = []

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await rig.stop()
})

const stream = 'GET /api/sse/prices?symbols=AUSDT HTTP/1.1\r\nhost: x\r\n\r\n'
const poll = 'GET /api/prices?symbols=AUSDT HTTP/1.1\r\nhost: x\r\n\r\n'
const ended = /"reason":"renewal","retry_ms":0\}\n\n\r\n0\r\n\r\n/g
const answers = /HTTP\/1\.1 (\d+)/g

describe.each([
  ['let go by HTTP', true],
  ['held by HTTP', false],
])('a connection %s', (_, letsGo) => {
  let ahead = 0

  async function start(): Promise<void> {
    ahead = 0
    rig = await startRig({ letsGo, now: () => Date.now() + ahead })
    rig.begin(['AUSDT'])
    rig.price('AUSDT', 1_00)
  }

  function ask(text: string) {
    const socket = connect({ port: rig.port, host: '127.0.0.1', allowHalfOpen: true })
    const client = { socket, text: '', isOver: false }
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      client.text += chunk
    })
    socket.on('end', () => {
      client.isOver = true
    })
    socket.on('error', () => {})
    socket.write(text)
    sockets.push(socket)
    return client
  }

  const statuses = ({ text }: { text: string }) =>
    [...text.matchAll(answers)].map(([, status]) => status)

  it('carries one stream after another, and any other request in between', async () => {
    await start()
    const warned = vi.fn()
    process.on('warning', warned)
    const client = ask(stream)
    for (let round = 1; round <= 3; round++) {
      await until(() => expect(rig.sse.clients).toBe(1))
      ahead += 660_000
      await until(() => expect(client.text.match(ended)).toHaveLength(round))
      expect(rig.sse.clients).toBe(0)
      client.socket.write(poll)
      await until(() => expect(client.text.match(/^\{"cursor"/gm)).toHaveLength(round))
      client.socket.write(stream)
    }
    await until(() => expect(statuses(client)).toHaveLength(7))
    expect(new Set(statuses(client))).toEqual(new Set(['200']))
    expect(client.isOver).toBe(false)
    process.off('warning', warned)
    expect(warned).not.toHaveBeenCalled()
  })

  it('answers what was asked behind a stream when that has ended', async () => {
    await start()
    const client = ask(`${stream}${poll}`)
    await until(() => expect(client.text).toContain('event: price'))
    expect(statuses(client)).toEqual(['200'])
    ahead = 600_000
    await until(() => expect(statuses(client)).toEqual(['200', '200']))
    expect(client.text).toMatch(/0\r\n\r\nHTTP\/1\.1 200 OK\r\n/)
  })

  it('refuses a stream behind an answer that is still on its way', async () => {
    await start()
    const client = ask(`${poll}${stream}`)
    await until(() => expect(statuses(client)).toEqual(['200', '400']))
    expect(client.text).toContain('Use a connection for each stream.')
    client.socket.write(stream)
    await until(() => expect(client.text).toContain('event: price'))
  })

  it('takes the next request after one that was refused', async () => {
    await start()
    const client = ask(stream.replace('AUSDT', 'A%20B'))
    await until(() => expect(statuses(client)).toEqual(['400']))
    client.socket.write(stream)
    await until(() => expect(client.text).toContain('event: price'))
  })

  it('ends with its stream where its client asks for that', async () => {
    await start()
    const client = ask(stream.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n'))
    await until(() => expect(client.text).toContain('event: price'))
    expect(client.text.toLowerCase()).toContain('\r\nconnection: close\r\n')
    ahead = 600_000
    await until(() => expect(client.isOver).toBe(true))
    expect(client.text.match(ended)).toHaveLength(1)
  })

  it('ends when its client says that nothing more comes', async () => {
    await start()
    const client = ask(stream)
    await until(() => expect(rig.sse.clients).toBe(1))
    client.socket.end()
    await until(() => expect(client.isOver).toBe(true))
    await until(() => expect(rig.sse.clients).toBe(0))
  })

  it('needs a host, as HTTP/1.1 does', async () => {
    await start()
    const client = ask('GET /api/sse/prices HTTP/1.1\r\n\r\n')
    await until(() => expect(statuses(client)).toEqual(['400']))
  })

  it('breaks nothing but itself by an upgrade behind an answer that is on its way', async () => {
    await start()
    const upgrade = poll.replace('\r\n\r\n', '\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n')
    const client = ask(`${poll}${upgrade}`)
    await until(() => expect(client.socket.destroyed || client.isOver).toBe(true))
    const other = ask(poll)
    await until(() => expect(statuses(other)).toEqual(['200']))
  })
})
