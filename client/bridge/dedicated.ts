import type { LiveMessage, PageMessage } from '../engine/live.ts'
// biome-ignore lint/style/noRestrictedImports: where it is, nothing of what is in it.
import address from '../worker/dedicated.ts?worker&url'
import type { Host, HostOptions } from './host.ts'
import { scriptAddress } from './script-address.ts'

const retryMs = 2_000
/** A worker that is told to leave saves what it has, and is gone by then. */
const leaveMs = 1_000

/** The same engine in a worker of this page's own, which lives and dies with the page. */
export function startDedicated({ report, onMessage }: HostOptions): Host {
  let worker: Worker | undefined
  let retry: ReturnType<typeof setTimeout> | undefined

  start()

  function start(): void {
    clearTimeout(retry)
    const own = new Worker(scriptAddress(address), {
      type: 'module',
      name: 'ebb-engine',
    })
    worker = own
    own.onmessage = (event: MessageEvent<LiveMessage>) => {
      if (worker === own) onMessage(event.data)
    }
    own.onerror = () => {
      if (worker !== own) return
      end()
      retry = setTimeout(start, retryMs)
    }
    post({ type: 'report', report: report() })
  }

  function end(): void {
    worker?.terminate()
    worker = undefined
  }

  function post(message: PageMessage): void {
    worker?.postMessage(message)
  }

  return {
    tell: post,
    hurry() {
      if (worker === undefined) start()
    },
    kill() {
      end()
      start()
    },
    stop() {
      clearTimeout(retry)
      const leaving = worker
      post({ type: 'leave', page: report().page })
      worker = undefined
      setTimeout(() => leaving?.terminate(), leaveMs)
    },
  }
}
