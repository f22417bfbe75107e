/** One event as it was dispatched; `id` is the last one seen, as the specification has it. */
export interface StreamEvent {
  event: string
  data: string
  id: string
}

/** No event of ours comes near it; beyond it the sender is not ours or has gone astray. */
const maxChars = 4_000_000

/**
 * Reads `text/event-stream` (https://html.spec.whatwg.org/multipage/server-sent-events.html) from
 * chunks of bytes that are cut anywhere, inside a character or a CRLF too. Throws where an event
 * grows beyond 4 million characters.
 */
export function createEventStreamReader(onEvent: (event: StreamEvent) => void) {
  // Drops the byte order mark, as the specification asks.
  const decoder = new TextDecoder()
  let rest = ''
  /** The last chunk ended in CR: a LF that follows belongs to it. */
  let skipsLineFeed = false
  let data: string[] = []
  let size = 0
  let event = ''
  let id = ''

  function takeLine(line: string): void {
    if (line === '') {
      dispatch()
      return
    }
    const colon = line.indexOf(':')
    if (colon === 0) return
    const field = colon === -1 ? line : line.slice(0, colon)
    const value = colon === -1 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1))
    if (field === 'data') {
      size += value.length + 1
      if (size > maxChars) throw tooLong()
      data.push(value)
    } else if (field === 'event') event = value
    else if (field === 'id' && !value.includes('\0')) id = value
  }

  function dispatch(): void {
    if (data.length > 0) onEvent({ event: event || 'message', data: data.join('\n'), id })
    data = []
    size = 0
    event = ''
  }

  return (chunk: Uint8Array): void => {
    let text = decoder.decode(chunk, { stream: true })
    if (text === '') return
    if (skipsLineFeed && text.startsWith('\n')) text = text.slice(1)
    skipsLineFeed = text.endsWith('\r')
    const lines = text.split(/\r\n|\r|\n/)
    const last = lines.pop() ?? ''
    for (const line of lines) {
      takeLine(rest + line)
      rest = ''
    }
    rest += last
    if (rest.length > maxChars) throw tooLong()
  }
}

function tooLong(): Error {
  return new Error('An event of the stream has no end: it is not from our server.')
}
