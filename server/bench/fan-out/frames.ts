import { createFrameReader, type FrameReader } from '../../../shared/wire/reader.ts'

export interface ReadFrames {
  messages: number
  /** Of each change in them, ms. */
  ages: number[]
}

/** client, when it came (epoch ms), opcode, size: as c/record.c writes them before each message. */
const headBytes = 20
const binary = 2

/**
 * What sampled clients of the compact form received from an instant on, as c/record.c has kept it. All
 * from before is read too: a frame builds on the last one.
 */
export function readFrames(records: Buffer, since: number): ReadFrames {
  const read: ReadFrames = { messages: 0, ages: [] }
  const readers = new Map<number, FrameReader>()
  for (let at = 0; at + headBytes <= records.length; ) {
    const client = records.readUInt32LE(at)
    const cameAt = records.readDoubleLE(at + 4)
    const opcode = records.readUInt32LE(at + 12)
    const size = records.readUInt32LE(at + 16)
    const payload = records.subarray(at + headBytes, at + headBytes + size)
    at += headBytes + size
    const reader = readers.get(client) ?? createFrameReader()
    readers.set(client, reader)
    const dues =
      opcode === binary ? dueIn(reader, payload) : take(reader, payload.toString('latin1'))
    if (cameAt < since) continue
    read.messages++
    for (const due of dues) read.ages.push(cameAt - due)
  }
  return read
}

/** A message or an event of text: a greeting, a frame in base64, or neither. */
function take(reader: FrameReader, text: string): number[] {
  const event = /^event: (.*)$/m.exec(text)?.[1]
  const data = /^data: ?(.*)$/m.exec(text)?.[1]
  if (text.startsWith('{"type":"subscribed"')) reader.hello(JSON.parse(text), [])
  else if (event === 'connected') reader.hello(JSON.parse(data ?? ''), [])
  else if (event === undefined && data !== undefined) {
    return dueIn(reader, Buffer.from(data, 'base64'))
  }
  return []
}

/** When each change was due: the venue's time, which the bench's market sets to that. */
function dueIn(reader: FrameReader, bytes: Uint8Array): number[] {
  const frame = reader.read(bytes)
  if (frame === undefined) throw new Error('A sampled client has a frame that can’t be read.')
  return frame.rows.map(({ time }) => time)
}
