import { get } from 'node:http'
import { createInflate } from 'node:zlib'
import { WebSocket } from 'ws'
import { type Format, subprotocols } from '../../../shared/protocol.ts'
import { type Follower, type FollowOptions, makeNotes, type Transport } from './follower.ts'

function query(fields: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) search.set(name, String(value))
  }
  return search.toString()
}

function followSse(
  port: number,
  format: Format,
  options: FollowOptions & { accepts?: string },
): Follower {
  const notes = makeNotes()
  const { symbols, cursor, intervalMs: interval } = options
  const search = query({ symbols: symbols?.join(), cursor, interval, format })

  function take(event: string): void {
    const field = (name: string) =>
      event
        .split('\n')
        .find((line) => line.startsWith(`${name}:`))
        ?.slice(name.length + 1)
        .trim()
    const data = field('data') ?? ''
    const name = field('event')
    if (name === undefined) {
      notes.frame(Buffer.from(data, 'base64'))
      return
    }
    const value = JSON.parse(data)
    if (name === 'connected') notes.hello(value)
    else if (name === 'price') notes.price(value, data)
    else if (name === 'heartbeat') notes.heartbeats.push(value.cursor)
    else if (name === 'goodbye') notes.goodbye = value
    else throw new Error(`An event that nobody knows: ${event}`)
  }

  const headers = options.accepts === undefined ? {} : { 'accept-encoding': options.accepts }
  const address = `http://127.0.0.1:${port}/api/sse/prices?${search}`
  const request = get(address, { headers }, (response) => {
    let text = ''
    const isDeflated = response.headers['content-encoding'] === 'deflate'
    const body = isDeflated ? response.pipe(createInflate()) : response
    body.setEncoding('utf8')
    body.on('data', (chunk: string) => {
      text += chunk
      if (response.statusCode !== 200) return
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) take(event)
    })
    body.on('end', () => {
      if (response.statusCode !== 200) notes.refused = JSON.parse(text)
      notes.ended = true
    })
    response.on('error', () => {})
    // Of a body that was cut off, or of one that isn't what it says: then its text is missing.
    body.on('error', () => {})
  })
  request.on('error', () => {
    notes.ended = true
  })
  notes.close = () => request.destroy()
  return notes
}

function followWebSocket(
  port: number,
  format: Format,
  options: FollowOptions & { perMessageDeflate?: boolean },
): Follower {
  const notes = makeNotes()
  const { symbols = ['AUSDT', 'BUSDT'], cursor, intervalMs: interval_ms } = options
  const { perMessageDeflate = false } = options
  const protocol = format === 'frame' ? subprotocols.frame : subprotocols.json
  const ws = new WebSocket(`ws://127.0.0.1:${port}/ws/price`, protocol, { perMessageDeflate })
  ws.on('open', () => ws.send(JSON.stringify({ type: 'subscribe', symbols, cursor, interval_ms })))
  ws.on('message', (data: Buffer, isBinary) => {
    if (isBinary) {
      notes.frame(data)
      return
    }
    const text = data.toString()
    const value = JSON.parse(text)
    if (value.type === 'subscribed') notes.hello(value)
    if (value.type === 'price') notes.price(value, text)
    if (value.type === 'heartbeat') notes.heartbeats.push(value.cursor)
    if (value.type === 'error') notes.refused = value
    if (value.type === 'goodbye') notes.goodbye = value
  })
  ws.on('error', () => {})
  ws.on('close', () => {
    notes.ended = true
  })
  notes.close = () => ws.terminate()
  return notes
}

function followPoll(port: number, format: Format, options: FollowOptions): Follower {
  const notes = makeNotes()
  let isClosed = false
  notes.cursor = options.cursor

  async function poll(): Promise<void> {
    const search = query({ symbols: options.symbols?.join(), since: notes.cursor, format })
    const response = await fetch(`http://127.0.0.1:${port}/api/prices?${search}`)
    const text = await response.text()
    if (isClosed) return
    const value = JSON.parse(text)
    if (response.status !== 200) {
      notes.refused = value
      return
    }
    if (format === 'frame') {
      if (value.hello) notes.hello(value.hello)
      notes.frame(Buffer.from(value.frame, 'base64'))
    } else {
      if (value.snapshot || notes.starts.length === 0) {
        notes.starts.push({ ...value, snapshot: value.snapshot })
      }
      const texts = text.match(/\{"symbol".*?\}/g) ?? []
      for (const [i, price] of value.prices.entries()) notes.price(price, texts[i] ?? '')
      notes.cursor = value.cursor
    }
    timer = setTimeout(again, options.intervalMs ?? 20)
  }

  const again = () =>
    poll().catch(() => {
      notes.ended = true
    })
  let timer = setTimeout(again)
  notes.close = () => {
    isClosed = true
    clearTimeout(timer)
  }
  return notes
}

const formats = ['price', 'frame'] as const

/** All the ways by which a client can follow prices. */
export const transports: Transport[] = [
  {
    name: 'SSE, prices deflated',
    format: 'price',
    isStream: true,
    follow: (port, options = {}) =>
      followSse(port, 'price', { ...options, accepts: 'gzip, deflate' }),
  },
  {
    name: 'WebSocket, prices deflated',
    format: 'price',
    isStream: true,
    follow: (port, options = {}) =>
      followWebSocket(port, 'price', { ...options, perMessageDeflate: true }),
  },
  ...formats.flatMap((format): Transport[] => [
    {
      name: `SSE, ${format}s`,
      format,
      isStream: true,
      follow: (port, options = {}) => followSse(port, format, options),
    },
    {
      name: `WebSocket, ${format}s`,
      format,
      isStream: true,
      follow: (port, options = {}) => followWebSocket(port, format, options),
    },
    {
      name: `poll, ${format}s`,
      format,
      isStream: false,
      follow: (port, options = {}) => followPoll(port, format, options),
    },
  ]),
]
