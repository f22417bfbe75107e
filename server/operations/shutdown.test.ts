import { EventEmitter } from 'node:events'
import { createServer, get, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { makeLog } from './log.ts'
import { makeShutdown, onSignals } from './shutdown.ts'

const log = makeLog({ level: 'silent' })
let server: Server
let port: number

beforeEach(async () => {
  server = createServer(({ url }, response) => {
    response.write('begun')
    if (url === '/quick') response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

it('closes at once where nobody is connected, and says so meanwhile', async () => {
  const shutdown = makeShutdown({ log })
  expect(shutdown.leaving()).toBe(false)
  const goodbye = vi.fn()
  const closed = shutdown.begin('a test', { server, goodbye })
  expect(shutdown.leaving()).toBe(true)
  expect(shutdown.begin('again', { server, goodbye })).toBe(closed)
  await closed
  expect(goodbye).toHaveBeenCalledOnce()
  expect(server.listening).toBe(false)
})

it('does not wait for connections that only might ask again', async () => {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write('GET /quick HTTP/1.1\r\nhost: x\r\n\r\n')
  await new Promise<void>((resolve) => socket.once('data', () => resolve()))
  const ended = new Promise<void>((resolve) => socket.on('close', () => resolve()))
  const warn = vi.spyOn(log, 'warn')
  await makeShutdown({ log }).begin('a test', { server, goodbye: () => {} })
  await ended
  // Nothing had to be cut.
  expect(warn).not.toHaveBeenCalled()
})

it('cuts what does not end in time', async () => {
  const ended = new Promise<void>((resolve) => {
    get({ port, host: '127.0.0.1' }, (response) => {
      response.on('error', () => resolve())
      response.on('data', () => {})
    }).on('error', () => resolve())
  })
  await vi.waitFor(
    async () => {
      const count = await new Promise((resolve) => server.getConnections((_, n) => resolve(n)))
      expect(count).toBe(1)
    },
    { timeout: 30_000 },
  )
  await makeShutdown({ log, graceMs: 50 }).begin('a test', { server, goodbye: () => {} })
  await ended
})

it('leaves in order at the first signal, at once at the second, and not before', async () => {
  const signals = new EventEmitter()
  const exit = vi.fn()
  let finish = () => {}
  const leave = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)))
  const stop = onSignals({ signals, leave, exit })
  signals.emit('SIGTERM')
  expect(leave).toHaveBeenCalledExactlyOnceWith('SIGTERM')
  expect(exit).not.toHaveBeenCalled()
  signals.emit('SIGINT')
  expect(exit).toHaveBeenLastCalledWith(1)
  finish()
  await vi.waitFor(() => expect(exit).toHaveBeenLastCalledWith(0), { timeout: 30_000 })
  stop()
  expect(signals.eventNames()).toEqual([])
})

it('exits with 1 where leaving fails', async () => {
  const signals = new EventEmitter()
  const exit = vi.fn()
  onSignals({ signals, leave: () => Promise.reject(new Error('No.')), exit })
  signals.emit('SIGINT')
  await vi.waitFor(() => expect(exit).toHaveBeenCalledExactlyOnceWith(1), { timeout: 30_000 })
})
