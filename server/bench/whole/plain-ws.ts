import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import { serveBench } from '../peers/child.ts'

// The plainest server for the same work: it hears a venue, at the address in its second argument, and
// sends each trade to whoever has asked for its symbol, stringified once.
const asked = new Map<string, WebSocket[]>()
const server = new WebSocketServer({
  ...{ port: 0, host: '127.0.0.1', backlog: 4_096 },
  perMessageDeflate: false,
})
server.on('connection', (client) => {
  client.on('message', (data) => {
    const { symbols } = JSON.parse(String(data)) as { symbols: string[] }
    for (const symbol of symbols) asked.set(symbol, [...(asked.get(symbol) ?? []), client])
  })
})
server.on('listening', () => serveBench((server.address() as AddressInfo).port))

const venue = new WebSocket(process.argv[3] ?? '')
venue.on('message', (bytes) => {
  const { data } = JSON.parse(String(bytes)) as { data: { s: string; p: string; T: number } }
  const price = { type: 'price', symbol: data.s, price: Number(data.p), timestamp: data.T }
  const text = JSON.stringify(price)
  for (const client of asked.get(data.s) ?? []) client.send(text)
})
