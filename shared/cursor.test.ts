import { expect, it } from 'vitest'
import { formatCursor, parseCursor } from './cursor.ts'

it('reads back what it wrote', () => {
  for (const cursor of [
    { epoch: 'm3k9x2a', sequence: 0 },
    { epoch: '0', sequence: Number.MAX_SAFE_INTEGER },
  ]) {
    expect(parseCursor(formatCursor(cursor))).toEqual(cursor)
  }
})

it('knows what no server can have sent', () => {
  for (const text of [
    '',
    'abc',
    'abc.',
    '.5',
    'abc.-1',
    'abc.1.2',
    'abc.1e5',
    'ABC.1',
    'abc.9007199254740993',
    'abc.1\n',
    `${'a'.repeat(33)}.1`,
  ]) {
    expect(parseCursor(text)).toBeUndefined()
  }
})
