import { unreachable } from '../../shared/unreachable.ts'
import type { Engine } from '../engine/engine.ts'
import type { LiveMessage, PageMessage, PageReport } from '../engine/live.ts'
import { createOutbox } from './outbox.ts'

/** So many lines a page may leave unread; then what is new is conflated until it reads again. */
const maxUnread = 16
/** A new worker that hasn't taken over by then never will: this one goes on. */
const drainMs = 10_000

/** Answers every page's `POST /__live` with a stream that stays open, fed by one engine. */
export interface LiveHost {
  answer(request: Request): Promise<Response>
  take(message: PageMessage): void
  /** A new worker waits, and can't take over while a stream is held: end them all. */
  drain(): void
}

interface Stream {
  page: string
  push(message: LiveMessage): void
  end(): void
  /** Ends as it would if the worker had died. */
  fail(): void
}

export function createLiveHost(start: () => Promise<Engine>): LiveHost {
  const streams = new Set<Stream>()
  const encoder = new TextEncoder()
  let engine: Promise<Engine> | undefined
  let drainedUntil = 0

  function open(report: PageReport, engine: Engine): ReadableStream<Uint8Array> {
    const outbox = createOutbox()
    let stream: Stream | undefined
    let detach = () => {}

    function leave(): void {
      if (stream !== undefined) streams.delete(stream)
      stream = undefined
      detach()
    }

    return new ReadableStream<Uint8Array>(
      {
        start(controller) {
          const write = (message: LiveMessage) =>
            controller.enqueue(encoder.encode(`${JSON.stringify(message)}\n`))
          stream = {
            page: report.page,
            push(message) {
              const isRoomy = (controller.desiredSize ?? 0) > 0
              if (isRoomy && outbox.isEmpty()) write(message)
              else outbox.add(message)
            },
            end() {
              leave()
              write({ type: 'drain' })
              controller.close()
            },
            fail() {
              leave()
              controller.error(new Error('The stream was ended for a diagnosis.'))
            },
          }
          streams.add(stream)
          detach = engine.attach(report, stream.push)
        },
        pull(controller) {
          if (outbox.isEmpty()) return
          const lines = outbox.take().map((message) => `${JSON.stringify(message)}\n`)
          controller.enqueue(encoder.encode(lines.join('')))
        },
        cancel: leave,
      },
      new CountQueuingStrategy({ highWaterMark: maxUnread }),
    )
  }

  /** Its connection goes with it; should this worker live on, it starts anew. */
  function leaveEngine(forgets?: 'forgets'): void {
    void engine?.then((engine) => engine.stop(forgets))
    engine = undefined
  }

  return {
    async answer(request) {
      if (Date.now() < drainedUntil) return new Response(null, { status: 503 })
      const report: PageReport = await request.json()
      engine ??= start()
      return new Response(open(report, await engine), {
        headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
      })
    },
    take(message) {
      switch (message.type) {
        case 'report':
          void engine?.then((engine) => engine.report(message.report))
          break
        case 'leave':
          for (const stream of streams) if (stream.page === message.page) stream.end()
          break
        case 'asked':
          void engine?.then((engine) => engine.asked(message.traffic, message.requests))
          break
        case 'session':
          void engine?.then((engine) => engine.renew())
          break
        case 'drop':
          void engine?.then((engine) => engine.drop())
          break
        case 'die':
          for (const stream of [...streams]) stream.fail()
          leaveEngine()
          break
        case 'forget':
          for (const stream of [...streams]) stream.end()
          leaveEngine('forgets')
          break
        case 'ping':
          // That it came has already put off the worker's end.
          break
        default:
          unreachable(message)
      }
    },
    drain() {
      drainedUntil = Date.now() + drainMs
      for (const stream of [...streams]) stream.end()
      leaveEngine()
    },
  }
}
