import { openStores } from '../db/stores.ts'
import { createEngine, type Engine } from '../engine/engine.ts'
import { createPoll } from '../engine/poll.ts'
import { createSse } from '../engine/sse.ts'
import { realTime } from '../engine/time.ts'
import { createWebSocket } from '../engine/websocket.ts'

/** The engine on what a worker has: its network, its clock, its database. */
export async function hostEngine(version: string): Promise<Engine> {
  const { prices } = await openStores()
  const { origin } = self.location
  const time = realTime
  const network = { fetch: self.fetch.bind(self), time, origin }
  return createEngine({
    store: prices,
    transports: {
      websocket: createWebSocket({ WebSocket: self.WebSocket, time, origin }),
      sse: createSse(network),
      poll: createPoll(network),
    },
    time,
    version,
    worker: crypto.randomUUID(),
  })
}
