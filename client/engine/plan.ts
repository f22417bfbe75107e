export const transports = ['websocket', 'sse', 'poll'] as const
export type TransportName = (typeof transports)[number]

/** How to be fed, and why. */
export interface Plan {
  transport: TransportName | 'none'
  /** Between two frames, or two polls. 0 where there is no transport. */
  intervalMs: number
  /** The server's longest silence, ms; never below the interval. */
  heartbeatMs: number
  reason: Reason
}

/** Why a plan is as it is: a code, so that each language can say it. */
export type Reason =
  | 'charging'
  | 'battery-high'
  | 'battery-unknown'
  | 'battery-middling'
  | 'battery-low'
  | 'data-saver'
  | 'mode-live'
  | 'mode-saver'
  | 'mode-paused'
  | 'hidden'
  | 'hidden-battery-low'
  | 'offline'
  | 'no-page'
  | 'websocket-refused'
  | 'sse-refused'
