import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Packet } from '../../../shared/radio.ts'

/*
 * What passes between a browser and the server, as the phone's radio sees it: a relay of TCP on this
 * machine that holds everything back for as long as a network would, and stamps it.
 *
 *   phone ──▶ up: stamped when it leaves ── delay ──▶ server
 *   phone ◀── down: stamped when it arrives ── delay ◀── server
 *
 * What loopback doesn't show is added: the headers of IP and TCP with timestamps, 52 bytes a segment of
 * 1,448; the acknowledgement of what came down; the three segments of a handshake and those of an end.
 * TLS is left out, for everybody alike.
 */
export const headerBytes = 52
const segmentBytes = 1_448
/** One way: a phone's round trip of 50 ms. */
const delayMs = 25

export interface Tap {
  readonly origin: string
  /** All so far, the oldest first; times are epoch ms. */
  readonly packets: readonly Packet[]
  close(): void
}

export async function openTap(port: number): Promise<Tap> {
  const packets: Packet[] = []
  const sockets = new Set<Socket>()
  const timers = new Set<NodeJS.Timeout>()

  function after(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      work()
    }, ms)
    timers.add(timer)
  }
  const up = (bytes: number) => packets.push({ time: Date.now(), bytesDown: 0, bytesUp: bytes })
  const down = (bytes: number) =>
    packets.push({ time: Date.now(), bytesDown: bytes, bytesUp: headerBytes })

  const server = createServer((phone) => {
    const upstream = connect(port, '127.0.0.1')
    for (const socket of [phone, upstream]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => {})
      socket.on('close', () => sockets.delete(socket))
    }
    // The first byte goes up after a handshake there and back.
    up(headerBytes)
    phone.pause()
    after(2 * delayMs, () => {
      down(headerBytes)
      phone.resume()
    })
    phone.on('data', (chunk) => {
      up(wireBytes(chunk))
      after(delayMs, () => upstream.write(chunk))
    })
    upstream.on('data', (chunk) => {
      after(delayMs, () => {
        down(wireBytes(chunk))
        phone.write(chunk)
      })
    })
    phone.on('end', () => {
      up(headerBytes)
      after(delayMs, () => upstream.end())
    })
    upstream.on('end', () => {
      after(delayMs, () => {
        down(headerBytes)
        phone.end()
      })
    })
    phone.on('close', () => after(delayMs, () => upstream.destroy()))
    upstream.on('close', () => after(delayMs, () => phone.destroy()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    packets,
    close() {
      server.close()
      for (const timer of timers) clearTimeout(timer)
      for (const socket of sockets) socket.destroy()
    },
  }
}

function wireBytes({ length }: Buffer): number {
  return length + Math.ceil(length / segmentBytes) * headerBytes
}
