import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { windows } from './changes.ts'
import { readTask, serveBench } from './child.ts'

// The plainest loop there is: stringify and send, for each client.
const server = new WebSocketServer({
  ...{ port: 0, host: '127.0.0.1', backlog: 4_096 },
  perMessageDeflate: false,
})
server.on('listening', () => serveBench((server.address() as AddressInfo).port))
windows(readTask(), (changes) => {
  for (const client of server.clients) client.send(JSON.stringify(changes))
})
