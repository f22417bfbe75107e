import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/**
 * The libuv handle under a plain socket, which is private to Node: who uses it looks first whether it
 * can what it should. `undefined` for TLS and whatever isn't a plain socket.
 */
export function tcpHandle(socket: Duplex): object | undefined {
  if (!(socket instanceof Socket) || 'encrypted' in socket || !('_handle' in socket)) {
    return undefined
  }
  const { _handle: handle } = socket
  if (typeof handle !== 'object' || handle === null) return undefined
  return handle.constructor.name === 'TCP' ? handle : undefined
}
