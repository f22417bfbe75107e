import type { Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import { rawProblem } from './http/raw-problem.ts'
import { StreamRequest } from './http/stream-request.ts'
import type { Incidents } from './operations/incidents.ts'

export interface ListenOptions {
  http: Hono<{ Bindings: HttpBindings }>
  /** 0: any free one. */
  port: number
  host: string
  incidents: Pick<Incidents, 'note'>
  patience?: Patience
  onListening?(at: AddressInfo): void
}

/** How long a client may take, ms. */
export interface Patience {
  /** For a request's head. */
  headMs: number
  /** For all of a request. */
  requestMs: number
  /** Without a byte in either direction, streams excepted: they look after their readers themselves. */
  silenceMs: number
}

/**
 * So many connections may wait to be taken, where the system allows it (net.core.somaxconn). After a restart
 * everybody comes back at once, and who finds no room waits for a second before trying again.
 */
const backlog = 4_096

const usual: Patience = { headMs: 10_000, requestMs: 30_000, silenceMs: 60_000 }

/** What Node refuses before it is a request. */
const refusals: Record<string, { status: number; detail: string }> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, detail: 'The request came too slowly. Send it again.' },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    detail: 'The head of a request is at most 16 KiB. Delete the cookies of this site.',
  },
}
const notHttp = { status: 400, detail: 'This is no request of HTTP/1.1.' }

/** Takes connections, and lets none of them hold what others need. */
export function listen(options: ListenOptions): Server {
  const { http, port, host, incidents, onListening } = options
  const { headMs, requestMs, silenceMs } = options.patience ?? usual
  const server = createAdaptorServer({
    fetch: http.fetch,
    hostname: host,
    serverOptions: {
      IncomingMessage: StreamRequest,
      headersTimeout: headMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: Math.min(2_000, headMs / 2),
    },
  }) as Server
  // Not for each connection: of those that become a WebSocket the timer would stay with its socket,
  // stopped, 200 bytes each. Until there is a request, its head is waited for, no longer.
  server.prependListener('request', ({ socket }) => socket.setTimeout(silenceMs))
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    // Who has gone can't be told anything.
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy()
      return
    }
    const { status, detail } = refusals[error.code ?? ''] ?? notHttp
    const address = socket.remoteAddress ?? ''
    incidents.note('broken', { address, status: String(status), code: error.code ?? '' })
    socket.end(rawProblem({ status, detail }), () => socket.destroy())
  })
  server.listen({ port, host, backlog }, () => onListening?.(server.address() as AddressInfo))
  return server
}
