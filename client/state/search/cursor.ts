/** Where the keyboard stands among the results: on a row, or on the switch at its end. */
export interface Cursor {
  row: number
  cell: 'open' | 'toggle'
}

export interface CursorAmong {
  rows: number
  /** Whether rows have a switch. */
  toggles: boolean
  /** Whether the caret stands behind all that is typed, so that the right arrow has nothing else to do. */
  atEnd: boolean
}

/**
 * Where a key leads, as in the combobox with a grid of the ARIA Authoring Practices; `undefined` for
 * a key that is the text's own. Up from the first row leads to the last, and the other way round.
 */
export function moveCursor(
  cursor: Cursor | undefined,
  key: string,
  { rows, toggles, atEnd }: CursorAmong,
): Cursor | undefined {
  if (rows === 0) return undefined
  const cell = cursor?.cell ?? 'open'
  switch (key) {
    case 'ArrowDown':
      return { row: cursor === undefined ? 0 : (cursor.row + 1) % rows, cell }
    case 'ArrowUp':
      return { row: ((cursor?.row ?? 0) + rows - 1) % rows, cell }
    case 'ArrowRight':
      return cursor?.cell === 'open' && toggles && atEnd ? { ...cursor, cell: 'toggle' } : undefined
    case 'ArrowLeft':
      return cursor?.cell === 'toggle' ? { ...cursor, cell: 'open' } : undefined
    default:
      return undefined
  }
}
