import { createServer, get, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { StreamRequest } from './stream-request.ts'

let server: Server

afterEach(() => new Promise((resolve) => server.close(resolve).closeAllConnections()))

/** How requests for these come to a server. */
async function comingOf(
  paths: string[],
  { headers = {}, takesUpgrades = true }: { headers?: object; takesUpgrades?: boolean } = {},
): Promise<string[]> {
  const come: string[] = []
  server = createServer({ IncomingMessage: StreamRequest }, (_, outgoing) => {
    come.push('request')
    outgoing.end()
  })
  if (takesUpgrades) {
    server.on('upgrade', (_, socket) => {
      come.push('let go')
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
    })
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  for (const path of paths) {
    const asked = { port, path, headers: { ...headers }, agent: false }
    await new Promise((resolve) => get(asked, (answer) => answer.resume().on('end', resolve)))
  }
  return come
}

it('is let go of where its answer is a stream, and nowhere else', async () => {
  expect(
    await comingOf([
      '/api/sse/prices',
      '/api/sse/prices?symbols=BTCUSDT',
      '/api/notification/stream',
      '/api/sse/status',
      '/api/sse/prices/more',
      '/?/api/sse/prices',
    ]),
  ).toEqual(['let go', 'let go', 'let go', 'request', 'request', 'request'])
})

it('is let go of for an upgrade, as ever', async () => {
  const headers = { connection: 'upgrade', upgrade: 'h2c' }
  expect(await comingOf(['/'], { headers })).toEqual(['let go'])
})

it.each([
  { 'content-length': '2' },
  { 'transfer-encoding': 'chunked' },
  { expect: '100-continue' },
])('comes as any other where it has %s', async (headers) => {
  expect(await comingOf(['/api/sse/prices'], { headers })).toEqual(['request'])
})

it('comes as any other where nobody listens for upgrades', async () => {
  expect(await comingOf(['/api/sse/prices'], { takesUpgrades: false })).toEqual(['request'])
})
