import { createServer as createPlain, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { certificate, privateKey } from './certificate.ts'

export interface Received {
  path: string
  headers: IncomingMessage['headers']
  body: Buffer
}

/** What a service answers; it may hold the response for as long as it likes. */
export type Answering = (received: Received, response: ServerResponse) => void

/** Somebody's push service or webhook, over TLS as `push.example`; it ends with the test. */
export async function startService(answer: Answering, { plain = false } = {}) {
  const received: Received[] = []
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { url: path = '', headers } = request
      const one = { path, headers, body: Buffer.concat(chunks) }
      received.push(one)
      answer(one, response)
    })
  }
  const server = plain
    ? createPlain(listener)
    : createServer({ cert: certificate, key: privateKey }, listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  return { port, origin: `${plain ? 'http' : 'https'}://push.example:${port}`, received }
}

/** Answers each with a status, the last one ever after. */
export function statuses(...all: (number | [number, Record<string, string>])[]): Answering {
  let next = 0
  return (_, response) => {
    const one = all[Math.min(next++, all.length - 1)] ?? 201
    const [status, headers] = typeof one === 'number' ? [one, {}] : one
    response.writeHead(status, headers).end()
  }
}
