import { createHash, randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/**
 * Many clients in one process, as light as they can be: raw sockets that count what comes and parse
 * nothing. A few of them look closer and tell how old what they got was.
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
  /** The text that each change contains once. */
  marker: string
  /** Reads the due time out of what one change contains. */
  due: RegExp
}

const lookingCloser = 20

export async function gather(options: CrowdOptions): Promise<Crowd> {
  const sockets: Socket[] = []
  const counted: Counted = { bytes: 0, changes: 0, ages: [], clients: 0 }
  const marker = Buffer.from(options.marker)

  for (let i = 0; i < options.clients; i += 50) {
    const batch = Array.from({ length: Math.min(50, options.clients - i) }, () => join(options))
    sockets.push(...(await Promise.all(batch)))
  }
  sockets.forEach((socket, index) => {
    const looksCloser = index % Math.ceil(options.clients / lookingCloser) === 0
    socket.on('data', (data: Buffer) => {
      counted.bytes += data.length
      for (let at = data.indexOf(marker); at >= 0; at = data.indexOf(marker, at + marker.length)) {
        counted.changes++
      }
      if (!looksCloser) return
      const now = Date.now()
      for (const match of data.toString('latin1').matchAll(options.due)) {
        counted.ages.push(now - Number(match[1]))
      }
    })
  })
  counted.clients = sockets.length

  return {
    reset() {
      counted.bytes = 0
      counted.changes = 0
      counted.ages = []
    },
    counted: () => ({ ...counted, ages: [...counted.ages].sort((a, b) => a - b) }),
    stop() {
      for (const socket of sockets) socket.destroy()
    },
  }
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
