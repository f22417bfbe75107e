import { formatCursor } from '../../shared/cursor.ts'
import { createFrameReader } from '../../shared/wire/reader.ts'
import { pricesAddress } from './address.ts'
import { readBase64 } from './base64.ts'
import { parseObject, readHello, readText, refusalOf } from './incoming.ts'
import { readStanding } from './read-notice.ts'
import type { Time } from './time.ts'
import { answerHead, requestBytes, type Traffic } from './traffic.ts'
import {
  answerMs,
  type Close,
  type FeedEvent,
  type FeedRequest,
  type Transport,
} from './transport.ts'
import { startWatchdog } from './watchdog.ts'

/** Asks once what has changed since the cursor; when to ask again is the engine's business. */
export function createPoll(options: {
  fetch: typeof fetch
  time: Time
  origin: string
}): Transport {
  const { time, origin } = options
  /** The tag of the newest answer, good for the very question that would follow it. */
  let newest: { tag: string; cursor: string; asked: string } | undefined

  function tagFor(request: FeedRequest): string | undefined {
    const fits = newest?.cursor === request.cursor && newest?.asked === askedBy(request)
    return fits ? newest?.tag : undefined
  }

  return {
    name: 'poll',
    open(request, onEvent) {
      const abort = new AbortController()
      const watchdog = startWatchdog(time, answerMs, () =>
        end({ reason: 'failed', why: { type: 'not-answered', transport: 'poll' } }),
      )
      ask().then(end, (error: unknown) =>
        end({ reason: 'failed', why: { type: 'broke', transport: 'poll', detail: String(error) } }),
      )

      async function ask(): Promise<Close> {
        const askedAt = time.now()
        const tag = tagFor(request)
        const address = pricesAddress(origin, request)
        const bytesUp = requestBytes(address) + (tag?.length ?? 0)
        const answer = await options.fetch(address, {
          headers: tag === undefined ? {} : { 'if-none-match': tag },
          cache: 'no-store',
          signal: abort.signal,
        })
        const answeredAt = time.now()
        const text = await answer.text()
        // As it was before it was compressed, until somebody weighs it.
        passed({ bytesDown: answerHead + text.length, bytesUp })
        const refusal = refusalOf(answer)
        if (refusal !== undefined) return refusal
        if (answer.status === 304) {
          tell({ type: 'alive', cursor: request.cursor })
          return { reason: 'done' }
        }
        const body = parseObject(text)
        const hello = readHello(body?.hello)
        // Each answer stands for itself, in the epoch that it goes on in.
        const reader = createFrameReader()
        reader.hello(hello ?? { cursor: request.cursor ?? '', instruments: [] }, [])
        const bytes = readBase64(readText(body, 'frame') ?? '')
        const frame = bytes && reader.read(bytes)
        if (frame === undefined) {
          return { reason: 'failed', why: { type: 'not-ours' } }
        }
        const found = answer.headers.get('etag')
        newest =
          found === null
            ? undefined
            : {
                tag: found,
                cursor: formatCursor({ epoch: frame.epoch, sequence: frame.to }),
                asked: askedBy(request),
              }
        tell({ type: 'clock', sample: { askedAt, serverTime: frame.sentAt, answeredAt } })
        if (hello !== undefined) tell({ type: 'hello', hello })
        tell({ type: 'frame', frame })
        const standing = readStanding(body?.standing)
        if (standing) tell({ type: 'notice', notice: { type: 'standing', ...standing } })
        return { reason: 'done' }
      }

      function passed(traffic: Traffic): void {
        tell({ type: 'traffic', traffic })
      }

      function tell(event: FeedEvent): void {
        if (!abort.signal.aborted) onEvent(event)
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

      return { pace: () => true, detail: () => false, close: stop }
    },
  }
}

function askedBy({ symbols, detail }: FeedRequest): string {
  return `${symbols} ${detail}`
}
