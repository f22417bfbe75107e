import type { Conditions } from '../conditions.ts'
import { createEngine } from '../engine.ts'
import type { Transition } from '../live.ts'
import type { TransportName } from '../plan.ts'
import type { PriceStore } from '../store.ts'
import type { FeedEvent, FeedRequest, Transport } from '../transport.ts'
import { createModelLog } from './model-log.ts'
import { createModelNetwork } from './model-network.ts'
import { createModelPage, type ModelPage } from './model-page.ts'
import { createModelServer } from './model-server.ts'
import { createModelStore } from './model-store.ts'
import { createModelUsage } from './model-usage.ts'
import { createVirtualTime } from './virtual-time.ts'

export interface Opened {
  transport: TransportName
  cursor: string | undefined
  symbols: readonly string[]
  detail: readonly string[]
  onEvent(event: FeedEvent): void
}

/** A server with prices, and an engine whose every connection is noted. */
export function setUp(options: { store?: PriceStore; refuse?: TransportName } = {}) {
  const time = createVirtualTime(7)
  const server = createModelServer(4)
  for (const index of server.symbols.keys()) server.change(index, time.now())
  const network = createModelNetwork(server, time)
  const opened: Opened[] = []
  const { transports } = network.client()
  const noted = (transport: Transport): Transport => ({
    name: transport.name,
    open(request: FeedRequest, onEvent) {
      const { cursor, symbols, detail } = request
      opened.push({ transport: transport.name, cursor, symbols, detail, onEvent })
      if (options.refuse !== transport.name) return transport.open(request, onEvent)
      const why = { type: 'http-status', status: 403 } as const
      const close = { reason: 'refused', why } as const
      return {
        pace: () => true,
        detail: () => false,
        close: time.after(0, () => onEvent({ type: 'closed', close })),
      }
    },
  })
  const store = options.store ?? createModelStore(time)
  const usage = createModelUsage()
  const log = createModelLog()
  const start = () =>
    createEngine({
      store,
      usage,
      told: log.store,
      openLog: () => log,
      host: 'service',
      lasting: true,
      transports: {
        websocket: noted(transports.websocket),
        sse: noted(transports.sse),
        poll: noted(transports.poll),
      },
      time,
      version: '1',
      worker: 'w',
    })
  const engine = start()
  const page = createModelPage('a', ['S0', 'S1'])
  const transitions: Transition[] = []
  const hear = (page: ModelPage) => {
    const listen = page.listen()
    return (message: Parameters<typeof listen>[0]) => {
      if (message.type === 'transitions') transitions.push(...message.transitions)
      listen(message)
    }
  }
  const report = (page: ModelPage, change: Partial<Conditions>) => {
    page.report = { ...page.report, conditions: { ...page.report.conditions, ...change } }
    engine.report(page.report)
  }
  return {
    ...{ time, server, network, opened, engine, start },
    ...{ store, usage, page, hear, report, transitions },
  }
}
