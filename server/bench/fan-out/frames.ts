import { decodeFrame } from '../../../shared/frame.ts'

export interface ReadFrames {
  messages: number
  /** Of each change in them, ms. */
  ages: number[]
}

/** client, when it came (epoch ms), opcode, size: as c/record.c writes them before each message. */
const headBytes = 20

/** What sampled clients of the compact form received, as c/record.c has kept it. */
export function readFrames(records: Buffer): ReadFrames {
  const read: ReadFrames = { messages: 0, ages: [] }
  for (let at = 0; at + headBytes <= records.length; ) {
    const cameAt = records.readDoubleLE(at + 4)
    const size = records.readUInt32LE(at + 16)
    const payload = records.toString('latin1', at + headBytes, at + headBytes + size)
    at += headBytes + size
    read.messages++
    for (const due of dueIn(payload)) read.ages.push(cameAt - due)
  }
  return read
}

/** When each change was due: the venue's time, which the bench's market sets to that. */
function dueIn(payload: string): number[] {
  const json = payload.startsWith('{') ? payload : /^data: (.*)$/m.exec(payload)?.[1]
  if (json === undefined) return []
  return decodeFrame(JSON.parse(json))?.rows.map(({ time }) => time) ?? []
}
