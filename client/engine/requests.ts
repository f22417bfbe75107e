import { requestBytes, type Traffic } from './traffic.ts'

/** A request that has its answer. */
export interface Finished {
  path: string
  traffic: Traffic
}

/**
 * Tells of each request to our server that this page or worker has made, with what the browser says it
 * took: compressed, and nothing where a cache answered. Comes a moment after the answer; a browser that
 * doesn't tell of requests tells of none. Returns its stop.
 */
export function watchRequests(onFinished: (finished: Finished) => void): () => void {
  if (typeof PerformanceObserver === 'undefined') return () => {}
  if (!PerformanceObserver.supportedEntryTypes.includes('resource')) return () => {}
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (!(entry instanceof PerformanceResourceTiming) || !entry.transferSize) continue
      const url = new URL(entry.name)
      if (url.origin !== self.location.origin) continue
      const traffic = { bytesDown: entry.transferSize, bytesUp: requestBytes(url) }
      onFinished({ path: url.pathname, traffic })
    }
  })
  observer.observe({ type: 'resource', buffered: true })
  return () => observer.disconnect()
}
