/** Bytes that passed, as near to the wire as a browser lets us see. */
export interface Traffic {
  bytesDown: number
  bytesUp: number
}

/*
 * What is counted: a WebSocket's messages with the heads of their frames, the body of an event stream
 * as it is read, the body of an answer. Heads of requests and answers are hidden from us and estimated:
 * what Chromium and Firefox send over HTTP/1.1 (430 and 405 bytes besides the address), and the 300
 * that Resource Timing reckons an answer's at (https://www.w3.org/TR/resource-timing/#dom-performanceresourcetiming-transfersize).
 * TLS, TCP and IP are not counted; over HTTP/2 heads are smaller.
 */
const requestHead = 430
export const answerHead = 300
/** The head of a WebSocket's request has a key, a version and a protocol more; its answer is short. */
const upgradeHead = 180
const upgradeAnswer = 200

export function requestBytes(url: URL): number {
  return requestHead + url.pathname.length + url.search.length
}

export function upgradeTraffic(url: URL): Traffic {
  return { bytesDown: upgradeAnswer, bytesUp: requestBytes(url) + upgradeHead }
}

/** A message of so many bytes with the head of its frame (RFC 6455 section 5.2). */
export function messageBytes(length: number, way: 'down' | 'up'): number {
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10
  // What a client sends is masked, by four bytes more.
  return head + length + (way === 'up' ? 4 : 0)
}
