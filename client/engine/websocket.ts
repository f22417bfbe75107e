import { closeCodes, type Hello, subprotocols, type UpMessage } from '../../shared/protocol.ts'
import { createFrameReader } from '../../shared/wire/reader.ts'
import { socketAddress } from './address.ts'
import { goodbyeOf, parseObject, readFrame, readHello, readText } from './incoming.ts'
import { readNotice } from './read-notice.ts'
import type { Time } from './time.ts'
import { messageBytes, type Traffic, upgradeTraffic } from './traffic.ts'
import { answerMs, type Close, type Transport } from './transport.ts'
import { patienceFor, startWatchdog } from './watchdog.ts'

/** Each ping compares the clocks anew. The radio is on anyway while a socket is wanted. */
const pingMs = 30_000
const openState = 1

/**
 * A WebSocket with compact frames. Browsers don't tell why a handshake failed, so a socket that
 * never greets is `failed`; whether that is the transport's fault, polls tell.
 */
export function createWebSocket(options: {
  WebSocket: typeof WebSocket
  time: Time
  origin: string
}): Transport {
  const { time, origin } = options
  return {
    name: 'websocket',
    open(request, onEvent) {
      const { symbols, detail, cursor, intervalMs, heartbeatMs } = request
      const address = socketAddress(origin)
      const socket = new options.WebSocket(address, subprotocols.frame)
      socket.binaryType = 'arraybuffer'
      const reader = createFrameReader()
      const pings = new Map<number, number>()
      let over = false
      let greeted = false
      let lastPing = 0
      let cancelPing = () => {}
      const watchdog = startWatchdog(time, answerMs, () =>
        end(
          greeted
            ? { reason: 'silent', why: { type: 'silent', transport: 'websocket' } }
            : { reason: 'failed', why: { type: 'not-answered', transport: 'websocket' } },
        ),
      )

      socket.addEventListener('open', () => {
        if (over) return
        passed(upgradeTraffic(address))
        say({
          type: 'subscribe',
          symbols: [...symbols],
          ...(detail.length > 0 && { detail: [...detail] }),
          interval_ms: intervalMs,
          heartbeat_ms: heartbeatMs,
          ...(cursor === undefined ? {} : { cursor }),
        })
        ping()
      })
      socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (over) return
        watchdog.heard()
        const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : undefined
        const text = bytes === undefined ? String(data) : ''
        // All else of our protocol is ASCII: a character is a byte.
        passed({ bytesDown: messageBytes(bytes?.length ?? text.length, 'down'), bytesUp: 0 })
        // Whoever counts may have had enough.
        if (over) return
        if (bytes === undefined) take(text)
        else onEvent(readFrame(reader, bytes))
      })
      socket.addEventListener('close', ({ code, reason }) => {
        const why = { type: 'closed', code, detail: reason } as const
        if (code === closeCodes['slow-consumer']) end({ reason: 'slow-consumer', why })
        else end({ reason: greeted ? 'broken' : 'failed', why })
      })
      // A close follows every error and says as much.
      socket.addEventListener('error', () => {})

      function take(text: string): void {
        const message = parseObject(text)
        switch (message?.type) {
          case 'subscribed': {
            const hello = readHello(message)
            if (hello !== undefined) greet(hello)
            break
          }
          case 'pong':
            takePong(message.id, message.server_time)
            break
          case 'heartbeat':
            onEvent({ type: 'alive', cursor: readText(message, 'cursor') })
            break
          case 'error':
            // Before the greeting our subscription was refused; after it nothing of ours was vital.
            if (!greeted) {
              const detail = readText(message, 'message') ?? ''
              end({ reason: 'failed', why: { type: 'rejected', detail } })
            }
            break
          case 'goodbye':
            end(goodbyeOf(message))
            break
          default: {
            const notice = readNotice(message)
            onEvent(notice ? { type: 'notice', notice } : { type: 'alive', cursor: undefined })
          }
        }
      }

      function greet(hello: Hello): void {
        greeted = true
        reader.hello(hello, request.known())
        watchdog.patience(patienceFor(hello.heartbeat_ms))
        onEvent({ type: 'hello', hello })
      }

      function ping(): void {
        if (over) return
        pings.clear()
        pings.set(++lastPing, time.now())
        say({ type: 'ping', id: lastPing })
        cancelPing = time.after(pingMs, ping)
      }

      function takePong(id: unknown, serverTime: unknown): void {
        const askedAt = typeof id === 'number' ? pings.get(id) : undefined
        if (askedAt !== undefined && typeof serverTime === 'number') {
          const sample = { askedAt, serverTime, answeredAt: time.now() }
          onEvent({ type: 'clock', sample })
        }
        onEvent({ type: 'alive', cursor: undefined })
      }

      function say(message: UpMessage): void {
        if (socket.readyState !== openState) return
        const text = JSON.stringify(message)
        socket.send(text)
        passed({ bytesDown: 0, bytesUp: messageBytes(text.length, 'up') })
      }

      function passed(traffic: Traffic): void {
        onEvent({ type: 'traffic', traffic })
      }

      function end(close: Close): void {
        if (over) return
        stop()
        onEvent({ type: 'closed', close })
      }

      function stop(): void {
        over = true
        watchdog.stop()
        cancelPing()
        socket.close()
      }

      return {
        pace(next) {
          if (!greeted || over) return false
          say({ type: 'cadence', interval_ms: next.intervalMs, heartbeat_ms: next.heartbeatMs })
          watchdog.patience(patienceFor(next.heartbeatMs))
          return true
        },
        detail(next) {
          if (!greeted || over) return false
          say({ type: 'subscribe', symbols: [...symbols], detail: [...next] })
          return true
        },
        close: stop,
      }
    },
  }
}
