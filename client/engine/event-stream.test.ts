import { expect, it } from 'vitest'
import { createEventStreamReader, type StreamEvent } from './event-stream.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

function read(chunks: Iterable<Uint8Array>): StreamEvent[] {
  const events: StreamEvent[] = []
  const take = createEventStreamReader((event) => events.push(event))
  for (const chunk of chunks) take(chunk)
  return events
}

const wire =
  '\uFEFFretry: 1500\r\nevent: connected\r\ndata: {"a":"é€😀"}\r\n\r\n' +
  ': a comment\nid: x.1\nevent:frame\ndata: one\ndata:two\n\n' +
  'data\r\rdata:  spaced\n\nevent: empty\n\n'

const expected: StreamEvent[] = [
  { event: 'connected', data: '{"a":"é€😀"}', id: '' },
  { event: 'frame', data: 'one\ntwo', id: 'x.1' },
  { event: 'message', data: '', id: 'x.1' },
  { event: 'message', data: ' spaced', id: 'x.1' },
]

it('reads events as the specification says', () => {
  expect(read([bytes(wire)])).toEqual(expected)
})

it('reads the same whatever way the bytes are cut', () => {
  const all = bytes(wire)
  expect(read([...all].map((byte) => Uint8Array.of(byte)))).toEqual(expected)
  for (let cut = 0; cut <= all.length; cut++) {
    expect(read([all.slice(0, cut), all.slice(cut)])).toEqual(expected)
  }
})

it('takes a line feed after a carriage return at a cut for one line end', () => {
  expect(read([bytes('data: a\r'), bytes('\ndata: b\r\n'), bytes('\r\n')])).toEqual([
    { event: 'message', data: 'a\nb', id: '' },
  ])
})

it('does not dispatch what is not finished', () => {
  expect(read([bytes('data: a\n')])).toEqual([])
})

it('ignores an id with a null character and fields that it does not know', () => {
  expect(read([bytes('id: a\0b\nother: c\ndata: d\n\n')])).toEqual([
    { event: 'message', data: 'd', id: '' },
  ])
})

it('gives up on an event that has no end', () => {
  const endless = Array.from({ length: 5 }, () => bytes('x'.repeat(1_000_000)))
  expect(() => read(endless)).toThrow('no end')
  const lines = Array.from({ length: 5 }, () => bytes(`data: ${'x'.repeat(1_000_000)}\n`))
  expect(() => read(lines)).toThrow('no end')
})
