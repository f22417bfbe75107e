import type { Phase } from '../../engine/live.ts'
import type { TransportName } from '../../engine/plan.ts'

/** How prices come. */
export const connection = {
  transport: {
    websocket: 'WebSocket',
    sse: 'SSE',
    poll: 'Poll',
    none: 'Nothing',
  } satisfies Record<TransportName | 'none', string>,

  phase: {
    idle: 'Resting',
    connecting: 'Connecting',
    live: 'Live',
    resting: 'Polling',
    waiting: 'Reconnecting',
    offline: 'Offline',
  } satisfies Record<Phase['name'], string>,

  connecting: 'Connecting',
  paused: 'Paused',

  connectingStill: 'Still connecting…',
  reconnectingSince: (age: string) => `Reconnecting… prices are from ${age} ago`,
  offline: 'You are offline.',
  offlineSince: (age: string) => `You are offline. Prices are from ${age} ago`,

  sheet: { title: 'Connection', open: 'Connection details' },
}
