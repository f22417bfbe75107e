import { unreachable } from '../../shared/unreachable.ts'
import type { LiveMessage, PageMessage } from '../engine/live.ts'
import { hostEngine } from './host.ts'

declare const self: DedicatedWorkerGlobalScope

/** The engine for one page, where no service worker controls it. */
const engine = hostEngine({ host: 'dedicated', version: fileName(self.location.pathname) })
let detach: (() => void) | undefined

self.addEventListener('message', ({ data }: MessageEvent<PageMessage>) => {
  void engine.then((engine) => {
    switch (data.type) {
      case 'report':
        if (detach === undefined) detach = engine.attach(data.report, send)
        else engine.report(data.report)
        break
      case 'leave':
        detach?.()
        // What isn't saved yet would be lost to whoever goes on.
        void engine.stop().finally(() => self.close())
        break
      case 'asked':
        engine.asked(data.traffic, data.requests)
        break
      case 'session':
        engine.renew()
        break
      case 'drop':
        engine.drop()
        break
      case 'forget':
        void engine.stop('forgets').finally(() => self.close())
        break
      case 'ping':
      case 'die':
        // Nothing but the page's own hand ends such a worker: it terminates it.
        break
      default:
        unreachable(data)
    }
  })
})

/** The build names its files by their content. */
function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function send(message: LiveMessage): void {
  self.postMessage(message)
}
