import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Certificate } from './certificate.ts'

/** A message as an application server has posted it (RFC 8030), still encrypted. */
export interface PostedPush {
  encoding: string
  ttl: number
  body: Buffer
}

/** A stand-in for a browser's push service, on loopback. */
export interface PushService {
  /** For the server: whom it may write to, and whose certificate it trusts. */
  readonly environment: Record<string, string>
  /** What it has taken, and answered with 201. */
  readonly taken: number
  /** It knows its subscriptions no more: 410 to whoever writes to them. */
  dropAll(): void
}

export interface PostedRequest {
  path: string
  headers: { readonly [name: string]: string | string[] | undefined }
  body: Buffer
}
export type Answer = { status: number; body?: string | Buffer; type?: string }

/** A server over TLS that ends with the test. */
export async function serveSecurely(
  { key, cert }: Certificate,
  answer: (request: PostedRequest) => Answer,
): Promise<{ server: Server; port: number }> {
  const server = createServer({ key, cert }, (request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { url = '/', headers } = request
      const said = answer({ path: url, headers, body: Buffer.concat(parts) })
      response.writeHead(said.status, said.type === undefined ? {} : { 'content-type': said.type })
      response.end(said.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return { server, port: (server.address() as AddressInfo).port }
}

export function postedPush({ headers, body }: PostedRequest): PostedPush {
  return {
    encoding: String(headers['content-encoding'] ?? ''),
    ttl: Number(headers.ttl ?? 0),
    body,
  }
}

/** So that the server's guard lets it knock on loopback, and trusts who answers. */
export function guardEnvironment(certificate: Certificate): Record<string, string> {
  return { EBB_PUSH_ALLOW: '127.0.0.1', ...certificate.environment }
}
