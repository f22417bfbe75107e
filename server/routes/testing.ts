import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import type { Identity, Sessions } from '../http/sessions.ts'

/** For tests: whoever asks is this user, on this device. */
export function sessionsFor(user: string, id = `${user} here`): Sessions {
  const identity: Identity = { id, user, device: 'Firefox', createdAt: 0 }
  return {
    of: async () => identity,
    required: async (c, next) => {
      c.set('session', identity)
      await next()
    },
    begin: async () => identity,
    prolong() {},
    become: async () => identity,
    end: async () => true,
    leave() {},
    forget() {},
  }
}

/** For tests: asks routes as a browser would, over a connection that isn't there. */
export function makeAsk(
  app: {
    request(path: string, init: RequestInit, env: HttpBindings): Response | Promise<Response>
  },
  browser: Record<string, string> = {},
) {
  return async (
    method: string,
    path: string,
    { body, cookie }: { body?: unknown; cookie?: string } = {},
  ): Promise<Response> => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const headers = {
      host: 'localhost:8080',
      ...browser,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(body !== undefined && { 'content-length': String(Buffer.byteLength(text)) }),
      ...(cookie !== undefined && { cookie }),
    }
    const incoming = new IncomingMessage(new Socket())
    incoming.headers = headers
    const outgoing = new ServerResponse(incoming)
    const init = { method, headers, ...(body !== undefined && { body: text }) }
    return app.request(path, init, { incoming, outgoing })
  }
}
