import { subscribe, unsubscribe } from 'node:diagnostics_channel'

/** Whether new connections have come to this process of late. */
export interface Arrivals {
  /** Whether any has come since this was asked last. */
  any(): boolean
  stop(): void
}

/** Node tells of each connection that any server of the process has taken. */
const channel = 'net.server.socket'

export function watchArrivals(): Arrivals {
  let count = 0
  let seen = 0
  const onArrival = () => {
    count++
  }
  subscribe(channel, onArrival)
  return {
    any() {
      const isNew = count !== seen
      seen = count
      return isNew
    },
    stop: () => unsubscribe(channel, onArrival),
  }
}
