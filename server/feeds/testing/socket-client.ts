import { request } from 'node:http'
import { expect, vi } from 'vitest'
import { type ClientOptions, WebSocket } from 'ws'
import type { DownMessage } from '../../../shared/protocol.ts'

/** For tests: a client that writes down what it hears. */
export interface Client {
  ws: WebSocket
  heard: DownMessage[]
  closed: { code: number; reason: string } | undefined
  say(message: unknown): void
  last<T extends DownMessage['type']>(type: T): (DownMessage & { type: T }) | undefined
}

export async function joinSocket(url: string, options: ClientOptions = {}): Promise<Client> {
  const ws = new WebSocket(url, options)
  const client: Client = {
    ws,
    heard: [],
    closed: undefined,
    say: (message) => ws.send(typeof message === 'string' ? message : JSON.stringify(message)),
    last: (type) =>
      client.heard.findLast(
        (each): each is DownMessage & { type: typeof type } => each.type === type,
      ),
  }
  ws.on('message', (data) => client.heard.push(JSON.parse(data.toString())))
  ws.on('close', (code, reason) => {
    client.closed = { code, reason: reason.toString() }
  })
  ws.on('error', () => {})
  await vi.waitFor(() => expect(client.heard[0]?.type).toBe('connected'), { timeout: 8_000 })
  return client
}

interface Knocked {
  status: number
  detail: string
  retryAfter?: string | undefined
  /** What the server says that it speaks. */
  version?: string | string[] | undefined
}

/** The answer to an upgrade that is refused. */
export function knock(port: number, path: string, headers: Record<string, string> = {}) {
  return new Promise<Knocked>((resolve, reject) => {
    const upgrade = {
      connection: 'upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    }
    const asked = request({
      host: '127.0.0.1',
      port,
      path,
      headers: { ...upgrade, ...headers },
    })
    asked.on('error', reject)
    asked.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve({ status: response.statusCode ?? 0, detail: '' })
    })
    asked.on('response', async (response) => {
      let body = ''
      for await (const chunk of response) body += chunk
      const { detail = '' } = body.startsWith('{') ? JSON.parse(body) : {}
      const { 'retry-after': retryAfter, 'sec-websocket-version': version } = response.headers
      resolve({ status: response.statusCode ?? 0, retryAfter, version, detail })
    })
    asked.end()
  })
}

/** The codes of the errors that a client was told. */
export const errors = ({ heard }: Client) =>
  heard.flatMap((each) => (each.type === 'error' ? [each.code] : []))
