import { openStores } from '../db/stores.ts'
import { createToldStore } from '../db/told.ts'
import { createEngine, type Engine } from '../engine/engine.ts'
import { createNotificationLog } from '../engine/notification-log.ts'
import { createPoll } from '../engine/poll.ts'
import { watchRequests } from '../engine/requests.ts'
import { createSse } from '../engine/sse.ts'
import { realTime } from '../engine/time.ts'
import { createWebSocket } from '../engine/websocket.ts'

/** The engine on what a worker has: its network, its clock, its database. */
export async function hostEngine(about: {
  host: 'service' | 'dedicated'
  version: string
}): Promise<Engine> {
  const { prices, usage, settings, lasting } = await openStores()
  const { origin } = self.location
  const time = realTime
  const network = { fetch: self.fetch.bind(self), time, origin }
  return createEngine({
    store: prices,
    usage,
    lasting,
    told: createToldStore(settings),
    openLog: (onTraffic) => createNotificationLog({ ...network, onTraffic }),
    transports: {
      websocket: createWebSocket({ WebSocket: self.WebSocket, time, origin }),
      sse: createSse(network),
      poll: createPoll(network),
    },
    time,
    watchRequests,
    ...about,
    worker: crypto.randomUUID(),
  })
}
