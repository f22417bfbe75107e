import type { IncomingMessage } from 'node:http'
import type { Format } from '../../shared/protocol.ts'
import { type Adler, adlerOf, deflateEnd, deflateHead, type History, stored } from './deflated.ts'

/**
 * How events go on the wire: each as a chunk of the chunked transfer coding (RFC 9112 section 7.1),
 * deflated in it (see deflated.ts), or as they are for a client of HTTP/1.0, which doesn't know it.
 */
export type Packing = 'plain' | 'chunked' | 'deflated'

/** Frames are packed as closely already. */
export function packingOf({ httpVersionMinor, headers }: IncomingMessage, format: Format): Packing {
  if (httpVersionMinor === 0) return 'plain'
  return format === 'price' && takesDeflate(headers['accept-encoding']) ? 'deflated' : 'chunked'
}

function takesDeflate(accepted: string | undefined): boolean {
  return (accepted ?? '').split(',').some((each) => {
    const [coding = '', ...parameters] = each.split(';')
    const isRefused = parameters.some((parameter) => /^\s*q=0(\.0*)?\s*$/i.test(parameter))
    return coding.trim().toLowerCase() === 'deflate' && !isRefused
  })
}

/** What one client alone is told, or whoever stands where it does. */
export function sseBytes(text: string, packing: Packing): Buffer {
  if (packing === 'plain') return Buffer.from(text)
  if (packing === 'deflated') return summed(Buffer.from(text), stored)
  const size = Buffer.byteLength(text).toString(16)
  return Buffer.from(`${size}\r\n${text}\r\n`)
}

/** What all who have a history in common are told. */
export function deflatedBytes(text: string, history: History): Buffer {
  return summed(Buffer.from(text), history.deflate)
}

/** Begins a body. */
export function sseHead(packing: Packing): Buffer | undefined {
  return packing === 'deflated' ? chunkOf(deflateHead) : undefined
}

/** Ends a body whose text has this sum, but for the last chunk. */
export function sseEnd(packing: Packing, sum: Adler): Buffer | undefined {
  return packing === 'deflated' ? chunkOf(deflateEnd(sum)) : undefined
}

/** The sums of the text in those that are deflated. */
const sums = new WeakMap<Uint8Array, Adler>()

export function sumIn(bytes: Uint8Array): Adler | undefined {
  return sums.get(bytes)
}

function summed(text: Buffer, pack: (text: Buffer) => Buffer): Buffer {
  const bytes = chunkOf(pack(text))
  sums.set(bytes, adlerOf(text))
  return bytes
}

function chunkOf(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, lineEnd])
}

const lineEnd = Buffer.from('\r\n')
