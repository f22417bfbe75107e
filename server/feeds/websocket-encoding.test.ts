import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { textMessages } from './websocket-encoding.ts'

it('frames texts of every length so that a client reads them back', async () => {
  const lengths = [0, 1, 125, 126, 65_535, 65_536]
  const texts = [...lengths.map((length) => 'x'.repeat(length)), 'é€😀'.repeat(9)]
  const server = createServer()
  const acceptor = new WebSocketServer({ noServer: true })
  server.on('upgrade', (incoming, socket, head) => {
    acceptor.handleUpgrade(incoming, socket, head, () => socket.write(textMessages(texts)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const ws = new WebSocket(`ws://127.0.0.1:${port}`)
  const heard: string[] = []
  await new Promise<void>((resolve, reject) => {
    ws.on('error', reject)
    ws.on('message', (data) => {
      heard.push(data.toString())
      if (heard.length === texts.length) resolve()
    })
  })
  ws.terminate()
  server.close()
  expect(heard).toEqual(texts)
})
