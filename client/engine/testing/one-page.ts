import type { PageConditions } from '../conditions.ts'
import { createEngine } from '../engine.ts'
import type { Insight } from '../insight.ts'
import type { LiveMessage, Transition } from '../live.ts'
import type { watchRequests } from '../requests.ts'
import type { UsageDay } from '../usage.ts'
import { createModelLog } from './model-log.ts'
import { createModelNetwork } from './model-network.ts'
import { createModelPage } from './model-page.ts'
import { createModelServer } from './model-server.ts'
import { createModelStore } from './model-store.ts'
import { createModelUsage } from './model-usage.ts'
import { createVirtualTime } from './virtual-time.ts'

/** An engine with one page, which notes all that it is told. */
export function setUpOnePage(
  options: { watchRequests?: typeof watchRequests } = {},
  used: (now: number) => UsageDay[] = () => [],
) {
  const time = createVirtualTime(11)
  const server = createModelServer(4)
  for (const index of server.symbols.keys()) server.change(index, time.now())
  const network = createModelNetwork(server, time)
  const usage = createModelUsage()
  const log = createModelLog()
  for (const day of used(time.now())) usage.days.set(day.day, day)
  const engine = createEngine({
    ...options,
    store: createModelStore(time),
    usage,
    told: log.store,
    openLog: () => log,
    transports: network.client().transports,
    time,
    version: '1',
    worker: 'w',
    host: 'service',
    lasting: true,
  })
  const page = createModelPage('a', ['S0', 'S1'])
  const transitions: Transition[] = []
  const insights: Insight[] = []
  const listen = page.listen()
  const send = (message: LiveMessage) => {
    if (message.type === 'transitions') transitions.push(...message.transitions)
    if (message.type === 'insight') insights.push(message.insight)
    listen(message)
  }
  return {
    time,
    server,
    network,
    usage,
    log,
    engine,
    page,
    insights,
    attach: () => engine.attach(page.report, send),
    report(change: Partial<PageConditions>, more: Partial<typeof page.report> = {}) {
      page.report = {
        ...page.report,
        ...more,
        conditions: { ...page.report.conditions, ...change },
      }
      engine.report(page.report)
    },
    causes: () => transitions.map(({ reason }) => reason.type),
    /** So many messages, four a second. */
    async chatter(messages: number) {
      for (let i = 0; i < messages; i++) {
        server.change(0, time.now())
        network.flush()
        await time.advance(250)
      }
    },
  }
}
