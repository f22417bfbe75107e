import { type LiveMessage, livePath, type PageMessage } from '../engine/live.ts'
import type { Host, HostOptions } from './host.ts'
import { createLines } from './lines.ts'

const backoff = { firstMs: 50, lastMs: 5_000 }
/** Firefox lets a worker die 30 s after its last event, whether a stream is held or not. */
const pingMs = 15_000
/** A cold start takes 20 ms; a worker that has said nothing by then hangs. */
const helloMs = 5_000
/** The new worker takes control within about a second of the drain. */
const drainMs = 5_000
/** So many answers in a row that aren't our worker's: it doesn't answer for this page. */
const maxRefusals = 3

type End = 'ended' | 'refused' | 'drained'

/*
 * Holds `POST /__live` for as long as the page lives:
 *
 *   open ──▶ read ──▶ end or error: the worker died ──▶ back off ──▶ open
 *              └────▶ drain: a new worker wants its place ──▶ wait for it (the bridge then starts anew)
 */
export function holdService({ report, onMessage, onUnusable }: HostOptions): Host {
  const stopped = new AbortController()
  let delayMs = backoff.firstMs
  let refusals = 0
  let endPause = () => {}

  let ping: ReturnType<typeof setInterval> | undefined

  document.addEventListener('visibilitychange', pingInFront, { signal: stopped.signal })
  pingInFront()
  void run()

  /** Behind others no timer wakes the page. */
  function pingInFront(): void {
    clearInterval(ping)
    const isInFront = document.visibilityState === 'visible'
    ping = isInFront ? setInterval(() => post({ type: 'ping' }), pingMs) : undefined
  }

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      const end = await hold().catch((): End => 'ended')
      if (stopped.signal.aborted) return
      refusals = end === 'refused' ? refusals + 1 : 0
      if (refusals >= maxRefusals) return onUnusable()
      await pause(end === 'drained' ? drainMs : delayMs)
      delayMs = Math.min(delayMs * 2, backoff.lastMs)
    }
  }

  /** One stream, from its request to its end, however it ends. */
  async function hold(): Promise<End> {
    const abort = new AbortController()
    const signal = AbortSignal.any([stopped.signal, abort.signal])
    const impatience = setTimeout(() => abort.abort(), helloMs)
    let end: End = 'ended'
    const asked = JSON.stringify(report())
    const takeLines = createLines((line) => {
      const message: LiveMessage = JSON.parse(line)
      clearTimeout(impatience)
      delayMs = backoff.firstMs
      // What changed while the worker was starting was told to nobody.
      if (message.type === 'hello' && JSON.stringify(report()) !== asked) {
        post({ type: 'report', report: report() })
      }
      if (message.type !== 'drain') return onMessage(message)
      end = 'drained'
      abort.abort()
    })
    try {
      const request = { method: 'POST', body: asked, signal, cache: 'no-store' } as const
      const answer = await fetch(livePath, request)
      // The worker is being replaced and takes nobody in.
      if (answer.status === 503) return 'drained'
      if (!isOurs(answer) || answer.body === null) return 'refused'
      const decoder = new TextDecoder()
      const reader = answer.body.getReader()
      for (;;) {
        const { done, value } = await reader.read()
        // A clean end is a death too: Firefox ends the body so.
        if (done || signal.aborted) return end
        takeLines(decoder.decode(value, { stream: true }))
      }
    } catch {
      return end
    } finally {
      clearTimeout(impatience)
      abort.abort()
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      endPause = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  return {
    tell: post,
    hurry() {
      delayMs = backoff.firstMs
      endPause()
    },
    // No worker of this kind can be ended from a page: it ends all streams instead.
    kill: () => post({ type: 'die' }),
    stop() {
      clearInterval(ping)
      stopped.abort()
      endPause()
    },
  }
}

function isOurs(answer: Response): boolean {
  return answer.ok && (answer.headers.get('content-type') ?? '').includes('ndjson')
}

function post(message: PageMessage): void {
  navigator.serviceWorker.controller?.postMessage(message)
}
