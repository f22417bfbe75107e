import { expect, it, vi } from 'vitest'
import { type ClientOptions, WebSocket } from 'ws'
import { startRig } from './testing/rig.ts'

it.each<[string, ClientOptions['perMessageDeflate'], string]>([
  ['agrees to what browsers offer', true, 'permessage-deflate'],
  ['agrees to a window of its own size', { serverMaxWindowBits: 13 }, 'permessage-deflate'],
  ['cannot do with a smaller one', { serverMaxWindowBits: 12 }, ''],
  ['cannot have messages stand alone', { serverNoContextTakeover: true }, ''],
  ['leaves alone who offers nothing', false, ''],
])('%s', async (_, perMessageDeflate, agreed) => {
  const rig = await startRig()
  rig.begin(['AUSDT'])
  const address = `ws://127.0.0.1:${rig.port}/ws/price`
  const json = new WebSocket(address, { perMessageDeflate })
  const frames = new WebSocket(address, 'ebb.frame.v3', { perMessageDeflate })
  for (const ws of [json, frames]) {
    await vi.waitFor(() => expect(ws.readyState).toBe(ws.OPEN), { timeout: 30_000, interval: 5 })
  }
  expect(json.extensions).toBe(agreed)
  expect(frames.extensions).toBe('')
  for (const ws of [json, frames]) ws.terminate()
  await rig.stop()
})
