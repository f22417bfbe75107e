import { expect, it } from 'vitest'
import { type Cursor, moveCursor } from './cursor.ts'

const among = { rows: 3, toggles: true, atEnd: true }
const at = (row: number, cell: Cursor['cell'] = 'open'): Cursor => ({ row, cell })

it('walks down and up the rows, round their ends', () => {
  expect(moveCursor(undefined, 'ArrowDown', among)).toEqual(at(0))
  expect(moveCursor(undefined, 'ArrowUp', among)).toEqual(at(2))
  expect(moveCursor(at(2), 'ArrowDown', among)).toEqual(at(0))
  expect(moveCursor(at(0), 'ArrowUp', among)).toEqual(at(2))
})

it('goes to the switch of a row and back, and stays in its column', () => {
  expect(moveCursor(at(1), 'ArrowRight', among)).toEqual(at(1, 'toggle'))
  expect(moveCursor(at(1, 'toggle'), 'ArrowDown', among)).toEqual(at(2, 'toggle'))
  expect(moveCursor(at(1, 'toggle'), 'ArrowLeft', among)).toEqual(at(1))
})

it('leaves keys to the text: where the caret can still move, where there is nothing, all others', () => {
  expect(moveCursor(at(1), 'ArrowRight', { ...among, atEnd: false })).toBeUndefined()
  expect(moveCursor(at(1), 'ArrowRight', { ...among, toggles: false })).toBeUndefined()
  expect(moveCursor(at(1), 'ArrowLeft', among)).toBeUndefined()
  expect(moveCursor(undefined, 'ArrowRight', among)).toBeUndefined()
  expect(moveCursor(undefined, 'ArrowDown', { ...among, rows: 0 })).toBeUndefined()
  expect(moveCursor(at(1), 'Home', among)).toBeUndefined()
})
