import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'

export interface ExchangeConnection {
  url: string
  /** Streams subscribed, as named by the client: nothing says so where a name is nonsense. */
  streams: ReadonlySet<string>
  pongs(): number
  /** Sends the event if the stream is subscribed. */
  publish(stream: string, data: object): void
  /** Publishes nothing on this connection any more. */
  mute(): void
  send(raw: string | Buffer): void
  close(code: number, reason: string): void
  cut(): void
}

/** Binance counts pings and pongs too. */
const messagesPerSecond = 5

export function acceptConnection(
  ws: WebSocket,
  options: { url: string; socket: Duplex; pingEveryMs: number; pongDeadlineMs: number },
): ExchangeConnection {
  const { socket, pingEveryMs, pongDeadlineMs } = options
  const { pathname, searchParams } = new URL(options.url, 'http://localhost')
  const combined = pathname.startsWith('/stream')
  const named = combined ? (searchParams.get('streams') ?? '') : pathname.replace(/^\/ws\/?/, '')
  const streams = new Set(named.split('/').filter(Boolean))
  let muted = false
  let pongs = 0
  let incoming: number[] = []
  let deadline: NodeJS.Timeout | undefined

  const pinging = setInterval(() => {
    ws.ping(String(Date.now()))
    deadline ??= setTimeout(() => socket.destroy(), pongDeadlineMs)
  }, pingEveryMs)

  const countIncoming = () => {
    const now = Date.now()
    incoming = [...incoming.filter((at) => at > now - 1000), now]
    if (incoming.length > messagesPerSecond) ws.close(1008, 'Too many requests')
  }
  ws.on('pong', () => {
    pongs += 1
    clearTimeout(deadline)
    deadline = undefined
    countIncoming()
  })
  ws.on('message', (data) => {
    countIncoming()
    ws.send(JSON.stringify(answer(String(data), streams)))
  })
  ws.on('error', () => {})
  ws.on('close', () => {
    clearInterval(pinging)
    clearTimeout(deadline)
  })

  return {
    url: options.url,
    streams,
    pongs: () => pongs,
    publish(stream, data) {
      if (muted || !streams.has(stream) || ws.readyState !== WebSocket.OPEN) return
      ws.send(JSON.stringify(combined ? { stream, data } : data))
    },
    mute() {
      muted = true
    },
    send: (raw) => ws.send(raw),
    close: (code, reason) => ws.close(code, reason),
    cut: () => socket.destroy(),
  }
}

function answer(text: string, streams: Set<string>): object {
  let request: { method?: unknown; params?: unknown; id?: unknown }
  try {
    request = JSON.parse(text)
  } catch {
    return { error: { code: 3, msg: 'Invalid JSON: expected value at line 1 column 1' } }
  }
  const { method, params, id } = request
  const names = Array.isArray(params) ? params.map(String) : []
  switch (method) {
    case 'SUBSCRIBE':
      for (const name of names) streams.add(name)
      return { result: null, id }
    case 'UNSUBSCRIBE':
      for (const name of names) streams.delete(name)
      return { result: null, id }
    case 'LIST_SUBSCRIPTIONS':
      return { result: [...streams], id }
    default:
      return { error: { code: 2, msg: `Invalid request: unknown variant \`${method}\`` }, id }
  }
}
