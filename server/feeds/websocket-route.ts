import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { subprotocols } from '../../shared/protocol.ts'
import { problemResponse } from '../http/problem.ts'

const described = describeRoute({
  summary: 'Live prices over a WebSocket',
  description:
    'Text messages, JSON. Up: `subscribe`, `unsubscribe`, `cadence`, `ping`; see UpMessage. ' +
    'Down: `connected`, `subscribed`, `unsubscribed`, `price`, `heartbeat`, `pong`, `error`, ' +
    `\`goodbye\`; see DownMessage. The subprotocol \`${subprotocols.json}\` is the default; with ` +
    `\`${subprotocols.frame}\` binary messages come instead of \`price\`, each a compact frame. ` +
    'JSON is compressed by permessage-deflate for whom one context for many will do. With a ' +
    'session’s cookie also `notification`, `standing` and `session-ended`.',
  responses: {
    101: { description: 'The socket is open.' },
    403: { description: 'Pages of this origin may not connect.' },
    426: { description: 'Asked without an upgrade.' },
    429: { description: 'This address has as many streams open as it may.' },
    503: { description: 'The server is full, or shutting down.' },
  },
})

/** What a plain request for a WebSocket's address is answered; the upgrades go past HTTP. */
export function websocketRoute(): Hono {
  const answer = () =>
    problemResponse(
      { status: 426, detail: 'This is a WebSocket. Connect with ws:// or wss://.' },
      { upgrade: 'websocket' },
    )
  return new Hono().get('/ws/price', described, answer).get('/ws/price/:symbol', described, answer)
}
