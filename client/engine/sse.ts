import type { Hello } from '../../shared/protocol.ts'
import { createFrameReader } from '../../shared/wire/reader.ts'
import { eventsAddress } from './address.ts'
import { readBase64 } from './base64.ts'
import { createEventStreamReader, type StreamEvent } from './event-stream.ts'
import {
  goodbyeOf,
  type Incoming,
  parseObject,
  readFrame,
  readHello,
  readText,
  refusalOf,
} from './incoming.ts'
import { readNotice } from './read-notice.ts'
import type { Time } from './time.ts'
import { answerHead, requestBytes, type Traffic } from './traffic.ts'
import { answerMs, type Close, type Transport } from './transport.ts'
import { patienceFor, startWatchdog } from './watchdog.ts'

/**
 * Server-Sent Events over `fetch`, so that the cursor is ours to send, a refusal tells its status,
 * and it runs in every worker.
 */
export function createSse(options: { fetch: typeof fetch; time: Time; origin: string }): Transport {
  const { time, origin } = options
  return {
    name: 'sse',
    open(request, onEvent) {
      const abort = new AbortController()
      const address = eventsAddress(origin, request)
      const askedAt = time.now()
      const reader = createFrameReader()
      let greeted = false
      let renewal: Close | undefined
      const watchdog = startWatchdog(time, answerMs, () =>
        end(
          greeted
            ? { reason: 'silent', why: { type: 'silent', transport: 'sse' } }
            : { reason: 'failed', why: { type: 'not-answered', transport: 'sse' } },
        ),
      )
      void read()

      async function read(): Promise<void> {
        try {
          const answer = await options.fetch(address, {
            headers: { accept: 'text/event-stream' },
            cache: 'no-store',
            signal: abort.signal,
          })
          passed({ bytesDown: answerHead, bytesUp: requestBytes(address) })
          const refusal = refusalOf(answer)
          if (refusal !== undefined || answer.body === null) {
            end(refusal ?? { reason: 'refused', why: { type: 'no-body' } })
            return
          }
          const take = createEventStreamReader(takeEvent)
          const body = answer.body.getReader()
          for (;;) {
            const { done, value } = await body.read()
            if (done) break
            if (abort.signal.aborted) return
            watchdog.heard()
            passed({ bytesDown: value.byteLength, bytesUp: 0 })
            take(value)
          }
          end(renewal ?? { reason: greeted ? 'broken' : 'failed', why: { type: 'ended' } })
        } catch (error) {
          const why = { type: 'broke', transport: 'sse', detail: String(error) } as const
          end({ reason: greeted ? 'broken' : 'failed', why })
        }
      }

      function takeEvent({ event, data }: StreamEvent): void {
        if (abort.signal.aborted) return
        // Before the greeting it isn't our server that speaks.
        if (event === 'message') {
          if (greeted) onEvent(readFrame(reader, readBase64(data)))
          return
        }
        const message = parseObject(data)
        switch (message && event) {
          case 'connected': {
            const hello = readHello(message)
            if (hello !== undefined) greet(hello)
            break
          }
          case 'heartbeat':
            onEvent({ type: 'alive', cursor: readText(message, 'cursor') })
            break
          case 'goodbye': {
            const close = goodbyeOf(message)
            // Read to its end, this answer leaves its connection to the next one.
            if (close.reason === 'renewal') renewal = close
            else end(close)
            break
          }
          case 'notification':
            tellNotice({ type: event, notification: message })
            break
          case 'standing':
          case 'session-ended':
            tellNotice({ ...message, type: event })
        }
      }

      function tellNotice(message: Incoming): void {
        const notice = readNotice(message)
        if (notice !== undefined) onEvent({ type: 'notice', notice })
      }

      function greet(hello: Hello): void {
        if (!greeted) {
          const sample = { askedAt, serverTime: hello.server_time, answeredAt: time.now() }
          onEvent({ type: 'clock', sample })
        }
        greeted = true
        reader.hello(hello, request.known())
        watchdog.patience(patienceFor(hello.heartbeat_ms))
        onEvent({ type: 'hello', hello })
      }

      function passed(traffic: Traffic): void {
        if (!abort.signal.aborted) onEvent({ type: 'traffic', traffic })
      }

      function end(close: Close): void {
        if (abort.signal.aborted) return
        stop()
        onEvent({ type: 'closed', close })
      }

      function stop(): void {
        watchdog.stop()
        abort.abort()
      }

      return { pace: () => false, detail: () => false, close: stop }
    },
  }
}
