import type { Duplex } from 'node:stream'
import { handleInlet } from './handle-inlet.ts'

/** Told of a client's bytes, which are its own until it returns, with the socket as `this`. */
export type Hear = (this: Duplex, bytes: Buffer) => void

/** Has a socket's bytes heard from now on. Its end, its errors and its close are told as ever. */
export type Inlet = (socket: Duplex) => void

/** The one way by which feeds hear what clients say after a handshake: the same for all sockets. */
export function makeInlet(hear: Hear): Inlet {
  const byHandle = handleInlet(hear)
  const byStream = streamInlet(hear)
  return (socket) => {
    if (!byHandle?.(socket)) byStream(socket)
  }
}

/** By the stream, as anybody reads. */
export function streamInlet(hear: Hear): Inlet {
  return (socket) => {
    socket.on('data', hear)
  }
}
