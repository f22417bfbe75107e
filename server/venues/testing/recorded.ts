import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The recorded frames and answers of the venues, where they lie beside the project. */
const folder = new URL('../../../../shared/data/fixtures/', import.meta.url)

export const recordedAreAbsent = !existsSync(fileURLToPath(folder))
export const whySkipped = recordedAreAbsent
  ? ' (skipped: the recorded frames are not beside the project)'
  : ''

export interface RecordedFrame {
  name: string
  dir: 'send' | 'recv'
  raw: string
}

export interface RecordedAnswer {
  name: string
  status: number
  body: string
}

export function recordedFrames(venue: string): RecordedFrame[] {
  return read(`${venue}/ws.json`)
}

export function recordedAnswer(venue: string, name: string): RecordedAnswer {
  const answer = read<RecordedAnswer[]>(`${venue}/rest.json`).find((each) => each.name === name)
  if (!answer) throw new Error(`${venue} has no recorded answer ${name}.`)
  return answer
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
}
