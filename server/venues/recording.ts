import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'

/** A frame as it was received. */
export interface RecordedFrame {
  /** The recorder's clock, epoch ms. */
  at: number
  frame: string
}

/** A line longer than this is skipped whole: it is no frame, and memory is bounded. */
const maxLineLength = 1 << 20
/** Binance's own combined frames begin so; other recordings hold other JSON. */
const shape = /^(\d{16,19}) ([{[].*)$/s

/** One line `<receive time in ns> <frame>`; `undefined` for anything else. */
export function parseLine(line: string): RecordedFrame | undefined {
  const match = shape.exec(line)
  return match?.[2] === undefined ? undefined : { at: Number(match[1]) / 1e6, frame: match[2] }
}

/** What makes the file no recording that could be played, as a sentence; `undefined` where it can be. */
export async function checkRecording(file: string): Promise<string | undefined> {
  try {
    for await (const lines of readLines(file)) {
      const first = lines[0]
      if (first === undefined) continue
      if (parseLine(first)) return undefined
      return `${file} is no recording: its first line is not "<nanoseconds> <frame>".`
    }
    return `${file} is empty: name a recording with lines "<nanoseconds> <frame>".`
  } catch (error) {
    return sentenceOf(error, file)
  }
}

/** Why a recording can't be read, or read further, as a sentence. */
export function sentenceOf(error: unknown, file: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'ENOENT':
      return `${file} does not exist: name the file of a recording.`
    case 'EISDIR':
      return `${file} is a folder: name the file of a recording.`
    case 'EACCES':
    case 'EPERM':
      return `${file} may not be read: give the server the right to.`
    case 'Z_BUF_ERROR':
      return `${file} ends in the middle of its compressed data: it was not copied whole.`
    case 'Z_DATA_ERROR':
      return `${file} holds compressed data that is damaged.`
    default:
      return `${file} can't be read: ${error instanceof Error ? error.message : String(error)}.`
  }
}

/** The lines of a file, plain or gzip (told by its first bytes), a batch a chunk; never the whole file. */
export async function* readLines(file: string): AsyncGenerator<string[], void, void> {
  const zipped = await isGzip(file)
  const bytes = createReadStream(file)
  const text = zipped ? bytes.pipe(createGunzip({ chunkSize: 1 << 16 })) : bytes
  // `pipe` doesn't pass errors on.
  bytes.on('error', (error) => text.destroy(error))
  text.setEncoding('utf8')
  let rest = ''
  try {
    for await (const chunk of text) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      // What is left of it has the shape of no line, and so counts as a bad one.
      if (rest.length > maxLineLength) rest = '?'
      yield lines
    }
    if (rest) yield [rest]
  } finally {
    bytes.destroy()
    text.destroy()
  }
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await handle.close()
  }
}
