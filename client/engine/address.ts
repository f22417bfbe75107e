import type { FeedRequest } from './transport.ts'

export const pollPath = '/api/prices'

/** The server is told when the next poll is due, so that an idle connection's end doesn't wake the radio. */
export function pricesAddress(origin: string, request: FeedRequest): URL {
  const url = questionAt(new URL(pollPath, origin), request)
  url.searchParams.set('again', String(request.intervalMs))
  if (request.cursor !== undefined) url.searchParams.set('since', request.cursor)
  return url
}

export function eventsAddress(origin: string, request: FeedRequest): URL {
  const url = questionAt(new URL('/api/sse/prices', origin), request)
  url.searchParams.set('interval', String(request.intervalMs))
  url.searchParams.set('heartbeat', String(request.heartbeatMs))
  if (request.cursor !== undefined) url.searchParams.set('cursor', request.cursor)
  return url
}

function questionAt(url: URL, { symbols, detail }: FeedRequest): URL {
  url.searchParams.set('symbols', symbols.join(','))
  if (detail.length > 0) url.searchParams.set('detail', detail.join(','))
  url.searchParams.set('format', 'frame')
  return url
}

export function socketAddress(origin: string): URL {
  const url = new URL('/ws/price', origin)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return url
}
