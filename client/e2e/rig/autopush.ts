import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { makeCertificate } from './certificate.ts'
import {
  type Answer,
  guardEnvironment,
  type PostedRequest,
  type PushService,
  postedPush,
  serveSecurely,
} from './push-service.ts'

/** What Firefox says: https://mozilla-services.github.io/autopush-rs/architecture.html#push-webpush-protocol */
interface Said {
  messageType: string
  uaid?: string
  channelID?: string
}

export interface Autopush extends PushService {
  /** For Firefox: where its push service is. */
  readonly preferences: Record<string, string | number | boolean>
}

/** Mozilla's autopush, as far as Firefox asks of it. */
export async function startAutopush(): Promise<Autopush> {
  const certificate = makeCertificate()
  /** The browser's channel of each token. */
  const channels = new Map<string, string>()
  const waiting: object[] = []
  let browser: WebSocket | undefined
  let taken = 0

  function answer(request: PostedRequest): Answer {
    const channelID = channels.get(request.path.split('/').at(-1) ?? '')
    if (channelID === undefined) return { status: 410 }
    const { body, ttl, encoding } = postedPush(request)
    taken += 1
    const version = randomBytes(12).toString('base64url')
    const data = { data: body.toString('base64url'), headers: { encoding } }
    const message = { messageType: 'notification', channelID, version, ttl, ...data }
    if (browser === undefined) waiting.push(message)
    else send(browser, message)
    return { status: 201 }
  }
  const { port } = await serveSecurely(certificate, answer)

  function take(socket: WebSocket, { messageType, uaid, channelID = '' }: Said): void {
    const reply = { messageType, status: 200 }
    switch (messageType) {
      case 'hello': {
        const name = uaid || randomBytes(16).toString('hex')
        send(socket, { ...reply, uaid: name, use_webpush: true, broadcasts: {} })
        for (const message of waiting.splice(0)) send(socket, message)
        break
      }
      case 'register': {
        const token = randomBytes(16).toString('hex')
        channels.set(token, channelID)
        const pushEndpoint = `https://127.0.0.1:${port}/wpush/v2/${token}`
        send(socket, { ...reply, channelID, uaid: '', pushEndpoint })
        break
      }
      case 'unregister':
        for (const [token, id] of channels) if (id === channelID) channels.delete(token)
        send(socket, { ...reply, channelID })
    }
  }

  const http = createServer((_, response) => response.writeHead(404).end())
  const sockets = new WebSocketServer({
    server: http,
    handleProtocols: (offered) => (offered.has('push-notification') ? 'push-notification' : false),
  })
  sockets.on('connection', (socket) => {
    browser = socket
    socket.on('close', () => {
      if (browser === socket) browser = undefined
    })
    socket.on('message', (message) => {
      const text = String(message)
      if (text === '{}') socket.send('{}')
      else take(socket, JSON.parse(text))
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets.clients) socket.terminate()
    http.close()
    http.closeAllConnections()
  })
  const { port: browserPort } = http.address() as AddressInfo
  return {
    environment: guardEnvironment(certificate),
    preferences: {
      'dom.push.enabled': true,
      'dom.push.connection.enabled': true,
      'dom.push.serverURL': `ws://127.0.0.1:${browserPort}/`,
      'dom.push.testing.allowInsecureServerURL': true,
    },
    get taken() {
      return taken
    },
    dropAll: () => channels.clear(),
  }
}

function send(socket: WebSocket, message: object): void {
  socket.send(JSON.stringify(message))
}
