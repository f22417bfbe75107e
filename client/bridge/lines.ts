/** One message is far below this; a longer line is no message of ours. */
const maxLineChars = 4_000_000

/** Splits chunks of text, cut anywhere, into whole lines. */
export function createLines(onLine: (line: string) => void): (chunk: string) => void {
  let rest = ''
  return (chunk) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > maxLineChars) throw new Error('A line has no end: the stream is not ours.')
    for (const line of lines) if (line !== '') onLine(line)
  }
}
