import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { windows } from './changes.ts'
import { readTask, serveBench } from './child.ts'

// As its documentation shows it: an event to everybody. It encodes once for all by itself.
const http = createServer()
const io = new Server(http, { transports: ['websocket'], serveClient: false })
http.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () =>
  serveBench((http.address() as AddressInfo).port),
)
windows(readTask(), (changes) => io.emit('price', changes))
