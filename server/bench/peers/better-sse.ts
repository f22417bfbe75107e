import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createChannel, createSession } from 'better-sse'
import { windows } from './changes.ts'
import { readTask, serveBench } from './child.ts'

// As its documentation shows it: a session a client, all in one channel.
const channel = createChannel()
const http = createServer(async (request, response) => {
  channel.register(await createSession(request, response))
})
http.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () =>
  serveBench((http.address() as AddressInfo).port),
)
windows(readTask(), (changes) => channel.broadcast(changes, 'price'))
