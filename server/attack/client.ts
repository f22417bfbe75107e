import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  json(): Record<string, unknown>
}

export interface Asking {
  body?: unknown
  headers?: Record<string, string>
}

/** For tests: somebody who may send whatever they like; keeps a cookie as a browser does. */
export interface Client {
  cookie: string | undefined
  ask(method: string, path: string, asking?: Asking): Promise<Answer>
  /** Becomes a user. */
  begin(): Promise<{ user: string; session: string }>
}

export function makeClient(port: number, own: Record<string, string>): Client {
  const client: Client = {
    cookie: undefined,
    async ask(method, path, { body, headers = {} } = {}) {
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      const answer = await send(port, {
        ...{ method, path, body: body === undefined ? undefined : text },
        headers: {
          origin: `http://127.0.0.1:${port}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(client.cookie !== undefined && { cookie: client.cookie }),
          ...own,
          ...headers,
        },
      })
      client.cookie = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? client.cookie
      return answer
    },
    async begin() {
      const { user, session } = (await client.ask('POST', '/api/session')).json()
      return { user: String(user), session: String(session) }
    },
  }
  return client
}

function send(
  port: number,
  asked: {
    method: string
    path: string
    headers: Record<string, string>
    body: string | undefined
  },
): Promise<Answer> {
  const { body, ...options } = asked
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, agent: false, ...options }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const { statusCode: status = 0, headers } = response
        resolve({ status, headers, text, json: () => JSON.parse(text) })
      })
    })
    asking.on('error', reject)
    if (body !== undefined) asking.setHeader('content-length', Buffer.byteLength(body))
    asking.end(body)
  })
}

/** Says these bytes, and hears until the server closes. */
export function sayRaw(port: number, ...pieces: string[]): Promise<string> {
  return converse(port, pieces, undefined)
}

/** Says it, and hears until it has heard this, or the server closes. */
export function hearUntil(port: number, text: string, wanted: RegExp): Promise<string> {
  return converse(port, [text], wanted)
}

function converse(port: number, pieces: string[], wanted: RegExp | undefined): Promise<string> {
  return new Promise((resolve) => {
    let heard = ''
    const socket = connect(port, '127.0.0.1')
    socket.on('data', (data) => {
      heard += data
      if (wanted?.test(heard)) socket.destroy()
    })
    // That the server closes while we still write is what some attacks come to.
    socket.on('error', () => {})
    socket.on('close', () => resolve(heard))
    for (const piece of pieces) socket.write(piece, 'latin1')
  })
}

/**
 * Who is starved hears nothing for as long as an attack lasts, ms; a busy machine alone doesn't take so
 * long over a price that comes every 100 ms.
 */
export const starvedMs = 5_000

/** Somebody who follows a price while others attack: hears how it goes on. */
export function followPrice(port: number, headers: Record<string, string> = {}) {
  const path = '/api/sse/prices?symbols=BTCUSDT&interval=100'
  const heardAt: number[] = []
  const asking = request({ host: '127.0.0.1', port, path, agent: false, headers }, (response) => {
    response.on('data', () => heardAt.push(performance.now()))
    response.on('error', () => {})
  })
  asking.on('error', () => {})
  asking.end()
  return {
    heard: () => heardAt.length,
    /** The longest silence since it began, ms. */
    worstGapMs: () =>
      Math.max(...[...heardAt, performance.now()].map((at, i) => at - (heardAt[i - 1] ?? at))),
    stop: () => asking.destroy(),
  }
}
