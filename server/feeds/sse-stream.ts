import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { renewal } from '../../shared/protocol.ts'
import type { NoticeListener } from '../http/notices.ts'
import type { Output } from '../hub/output.ts'
import type { FeedCount } from './count.ts'
import { adlerOfNothing, joinAdler } from './deflated.ts'
import { linger, makeOutlet } from './outlet.ts'
import { sseEvent, sseNotice } from './sse-encoding.ts'
import { lastChunk, type Packing, sseBytes, sseEnd, sseHead, sumIn } from './sse-packing.ts'

/** One answer that goes on, from behind its head to its end. */
export interface SseStream extends Output, Pick<NoticeListener, 'tell'> {
  /** How much it was sent. */
  bytes(): number
  /** Ends the answer, and not the connection: the client asks anew on it, from where it stands. */
  renew(): void
}

export interface SseStreamOptions {
  outgoing: ServerResponse
  socket: Socket
  packing: Packing
  count: FeedCount
  retryMs: () => number
}

/** An EventSource waits so long before it asks anew, ms: at once, but not again and again at once. */
const renewAfterMs = 100

export function openSseStream(options: SseStreamOptions): SseStream {
  const { outgoing, socket, packing, count, retryMs } = options
  const outlet = makeOutlet(socket, count)
  let sent = 0
  /** Of the text that was sent, where it is deflated. */
  let sum = adlerOfNothing

  function write(bytes: Uint8Array): void {
    sent += bytes.byteLength
    const added = sumIn(bytes)
    if (added !== undefined) sum = joinAdler(sum, added)
    outlet.write(bytes)
  }

  function goodbye(reason: string, { retry, retry_ms }: { retry: number; retry_ms: number }): void {
    const event = sseEvent('goodbye', JSON.stringify({ reason, retry_ms }))
    write(sseBytes(`retry: ${retry}\n${event}`, packing))
    const end = sseEnd(packing, sum)
    if (end) write(end)
  }

  const head = sseHead(packing)
  if (head) write(head)

  return {
    bytes: () => sent,
    ready: () => outlet.ready(),
    write,
    tell: (notice) => write(sseBytes(sseNotice(notice), packing)),
    hello(hello) {
      const retry = `retry: ${retryMs()}\n`
      write(sseBytes(retry + sseEvent('connected', JSON.stringify(hello)), packing))
    },
    close(reason) {
      if (reason === 'slow-consumer') count.slow++
      const retry = retryMs()
      goodbye(reason, { retry, retry_ms: retry })
      outlet.close()
      socket.end(packing === 'plain' ? '' : lastChunk)
      linger(socket)
    },
    renew() {
      goodbye(renewal, { retry: renewAfterMs, retry_ms: 0 })
      outlet.close()
      // Node writes the last chunk, and ends the socket only where it can't be asked on again.
      outgoing.end()
    },
  }
}
