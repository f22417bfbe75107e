import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { WebSocketServer, type WebSocket as WsSocket } from 'ws'
import { createFrameEncoder } from '../../../shared/wire/encoder.ts'
import type { FeedRequest } from '../transport.ts'

export const hello = {
  protocol: 1,
  cursor: 'a.0',
  market: 'simulated',
  simulated: true,
  server_time: 1_000,
  heartbeat_ms: 15_000,
  interval_ms: 250,
  symbols: ['BTCUSDT'],
  instruments: [
    {
      id: 'SIMULATED:BTCUSDT',
      venue: 'SIMULATED',
      symbol: 'BTCUSDT',
      base: 'BTC',
      quote: 'USDT',
      decimals: 2,
      sizeDecimals: 5,
      index: 0,
    },
  ],
  unknown: [],
}
/** Bytes of a snapshot to 7. */
export const frame = createFrameEncoder().absolute(
  {
    ...{ epoch: 'a', from: 0, to: 7, snapshot: true, sentAt: 1_000, merged: undefined },
    changes: [
      {
        ...{ instrument: 'SIMULATED:BTCUSDT', index: 0, sequence: 7, price: 8_028_219 },
        ...{ change24h: 293, bid: undefined, ask: 8_028_224, stale: false },
        ...{ high24h: undefined, low24h: undefined, volume24h: undefined },
        ...{ time: 980, receivedAt: 990 },
      },
    ],
  },
  new Set([0]),
)
/** The same with a bit turned on its way. */
const garbled = frame.with(9, (frame[9] ?? 0) ^ 4)

const base64 = (behaviour: Behaviour) =>
  Buffer.from(behaviour === 'garble' ? garbled : frame).toString('base64')
export const request: FeedRequest = {
  symbols: ['BTCUSDT', 'BINANCE:ETHUSDT'],
  detail: [],
  cursor: 'a.3',
  known: () => [],
  intervalMs: 250,
  heartbeatMs: 15_000,
}

export const standing = { user: 'anna', newest: 8, unread: 1, upTo: 7, records: 0 }
export const notification = { id: 'n8', sequence: 8, at: 1_000, event: { type: 'test' } }
/** What a session is told, with what only resembles it in between. */
const notices = [
  { type: 'standing', ...standing },
  { type: 'standing', ...standing, newest: '8' },
  { type: 'notification', notification },
  { type: 'notification', notification: { ...notification, event: { type: 'unheard-of' } } },
  { type: 'session-ended' },
]

interface Seen {
  url: URL
  headers: IncomingMessage['headers']
  /** The client's port: the same for what it asks on one connection. */
  port: number | undefined
  said: Record<string, unknown>[]
}

/** What the server does once asked; each transport in its own manner. */
type Behaviour =
  | 'serve'
  | 'tell'
  | 'goodbye'
  | 'renew'
  | 'cut'
  | 'garble'
  | 'refuse'
  | 'busy'
  | 'nonsense'
  | 'silent'

/** A server that goes with the test, and notes what it was asked. */
export async function serve(
  behaviour: Behaviour,
): Promise<{ origin: string; seen: Seen[]; open(): number }> {
  const seen: Seen[] = []
  const open = new Set<unknown>()
  const server: Server = createServer((incoming, answer) => {
    const url = new URL(incoming.url ?? '', 'http://localhost')
    seen.push({ url, headers: incoming.headers, port: incoming.socket.remotePort, said: [] })
    open.add(answer)
    answer.on('close', () => open.delete(answer))
    if (behaviour === 'refuse') answer.writeHead(403).end()
    else if (behaviour === 'busy') answer.writeHead(503, { 'retry-after': '3' }).end()
    else if (behaviour === 'silent') return
    else if (url.pathname === '/api/prices') answerPoll(behaviour, incoming, answer)
    else answerEvents(behaviour, answer)
  })
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (incoming, socket, head) => {
    const url = new URL(incoming.url ?? '', 'http://localhost')
    const { headers, socket: from } = incoming
    const one: Seen = { url, headers, port: from.remotePort, said: [] }
    seen.push(one)
    if (behaviour === 'refuse' || behaviour === 'busy') {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(incoming, socket, head, (client) => {
      open.add(client)
      client.on('close', () => open.delete(client))
      client.on('message', (data) => {
        const message: Record<string, unknown> = JSON.parse(String(data))
        one.said.push(message)
        answerMessage(behaviour, client, message)
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const client of sockets.clients) client.terminate()
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, seen, open: () => open.size }
}

function answerPoll(behaviour: Behaviour, incoming: IncomingMessage, answer: ServerResponse): void {
  if (behaviour === 'cut') answer.destroy()
  else if (behaviour === 'nonsense') answer.writeHead(200).end('<html>Sign in to the hotel</html>')
  else if (incoming.headers['if-none-match'] === '"t"') answer.writeHead(304).end()
  else {
    const told = behaviour === 'tell' ? { standing } : {}
    answer
      .writeHead(200, { etag: '"t"' })
      .end(JSON.stringify({ hello, ...told, frame: base64(behaviour) }))
  }
}

function answerEvents(behaviour: Behaviour, answer: ServerResponse): void {
  answer.writeHead(200, { 'content-type': 'text/event-stream' })
  if (behaviour === 'nonsense') answer.end('<html>Sign in to the hotel</html>')
  else {
    answer.write(`event: connected\ndata: ${JSON.stringify(hello)}\n\n`)
    answer.write(`id: a.7\ndata:${base64(behaviour)}\n\n`)
    answer.write('event: heartbeat\ndata: {"cursor":"a.9","server_time":1000}\n\n')
    if (behaviour === 'tell') {
      for (const { type, ...rest } of notices) {
        const data = 'notification' in rest ? rest.notification : rest
        answer.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`)
      }
    }
    if (behaviour === 'goodbye') {
      answer.write('event: goodbye\ndata: {"reason":"shutdown","retry_ms":1500}\n\n')
    }
    if (behaviour === 'renew') {
      answer.write('event: goodbye\ndata: {"reason":"renewal","retry_ms":0}\n\n')
    }
    if (behaviour === 'cut' || behaviour === 'renew') answer.end()
  }
}

function answerMessage(behaviour: Behaviour, client: WsSocket, message: Record<string, unknown>) {
  const say = (what: object) => client.send(JSON.stringify(what))
  if (message.type === 'ping') say({ type: 'pong', id: message.id, server_time: 1_000 })
  if (message.type !== 'subscribe' || behaviour === 'silent') return
  if (behaviour === 'nonsense') {
    client.send('<html>')
    client.close(1002)
    return
  }
  say({ type: 'subscribed', ...hello })
  client.send(behaviour === 'garble' ? garbled : frame)
  say({ type: 'heartbeat', cursor: 'a.9', server_time: 1_000 })
  if (behaviour === 'tell') for (const notice of notices) say(notice)
  if (behaviour === 'goodbye') say({ type: 'goodbye', reason: 'shutdown', retry_ms: 1_500 })
  if (behaviour === 'cut') client.terminate()
}
