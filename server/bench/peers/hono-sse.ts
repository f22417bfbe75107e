import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { type PlainChange, windows } from './changes.ts'
import { readTask, serveBench } from './child.ts'

// As Hono's documentation shows it: a stream a client, an event a window.
const listeners = new Set<(changes: PlainChange[]) => void>()
const app = new Hono().get('/sse', (c) =>
  streamSSE(c, async (stream) => {
    const listener = (changes: PlainChange[]) => {
      void stream.writeSSE({ event: 'price', data: JSON.stringify(changes) })
    }
    listeners.add(listener)
    await stream.writeSSE({ event: 'connected', data: '{}' })
    await new Promise<void>((resolve) => stream.onAbort(resolve))
    listeners.delete(listener)
  }),
)
const http = createServer(getRequestListener(app.fetch))
http.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () =>
  serveBench((http.address() as AddressInfo).port),
)
windows(readTask(), (changes) => {
  for (const listener of listeners) listener(changes)
})
