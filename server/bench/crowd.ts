import { createHash, randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/**
 * Many clients in one process, as light as they can be: raw sockets that count messages and parse
 * nothing. A few of them look closer and tell how many changes a message holds and how old they were.
 */
export interface Crowd {
  /** Forgets what was counted so far. */
  reset(): void
  counted(): Counted
  stop(): void
}

export interface Counted {
  bytes: number
  changes: number
  /** From when a change was due until it was here, ms, ascending; of the few that look closer. */
  ages: number[]
  clients: number
}

export interface CrowdOptions {
  port: number
  clients: number
  /** A path to GET, or to upgrade and then what to say. */
  path: string
  upgrade?: { subprotocol?: string; message?: string }
  /** The text that each message contains once. */
  marker: string
  /** When each change in a piece of the stream was due, epoch ms: a change an entry. */
  due(text: string): number[]
}

const lookingCloser = 20

export async function gather(options: CrowdOptions): Promise<Crowd> {
  const sockets: Socket[] = []
  const marker = Buffer.from(options.marker)
  const everyone = { bytes: 0, messages: 0 }
  const few = { messages: 0, changes: 0, ages: [] as number[] }

  for (let i = 0; i < options.clients; i += 50) {
    const batch = Array.from({ length: Math.min(50, options.clients - i) }, () => join(options))
    sockets.push(...(await Promise.all(batch)))
  }
  sockets.forEach((socket, index) => {
    const looksCloser = index % Math.ceil(options.clients / lookingCloser) === 0
    socket.on('data', (data: Buffer) => {
      if (options.upgrade) answerPing(socket, data)
      everyone.bytes += data.length
      const messages = occurrences(data, marker)
      everyone.messages += messages
      if (!looksCloser) return
      const now = Date.now()
      const due = options.due(data.toString('latin1'))
      few.messages += messages
      few.changes += due.length
      for (const time of due) few.ages.push(now - time)
    })
  })

  return {
    reset() {
      Object.assign(everyone, { bytes: 0, messages: 0 })
      Object.assign(few, { messages: 0, changes: 0, ages: [] })
    },
    counted: () => ({
      bytes: everyone.bytes,
      changes: everyone.messages * (few.changes / few.messages),
      ages: [...few.ages].sort((a, b) => a - b),
      clients: sockets.length,
    }),
    stop() {
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** A ping comes last in what it comes with; its answer is the same payload under a mask of zeros. */
function answerPing(socket: Socket, data: Buffer): void {
  const ping = data.subarray(-8)
  if (ping[0] !== 0x89 || ping[1] !== 6) return
  socket.write(Buffer.concat([Buffer.of(0x8a, 0x86, 0, 0, 0, 0), ping.subarray(2)]))
}

function occurrences(data: Buffer, marker: Buffer): number {
  let count = 0
  for (let at = data.indexOf(marker); at >= 0; at = data.indexOf(marker, at + marker.length)) {
    count++
  }
  return count
}

/** Connects, and resolves once the server has answered the request's head. */
function join({ port, path, upgrade }: CrowdOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    socket.once('error', reject)
    socket.once('connect', () => socket.write(upgrade ? upgradeHead(path, upgrade) : getHead(path)))
    socket.once('data', (data) => {
      const status = data.toString('latin1', 9, 12)
      if (status !== (upgrade ? '101' : '200')) {
        reject(new Error(`The server answered ${data.toString('latin1', 0, 300)}`))
        return
      }
      if (upgrade?.message) socket.write(maskedText(upgrade.message))
      resolve(socket)
    })
  })
}

function getHead(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n`
}

function upgradeHead(path: string, { subprotocol }: { subprotocol?: string }): string {
  const key = createHash('md5').update(randomBytes(16)).digest('base64')
  const protocol = subprotocol ? `Sec-WebSocket-Protocol: ${subprotocol}\r\n` : ''
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n${protocol}\r\n`
}

/** One text frame as clients send it, RFC 6455 section 5.2; a mask of zeros masks nothing. */
function maskedText(text: string): Buffer {
  const payload = Buffer.from(text)
  const head = Buffer.alloc(8)
  head[0] = 0x81
  head[1] = 0x80 | 126
  head.writeUInt16BE(payload.length, 2)
  return Buffer.concat([head, payload])
}
