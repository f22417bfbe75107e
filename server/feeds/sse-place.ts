import type { Socket } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import { clientAddress } from '../http/client.ts'
import { problemResponse } from '../http/problem.ts'
import { enter, type StreamOptions } from './feed.ts'
import type { Place } from './places.ts'

/** A socket for an event stream, with a place for as long as it is open; or the answer that says why not. */
export function takeSsePlace(
  { incoming, outgoing }: HttpBindings,
  options: Pick<StreamOptions, 'places' | 'leaving' | 'trustProxy'>,
): { socket: Socket; place: Place } | Response {
  const { socket } = outgoing
  if (socket === null) {
    const detail = 'Another answer is still on its way here. Use a connection for each stream.'
    return problemResponse({ status: 400, detail })
  }
  const entry = enter(options, clientAddress(incoming, options.trustProxy))
  if ('place' in entry) {
    // A stream outlives its request by hours, so what was asked isn't kept with it. Hono waits for the
    // answer's close to abort what is still being done for a request: here that is nothing.
    incoming.url = ''
    outgoing.removeAllListeners('close')
    return { socket, place: entry.place }
  }
  const { retryAfterSeconds, ...problem } = entry.refusal
  return problemResponse(problem, { 'retry-after': String(retryAfterSeconds ?? 1) })
}
