import type { FeedRequest } from './transport.ts'

export const pollPath = '/api/prices'

/** Where a request goes, `origin` being `https://host`: the symbols and the cursor in the query. */
/** The server is told when the next poll is due, so that an idle connection's end doesn't wake the radio. */
export function pricesAddress(origin: string, request: FeedRequest): URL {
  const { symbols, detail, cursor, intervalMs } = request
  const url = new URL(pollPath, origin)
  url.searchParams.set('symbols', symbols.join(','))
  if (detail.length > 0) url.searchParams.set('detail', detail.join(','))
  url.searchParams.set('format', 'frame')
  url.searchParams.set('again', String(intervalMs))
  if (cursor !== undefined) url.searchParams.set('since', cursor)
  return url
}

export function eventsAddress(origin: string, request: FeedRequest): URL {
  const url = new URL('/api/sse/prices', origin)
  const { symbols, detail } = request
  url.searchParams.set('symbols', symbols.join(','))
  if (detail.length > 0) url.searchParams.set('detail', detail.join(','))
  url.searchParams.set('format', 'frame')
  url.searchParams.set('interval', String(request.intervalMs))
  url.searchParams.set('heartbeat', String(request.heartbeatMs))
  if (request.cursor !== undefined) url.searchParams.set('cursor', request.cursor)
  return url
}

export function socketAddress(origin: string): URL {
  const url = new URL('/ws/price', origin)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return url
}
